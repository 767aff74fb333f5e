import type { Child } from 'hono/jsx';
import type { Figures } from '../../domain/figures.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import type { FiguresView } from '../../services/figures.ts';
import { paths, withQuery } from '../paths.ts';
import { inFigures } from '../staff/euros.ts';
import { type Column, Table } from '../view/table.tsx';
import { decimal, partOf, percent, satisfactionInWords } from './figures-in-french.ts';
import type { Detail, FigureQuery } from './figures-query.ts';

interface BreakdownsProps {
  figures: FiguresView;
  query: FigureQuery;
  /** The one that is asked for, however long. */
  detail?: Detail;
}

/** Longer ones are on the page when they are asked for: it stays light. */
const MOST_ROWS = 60;

/** The same figures of each semester, certification and tutor; each name leads to its own figures. */
export const Breakdowns = ({ figures, query, detail }: BreakdownsProps) => (
  <>
    <Breakdown
      {...{ query, detail }}
      of="semester"
      caption="Par semestre"
      rows={figures.bySemester}
      name={({ semester }) => <Narrowed query={query} by={{ semester }} label={semesterInFrench(semester)} />}
    />
    <Breakdown
      {...{ query, detail }}
      of="certification"
      caption="Par certification"
      rows={figures.byCertification}
      name={({ certification, title }) => <Narrowed query={query} by={{ certification }} label={title} />}
    />
    <Breakdown
      {...{ query, detail }}
      of="tutor"
      caption="Par tuteur"
      rows={figures.byTutor}
      withoutSatisfaction
      name={({ tutor: { code, firstName, lastName } }) => (
        <Narrowed query={query} by={{ tutor: code }} label={`${lastName} ${firstName}`} />
      )}
    />
  </>
);

const Narrowed = ({ query, by, label }: { query: FigureQuery; by: Partial<FigureQuery>; label: string }) => (
  <a href={withQuery(paths.figures(), { ...query, ...by })}>{label}</a>
);

function Breakdown<Part extends Figures>({
  query,
  detail,
  of,
  caption,
  rows,
  name,
  withoutSatisfaction = false,
}: Omit<BreakdownsProps, 'figures'> & {
  of: Detail;
  caption: string;
  rows: readonly Part[];
  name: (part: Part) => Child;
  withoutSatisfaction?: boolean;
}) {
  const id = `par-${of}`;
  const title = `${caption} (${rows.length})`;
  if (rows.length > MOST_ROWS && detail !== of) {
    return (
      <p id={id}>
        <a href={`${withQuery(paths.figures(), { ...query, detail: of })}#${id}`}>{title}</a>
      </p>
    );
  }
  return (
    <details id={id} open={detail === of}>
      <summary>{title}</summary>
      <Table
        caption={caption}
        hideCaption
        columns={[
          { label: caption.replace('Par ', '').replace(/^./, (first) => first.toUpperCase()), cell: name },
          ...COLUMNS,
          ...(withoutSatisfaction ? [] : [SATISFACTION]),
        ]}
        rows={rows}
        empty={`${caption}\u00a0: rien à compter.`}
      />
    </details>
  );
}

/** « 21 / 40 »: median, then ninth decile. */
const twoDays = ({ medianDays, p90Days }: Figures['delays']['whole']): string =>
  medianDays === null ? '–' : `${medianDays} / ${p90Days}`;

const COLUMNS: readonly Column<Figures>[] = [
  { label: 'Inscriptions', cell: ({ registrations }) => inFigures(registrations), numeric: true },
  { label: 'En cours', cell: ({ open }) => inFigures(open.total), numeric: true },
  { label: 'En retard', cell: ({ overdue }) => inFigures(overdue.total), numeric: true },
  { label: 'Validés', cell: ({ outcomes }) => inFigures(outcomes.validated), numeric: true },
  { label: 'Non validés', cell: ({ outcomes }) => inFigures(outcomes.not_validated), numeric: true },
  { label: 'Correction (j)', cell: ({ delays }) => twoDays(delays.correction), numeric: true },
  { label: 'Avis (j)', cell: ({ delays }) => twoDays(delays.avis), numeric: true },
  { label: 'Entière (j)', cell: ({ delays }) => twoDays(delays.whole), numeric: true },
  { label: 'Corrections en retard', cell: ({ late }) => percent(late.correction), numeric: true },
  {
    label: 'Minutes',
    cell: ({ tutoring }) => (tutoring.meanMinutes === null ? '–' : decimal(tutoring.meanMinutes)),
    numeric: true,
  },
];

const SATISFACTION: Column<Figures> = {
  label: 'Satisfaction',
  cell: ({ satisfaction }) => satisfactionInWords(satisfaction),
};

/** What is not drawn: late corrections and avis, minutes, answers to the survey. */
export const Others = ({ figures: { late, tutoring, satisfaction } }: { figures: Figures }) => (
  <Table
    caption="Retards, accompagnement, satisfaction"
    columns={[
      { label: 'Chiffre', cell: ([label]) => label },
      { label: 'Valeur', cell: ([, value]) => value },
    ]}
    rows={[
      ['Corrections rendues en retard', partOf(late.correction)],
      ['Avis rendus en retard', partOf(late.avis)],
      ['Minutes d’accompagnement', inFigures(tutoring.totalMinutes)],
      [
        'Moyenne par dossier accompagné',
        tutoring.meanMinutes === null ? '–' : `${decimal(tutoring.meanMinutes)}\u00a0minutes`,
      ],
      ['Dossiers au-delà de deux heures', `${inFigures(tutoring.overAllowance)} sur ${inFigures(tutoring.enrolments)}`],
      ['Réponses à l’enquête', partOf(satisfaction.responses)],
      ['Satisfaction', satisfactionInWords(satisfaction)],
    ]}
    empty=""
  />
);
