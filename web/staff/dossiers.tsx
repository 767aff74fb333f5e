import { cursorOf } from '../../api/cursors.ts';
import { z } from '../../api/schemas.ts';
import type { PlainDate } from '../../domain/dates.ts';
import { OUTCOME_NAMES, STEP_NAMES, TURN_NAMES } from '../../domain/words.ts';
import { type Backend, present } from '../../services/backend.ts';
import { choicesFor, countEnrolments, type EnrolmentChoices } from '../../services/enrolment-count.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { listEnrolments } from '../../services/enrolments.ts';
import { STAFF } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Due } from '../view/due.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { Table } from '../view/table.tsx';
import { inFigures } from './euros.ts';
import { FilterForm } from './filter-form.tsx';
import { type Filters, filteredPath, filterQuery } from './filter-query.ts';
import { placeIn } from './place.ts';

const PER_PAGE = 50;

/** Every enrolment of the centre, newest first; filters and place are in the address. */
export const dossierListPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/dossiers',
    who: STAFF,
    title: 'Dossiers',
    query: z.object({ ...filterQuery, cursor: z.string().max(100).optional().catch(undefined) }),
    handle: async ({ principal, query: { cursor, ...filters } }) => {
      const before = placeIn(cursor);
      const [list, counted, choices, { today }] = await Promise.all([
        listEnrolments(backend, principal, filters, { limit: PER_PAGE, before }),
        countEnrolments(backend, principal, filters),
        choicesFor(backend, principal),
        present(backend),
      ]);
      const content = (
        <Dossiers
          {...{ filters, counted, choices, today }}
          views={list.items}
          next={cursorOf(list.next) ?? undefined}
          isFirst={before === undefined}
        />
      );
      return page(content, { wide: true });
    },
  });

interface DossiersProps {
  filters: Filters;
  counted: { count: number; more: boolean };
  choices: EnrolmentChoices;
  views: readonly EnrolmentView[];
  today: PlainDate;
  next?: string;
  isFirst: boolean;
}

const Dossiers = ({ filters, counted, choices, views, today, next, isFirst }: DossiersProps) => (
  <>
    <PageHead title="Dossiers" />
    <Actions>
      <LinkButton href={paths.newDossier()}>Inscrire un auditeur</LinkButton>
      <LinkButton href={paths.importDossiers()} look="secondary">
        Importer des inscriptions
      </LinkButton>
    </Actions>
    <FilterForm filters={filters} choices={choices} />
    <p id="compte" role="status" class="result-count">
      {countInWords(counted)}
    </p>
    <div id="resultats">
      <Results views={views} today={today} />
      <Pagination
        label="Pages de la liste des dossiers"
        first={isFirst ? undefined : filteredPath(paths.dossiers(), filters)}
        next={next && filteredPath(paths.dossiers(), filters, { cursor: next })}
      />
      {views.length > 0 ? <Exports filters={filters} /> : null}
    </div>
  </>
);

function countInWords({ count, more }: DossiersProps['counted']): string {
  if (more) return `Plus de ${inFigures(count)}\u00a0dossiers`;
  if (count === 0) return 'Aucun dossier';
  return `${inFigures(count)}\u00a0dossier${count > 1 ? 's' : ''}`;
}

const Results = ({ views, today }: { views: readonly EnrolmentView[]; today: PlainDate }) => (
  <Table
    caption="Dossiers, les plus récents d’abord"
    hideCaption
    columns={[
      { label: 'Auditeur', cell: (view) => <Auditeur view={view} /> },
      { label: 'Référence', cell: ({ reference }) => <span class="nowrap">{reference}</span> },
      { label: 'Certification', cell: ({ certificationTitle }) => certificationTitle },
      { label: 'Étape', cell: (view) => <Standing view={view} /> },
      {
        label: 'Échéance',
        cell: ({ due, overdue }) =>
          due ? <Due date={due.date} today={today} overdue={overdue} provisional={due.provisional} /> : '',
      },
      { label: 'Tuteur', cell: ({ tutor }) => (tutor ? `${tutor.firstName} ${tutor.lastName}` : '') },
    ]}
    rows={views}
    empty="Aucun dossier ne correspond à ces filtres."
  />
);

const Auditeur = ({ view: { id, auditeur } }: { view: EnrolmentView }) => (
  <>
    <a href={paths.dossier(id)}>
      {auditeur.lastName} {auditeur.firstName}
    </a>
    <br />
    <span class="muted">{auditeur.email}</span>
  </>
);

const Standing = ({ view: { step, outcome, waitingFor, pastLimit } }: { view: EnrolmentView }) => (
  <>
    {outcome ? <Badge tone={outcome === 'validated' ? 'success' : 'neutral'}>{OUTCOME_NAMES[outcome]}</Badge> : null}
    {outcome ? null : STEP_NAMES[step]}
    {waitingFor === 'nobody' ? null : <span class="muted">{` (${TURN_NAMES[waitingFor].toLowerCase()})`}</span>}
    {pastLimit ? (
      <>
        {' '}
        <Badge tone="danger">Limite dépassée</Badge>
      </>
    ) : null}
  </>
);

const Exports = ({ filters }: { filters: Filters }) => (
  <p class="exports">
    Exporter cette liste{'\u00a0'}:{' '}
    <a href={filteredPath(paths.exportDossiers('csv'), filters)} download>
      CSV
    </a>
    {', '}
    <a href={filteredPath(paths.exportDossiers('ods'), filters)} download>
      ODS (classeur)
    </a>
  </p>
);
