import { download } from '../../api/download.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import type { Backend } from '../../services/backend.ts';
import { choicesFor, type EnrolmentChoices } from '../../services/enrolment-count.ts';
import { z } from '../../services/fields/fields.ts';
import { type FiguresView, readFigures } from '../../services/figures.ts';
import { exportFigures } from '../../services/figures-export.ts';
import { MANAGERS } from '../../services/principal.ts';
import { savedQueries } from '../../services/temporal-ui.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { FilterSelect } from '../staff/filter-field.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';
import { WebLink } from '../view/prose.tsx';
import { AwaitedChart, DelaysChart, SemestersChart } from './figures-charts.tsx';
import { DETAILS, type Detail, type FigureQuery, figureQuery } from './figures-query.ts';
import { Breakdowns, Others } from './figures-tables.tsx';
import { Tiles } from './figures-tiles.tsx';

/** What managers steer by: figures of their centre, or of all, with their filters in the address. */
export const figurePages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/pilotage',
    who: MANAGERS,
    title: 'Pilotage',
    query: z.object({ ...figureQuery, detail: z.enum(DETAILS).optional().catch(undefined) }),
    handle: async ({ principal, query: { detail, ...query } }) => {
      const [figures, choices] = await Promise.all([
        readFigures(backend, principal, query),
        choicesFor(backend, principal),
      ]);
      const queries = savedQueries(backend, principal);
      return page(<FiguresPage {...{ figures, choices, query, detail, queries }} />, { wide: true });
    },
  }),
  pageRoute({
    method: 'get',
    path: '/pilotage/export.csv',
    who: MANAGERS,
    title: 'Export des chiffres',
    query: z.object(figureQuery),
    handle: async ({ principal, query }) => download(await exportFigures(backend, principal, query)),
  }),
];

const FiguresPage = ({
  figures,
  choices,
  query,
  detail,
  queries,
}: {
  figures: FiguresView;
  choices: EnrolmentChoices;
  query: FigureQuery;
  detail?: Detail;
  queries: ReturnType<typeof savedQueries>;
}) => (
  <>
    <PageHead title="Pilotage">{scopeInWords(query, choices)}</PageHead>
    <Filters choices={choices} query={query} />
    <Tiles figures={figures.total} />
    <div class="chart-grid">
      <Card title="En cours" id="en-cours">
        <AwaitedChart figures={figures.total} />
      </Card>
      <Card title="Durées" id="durees">
        <DelaysChart figures={figures.total} />
      </Card>
      <Card title="Semestres" id="semestres">
        {figures.bySemester.length === 0 ? (
          <p class="empty">Aucune inscription.</p>
        ) : (
          <SemestersChart semesters={figures.bySemester} />
        )}
      </Card>
      <Card title="Qualité" id="qualite">
        <Others figures={figures.total} />
        <Comments comments={figures.comments} />
      </Card>
    </div>
    <h2>Le détail</h2>
    <p class="muted">
      Délais en jours&nbsp;: médiane, puis neuvième décile. Un tuteur est celui qui suit le dossier, ou le suivait à sa
      clôture. La satisfaction n’est donnée ni sous cinq réponses, ni là où, retranchée d’une autre, elle livrerait
      celle de moins de cinq personnes.
    </p>
    <Breakdowns {...{ figures, query, detail }} />
    <InTemporal queries={queries} />
  </>
);

/** « Semestre 1 de 2026-2027 · Licence… », or all of it. */
function scopeInWords({ semester, certification, tutor, centre }: FigureQuery, choices: EnrolmentChoices): string {
  const tutorChosen = choices.tutors.find(({ code }) => code === tutor);
  const parts = [
    centre && (choices.centres.find(({ code }) => code === centre)?.name ?? centre),
    semester && semesterInFrench(semester),
    certification && (choices.certifications.find(({ code }) => code === certification)?.title ?? certification),
    tutor && (tutorChosen ? `suivis par ${tutorChosen.firstName} ${tutorChosen.lastName}` : tutor),
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  return choices.centres.length === 1 ? (choices.centres[0]?.name ?? '') : 'Tous les centres, toutes les années';
}

/** The same enrolments in the Temporal UI, with their timers and their mails. */
const InTemporal = ({ queries }: { queries: ReturnType<typeof savedQueries> }) =>
  queries.length === 0 ? null : (
    <Card title="Dans Temporal" id="temporal">
      <p class="muted">Les mêmes dossiers, avec leurs minuteries, leurs courriels et leur histoire technique.</p>
      <ul class="link-list">
        {queries.map(({ label, url }) => (
          <li>
            <WebLink url={url} label={label} />
          </li>
        ))}
      </ul>
    </Card>
  );

const Filters = ({ choices, query }: { choices: EnrolmentChoices; query: FigureQuery }) => (
  <search>
    <form method="get" action={paths.figures()} class="filters">
      <div class="filter-row">
        <FilterSelect
          name="semester"
          label="Semestre d’inscription"
          all="Tous"
          value={query.semester}
          options={semestersOf(choices, query).map((value) => ({ value, label: semesterInFrench(value) }))}
        />
        <FilterSelect
          name="certification"
          label="Certification"
          all="Toutes"
          value={query.certification}
          options={choices.certifications.map(({ code, title }) => ({ value: code, label: title }))}
        />
        <FilterSelect
          name="tutor"
          label="Tuteur"
          all="Tous"
          value={query.tutor}
          options={choices.tutors.map(({ code, firstName, lastName }) => ({
            value: code,
            label: `${lastName} ${firstName}`,
          }))}
        />
        {choices.centres.length > 1 ? (
          <FilterSelect
            name="centre"
            label="Centre"
            all="Tous"
            value={query.centre}
            options={choices.centres.map(({ code, name }) => ({ value: code, label: name }))}
          />
        ) : null}
      </div>
      <Actions>
        <Button look="secondary">Filtrer</Button>
        <LinkButton href={paths.figures()} look="quiet">
          Tout compter
        </LinkButton>
        <LinkButton href={withQuery(paths.exportFigures(), { ...query })} look="quiet">
          Exporter en CSV
        </LinkButton>
      </Actions>
    </form>
  </search>
);

const semestersOf = ({ semesters }: EnrolmentChoices, { semester }: FigureQuery): readonly string[] =>
  semester && !semesters.includes(semester) ? [semester, ...semesters] : semesters;

/** What was written with the answers: nobody is named, and those of this month are not there yet. */
const Comments = ({ comments }: { comments: readonly string[] }) =>
  comments.length === 0 ? null : (
    <details>
      <summary>{`Commentaires des mois passés (${comments.length})`}</summary>
      <ul class="comments">
        {comments.map((comment) => (
          <li>{comment}</li>
        ))}
      </ul>
    </details>
  );
