import { TARIFF_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { listCertifications, type StoredCertification } from '../../services/certifications.ts';
import { z } from '../../services/fields/fields.ts';
import { isManager, type Principal, STAFF } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { inEuros } from '../staff/euros.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { Table } from '../view/table.tsx';
import { FORM_NAMES, KIND_NAMES } from './certification-words.ts';
import { CODE, keyAt, placeOf, placeQuery } from './place.ts';

const PER_PAGE = 50;

/** The certifications: staff read, managers change. */
export const certificationListPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/certifications',
    who: STAFF,
    title: 'Certifications',
    query: z.object(placeQuery),
    handle: async ({ principal, query: { cursor } }) => {
      const after = keyAt(cursor, CODE);
      const { items, next } = await listCertifications(backend, { limit: PER_PAGE, after });
      const content = (
        <Certifications principal={principal} certifications={items} next={next} isFirst={after === undefined} />
      );
      return page(content, { wide: true });
    },
  });

interface CertificationsProps {
  principal: Principal;
  certifications: readonly StoredCertification[];
  next: string | null;
  isFirst: boolean;
}

const Certifications = ({ principal, certifications, next, isFirst }: CertificationsProps) => (
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
    <Table
      caption="Certifications, par code"
      hideCaption
      columns={[
        { label: 'Certification', cell: (one) => <Name certification={one} principal={principal} /> },
        { label: 'Nature', cell: ({ kind }) => KIND_NAMES[kind] },
        { label: 'Unités d’activité', cell: ({ activityUnits }) => activityUnits.map(({ title }) => title).join(', ') },
        { label: 'Expérience', cell: ({ minExperienceMonths }) => `${minExperienceMonths}\u00a0mois` },
        { label: 'Tarif', cell: tariffOf },
        { label: 'Évaluation', cell: (one) => <Evaluation certification={one} /> },
      ]}
      rows={certifications}
      empty="Aucune certification n’est enregistrée."
    />
    <Pagination
      label="Pages de la liste des certifications"
      first={isFirst ? undefined : paths.certifications()}
      next={next ? withQuery(paths.certifications(), { cursor: placeOf(next) }) : undefined}
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
