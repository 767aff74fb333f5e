import { inFrench } from '../../domain/dates.ts';
import { standingOf, TUTOR_STANDINGS, type TutorStanding } from '../../domain/tutor.ts';
import type { Backend } from '../../services/backend.ts';
import { everyCertification } from '../../services/certifications.ts';
import { code, line, z } from '../../services/fields/fields.ts';
import { isManager, type Principal, STAFF } from '../../services/principal.ts';
import { findTutors, type StoredTutor } from '../../services/tutors.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { FilterSelect } from '../staff/filter-field.tsx';
import { Badge, type Tone } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Meter } from '../view/meter.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { MailLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';
import { Found, NameFilter } from './name-filter.tsx';
import { CODE, keyAt, placeOf, placeQuery } from './place.ts';

const PER_PAGE = 50;

const filters = {
  q: line().optional().catch(undefined),
  certification: code().optional().catch(undefined),
  standing: z.enum(TUTOR_STANDINGS).optional().catch(undefined),
};
type Filters = { q?: string; certification?: string; standing?: TutorStanding };

/** The tutors, with their load: staff read, managers change. */
export const tutorListPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/tuteurs',
    who: STAFF,
    title: 'Tuteurs',
    query: z.object({ ...filters, ...placeQuery }),
    handle: async ({ principal, query: { cursor, ...asked } }) => {
      const after = keyAt(cursor, CODE);
      const [found, certifications] = await Promise.all([
        findTutors(backend, { ...asked, limit: PER_PAGE, after }),
        everyCertification(backend),
      ]);
      return page(<Tutors {...{ principal, found, asked, certifications }} isFirst={after === undefined} />, {
        wide: true,
      });
    },
  });

interface TutorsProps {
  principal: Principal;
  found: Awaited<ReturnType<typeof findTutors>>;
  asked: Filters;
  certifications: Awaited<ReturnType<typeof everyCertification>>;
  isFirst: boolean;
}

const Tutors = ({ principal, found: { items, count, next }, asked, certifications, isFirst }: TutorsProps) => {
  const isNarrowed = Object.values(asked).some(Boolean);
  return (
    <>
      <PageHead title="Tuteurs">
        Qui accompagne, pour quelles certifications, et avec combien de dossiers en cours.
      </PageHead>
      {isManager(principal.role) ? (
        <Actions>
          <LinkButton href={paths.newTutor()}>Ajouter un tuteur</LinkButton>
        </Actions>
      ) : null}
      <NameFilter action={paths.tutors()} label="Nom, code ou adresse" q={asked.q} {...{ count, isNarrowed }}>
        <FilterSelect
          name="certification"
          label="Certification"
          all="Toutes"
          value={asked.certification}
          options={certifications.map(({ code: value, title }) => ({ value, label: title }))}
        />
        <FilterSelect
          name="standing"
          label="État"
          all="Tous"
          value={asked.standing}
          options={TUTOR_STANDINGS.map((value) => ({ value, label: STANDINGS[value].name }))}
        />
      </NameFilter>
      <Found count={count} one="tuteur" many="tuteurs" />
      <Table
        caption="Tuteurs, par nom"
        hideCaption
        columns={[
          { label: 'Tuteur', cell: (tutor) => <Name tutor={tutor} principal={principal} /> },
          { label: 'Adresse', cell: ({ email }) => <MailLink email={email} /> },
          { label: 'Certifications', cell: ({ certifications: codes }) => inBrief(codes) },
          { label: 'Agrément', cell: approvalOf },
          {
            label: 'En cours',
            cell: ({ load, capacity }) => <Meter taken={load} room={capacity} label={`${load} sur ${capacity}`} />,
          },
          { label: 'État', cell: (tutor) => <Standing standing={standingOf(tutor)} /> },
        ]}
        rows={items}
        empty={isNarrowed ? 'Aucun tuteur ne correspond.' : 'Aucun tuteur n’est enregistré.'}
      />
      <Pagination
        label="Pages de la liste des tuteurs"
        first={isFirst ? undefined : withQuery(paths.tutors(), { ...asked })}
        next={next ? withQuery(paths.tutors(), { ...asked, cursor: placeOf(next) }) : undefined}
      />
    </>
  );
};

const Name = ({
  tutor: { id, code, firstName, lastName },
  principal,
}: {
  tutor: StoredTutor;
  principal: Principal;
}) => (
  <>
    {isManager(principal.role) ? (
      <a href={paths.tutor(id)}>{`${lastName} ${firstName}`}</a>
    ) : (
      `${lastName} ${firstName}`
    )}
    <br />
    <span class="muted">{code}</span>
  </>
);

/** « LIC-GEST, LIC-INFO, et 12 autres »: all of them are on the tutor's page. */
function inBrief(codes: readonly string[]): string {
  const more = codes.length - MOST_CODES;
  if (more < 2) return codes.join(', ') || 'aucune';
  return `${codes.slice(0, MOST_CODES).join(', ')}, et ${more}\u00a0autres`;
}

const MOST_CODES = 4;

const approvalOf = ({ approved }: StoredTutor) =>
  approved ? (
    [inFrench(approved.on), approved.reference].filter(Boolean).join(', ')
  ) : (
    <Badge tone="warning">Non agréé</Badge>
  );

const STANDINGS: Record<TutorStanding, { name: string; tone?: Tone }> = {
  available: { name: 'Disponible', tone: 'success' },
  full: { name: 'Complet', tone: 'warning' },
  not_approved: { name: 'En attente d’agrément' },
  inactive: { name: 'Inactif' },
};

const Standing = ({ standing }: { standing: TutorStanding }) => (
  <Badge tone={STANDINGS[standing].tone}>{STANDINGS[standing].name}</Badge>
);
