import { inFrench } from '../../domain/dates.ts';
import type { Backend } from '../../services/backend.ts';
import { z } from '../../services/fields/fields.ts';
import { isManager, type Principal, STAFF } from '../../services/principal.ts';
import { listTutors, type StoredTutor } from '../../services/tutors.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Meter } from '../view/meter.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { MailLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';
import { CODE, keyAt, placeOf, placeQuery } from './place.ts';

const PER_PAGE = 50;

/** The tutors, with their load: staff read, managers change. */
export const tutorListPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/tuteurs',
    who: STAFF,
    title: 'Tuteurs',
    query: z.object(placeQuery),
    handle: async ({ principal, query: { cursor } }) => {
      const after = keyAt(cursor, CODE);
      const { items, next } = await listTutors(backend, { limit: PER_PAGE, after });
      return page(<Tutors principal={principal} tutors={items} next={next} isFirst={after === undefined} />, {
        wide: true,
      });
    },
  });

interface TutorsProps {
  principal: Principal;
  tutors: readonly StoredTutor[];
  next: string | null;
  isFirst: boolean;
}

const Tutors = ({ principal, tutors, next, isFirst }: TutorsProps) => (
  <>
    <PageHead title="Tuteurs">
      Qui accompagne, pour quelles certifications, et avec combien de dossiers en cours.
    </PageHead>
    {isManager(principal.role) ? (
      <Actions>
        <LinkButton href={paths.newTutor()}>Ajouter un tuteur</LinkButton>
      </Actions>
    ) : null}
    <Table
      caption="Tuteurs, par code"
      hideCaption
      columns={[
        { label: 'Tuteur', cell: (tutor) => <Name tutor={tutor} principal={principal} /> },
        { label: 'Adresse', cell: ({ email }) => <MailLink email={email} /> },
        { label: 'Certifications', cell: ({ certifications }) => certifications.join(', ') || 'aucune' },
        { label: 'Agrément', cell: approvalOf },
        {
          label: 'En cours',
          cell: ({ load, capacity }) => <Meter taken={load} room={capacity} label={`${load} sur ${capacity}`} />,
        },
        { label: 'État', cell: stateOf },
      ]}
      rows={tutors}
      empty="Aucun tuteur n’est enregistré."
    />
    <Pagination
      label="Pages de la liste des tuteurs"
      first={isFirst ? undefined : paths.tutors()}
      next={next ? withQuery(paths.tutors(), { cursor: placeOf(next) }) : undefined}
    />
  </>
);

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

const approvalOf = ({ approved }: StoredTutor) =>
  approved ? (
    [inFrench(approved.on), approved.reference].filter(Boolean).join(', ')
  ) : (
    <Badge tone="warning">Non agréé</Badge>
  );

const stateOf = ({ active, approved, load, capacity }: StoredTutor) => {
  if (!active) return <Badge>Inactif</Badge>;
  if (!approved) return <Badge>En attente d’agrément</Badge>;
  return load >= capacity ? <Badge tone="warning">Complet</Badge> : <Badge tone="success">Disponible</Badge>;
};
