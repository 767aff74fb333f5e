import { TARIFF_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { findCertifications, type StoredCertification } from '../../services/certifications.ts';
import { line, z } from '../../services/fields/fields.ts';
import { isManager, type Principal, STAFF } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { inEuros } from '../staff/euros.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { Table } from '../view/table.tsx';
import { FORM_NAMES, KIND_NAMES } from './certification-words.ts';
import { Found, NameFilter } from './name-filter.tsx';
import { CODE, keyAt, placeOf, placeQuery } from './place.ts';

const PER_PAGE = 50;

/** The certifications: staff read, managers change. */
export const certificationListPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/certifications',
    who: STAFF,
    title: 'Certifications',
    query: z.object({ q: line().optional().catch(undefined), ...placeQuery }),
    handle: async ({ principal, query: { cursor, q } }) => {
      const after = keyAt(cursor, CODE);
      const found = await findCertifications(backend, { limit: PER_PAGE, after, q });
      return page(<Certifications {...{ principal, found, q }} isFirst={after === undefined} />, { wide: true });
    },
  });

interface CertificationsProps {
  principal: Principal;
  found: Awaited<ReturnType<typeof findCertifications>>;
  q?: string;
  isFirst: boolean;
}

const Certifications = ({ principal, found: { items, count, next }, q, isFirst }: CertificationsProps) => (
  <>
    <PageHead title="Certifications">
      Ce à quoi l’unité d’activité appartient&nbsp;: ses unités, son tarif, l’expérience demandée, et le formulaire que
      le tuteur remplit avec l’avis.
    </PageHead>
    {isManager(principal.role) ? (
      <Actions>
        <LinkButton href={paths.newCertification()}>Ajouter une certification</LinkButton>
      </Actions>
    ) : null}
    <NameFilter action={paths.certifications()} label="Intitulé, code ou unité d’activité" {...{ q, count }} />
    <Found count={count} one="certification" many="certifications" />
    <Table
      caption="Certifications, par intitulé"
      hideCaption
      columns={[
        { label: 'Certification', cell: (one) => <Name certification={one} principal={principal} /> },
        { label: 'Nature', cell: ({ kind }) => KIND_NAMES[kind] },
        { label: 'Unités d’activité', cell: ({ activityUnits }) => activityUnits.map(({ title }) => title).join(', ') },
        { label: 'Expérience', cell: ({ minExperienceMonths }) => `${minExperienceMonths}\u00a0mois` },
        { label: 'Tarif', cell: tariffOf },
        { label: 'Évaluation', cell: (one) => <Evaluation certification={one} /> },
      ]}
      rows={items}
      empty={q ? 'Aucune certification ne correspond.' : 'Aucune certification n’est enregistrée.'}
    />
    <Pagination
      label="Pages de la liste des certifications"
      first={isFirst ? undefined : withQuery(paths.certifications(), { q })}
      next={next ? withQuery(paths.certifications(), { q, cursor: placeOf(next) }) : undefined}
    />
  </>
);

const Name = ({
  certification: { code, title },
  principal,
}: {
  certification: StoredCertification;
  principal: Principal;
}) => (
  <>
    {isManager(principal.role) ? <a href={paths.certification(code)}>{title}</a> : title}
    <br />
    <span class="muted">{code}</span>
  </>
);

const tariffOf = ({ tariff, prices }: StoredCertification): string =>
  prices && tariff === 'special'
    ? `${inEuros(prices.individual)} ou ${inEuros(prices.organisation)}`
    : TARIFF_NAMES[tariff];

const Evaluation = ({ certification: { code, evaluation } }: { certification: StoredCertification }) => (
  <a href={paths.evaluationForm(code)}>
    {`${FORM_NAMES[evaluation.kind]}, ${evaluation.criteria.length} critères, version ${evaluation.version}`}
  </a>
);
