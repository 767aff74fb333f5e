import { WAITED_FOR, type WaitingFor } from '../../domain/enrolment.ts';
import { DELAYS, type DelayName, type Figures } from '../../domain/figures.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import { OUTCOME_NAMES, TURN_NAMES } from '../../domain/words.ts';
import type { FiguresView } from '../../services/figures.ts';
import { inFigures } from '../staff/euros.ts';
import { Bars, type BarTone } from '../view/bars.tsx';
import { Table } from '../view/table.tsx';
import { DELAY_NAMES, daysOrDash } from './figures-in-french.ts';

/** Who is awaited in what is open, and how much of it is late. */
export const AwaitedChart = ({ figures: { open, overdue } }: { figures: Figures }) => (
  <Bars
    title="Qui est attendu"
    summary={`${inFigures(open.total)} dossier${open.total > 1 ? 's' : ''} en cours, dont ${inFigures(overdue.total)} en retard.`}
    legend={[
      { tone: 'first', name: 'dans les temps' },
      { tone: 'alert', name: 'en retard' },
    ]}
    bars={WAITED_FOR.map((who) => ({
      name: TURN_NAMES[who],
      figures:
        overdue[who] > 0 ? `${inFigures(open[who])}, dont ${inFigures(overdue[who])} en retard` : inFigures(open[who]),
      parts: [
        { tone: 'first', value: open[who] - overdue[who] },
        { tone: 'alert', value: overdue[who] },
      ],
    }))}
  >
    <Table
      caption="Dossiers en cours, par personne attendue"
      hideCaption
      columns={[
        { label: 'Attendu', cell: (who: WaitingFor) => TURN_NAMES[who] },
        { label: 'En cours', cell: (who) => inFigures(open[who]), numeric: true },
        { label: 'Dont en retard', cell: (who) => inFigures(overdue[who]), numeric: true },
      ]}
      rows={WAITED_FOR}
      empty=""
    />
  </Bars>
);

/** How the enrolments of a semester stand or ended; the five parts of its bar. */
const STATES = ['validated', 'not_validated', 'withdrawn', 'expired', 'open'] as const;
type State = (typeof STATES)[number];
const STATE_TONES: Record<State, BarTone> = {
  validated: 'first',
  not_validated: 'second',
  withdrawn: 'third',
  expired: 'fourth',
  open: 'fifth',
};
const stateName = (state: State): string => (state === 'open' ? 'En cours' : OUTCOME_NAMES[state]);
const inState = ({ outcomes, open }: Figures, state: State): number =>
  state === 'open' ? open.total : outcomes[state];

/** Earlier semesters are in the table only. */
const DRAWN = 8;

/** What became of the enrolments of each semester. */
export const SemestersChart = ({ semesters }: { semesters: FiguresView['bySemester'] }) => (
  <Bars
    title="Inscriptions et issues, par semestre"
    summary={
      semesters.length > 1
        ? `${Math.min(semesters.length, DRAWN)} semestres, du plus récent au plus ancien.`
        : 'Un semestre.'
    }
    legend={STATES.map((state) => ({ tone: STATE_TONES[state], name: stateName(state).toLowerCase() }))}
    bars={semesters.slice(0, DRAWN).map((figures) => ({
      name: semesterInFrench(figures.semester),
      figures: inFigures(figures.registrations),
      parts: STATES.map((state) => ({ tone: STATE_TONES[state], value: inState(figures, state) })),
    }))}
  >
    <Table
      caption="Inscriptions et issues, par semestre"
      hideCaption
      columns={[
        { label: 'Semestre', cell: (figures) => semesterInFrench(figures.semester) },
        { label: 'Inscriptions', cell: (figures) => inFigures(figures.registrations), numeric: true },
        ...STATES.map((state) => ({
          label: stateName(state),
          cell: (figures: FiguresView['bySemester'][number]) => inFigures(inState(figures, state)),
          numeric: true,
        })),
      ]}
      rows={semesters}
      empty=""
    />
  </Bars>
);

/** How long things take: half of them at most so long, nine in ten at most so long. */
export const DelaysChart = ({ figures: { delays } }: { figures: Figures }) => (
  <Bars
    title="Délais, en jours"
    summary="Pour chacun, la médiane puis le neuvième décile&nbsp;: la durée que neuf dossiers sur dix ne dépassent pas."
    legend={[
      { tone: 'first', name: 'un dossier sur deux' },
      { tone: 'fifth', name: 'neuf sur dix' },
    ]}
    bars={DELAYS.map((name) => {
      const { medianDays, p90Days } = delays[name];
      return {
        name: DELAY_NAMES[name],
        figures: medianDays === null ? 'pas encore connu' : `${medianDays}, puis ${p90Days}\u00a0j`,
        parts: [
          { tone: 'first', value: medianDays ?? 0 },
          { tone: 'fifth', value: (p90Days ?? 0) - (medianDays ?? 0) },
        ],
      };
    })}
  >
    <Table
      caption="Délais"
      hideCaption
      columns={[
        { label: 'Délai', cell: (name: DelayName) => DELAY_NAMES[name] },
        { label: 'Dossiers', cell: (name) => inFigures(delays[name].count), numeric: true },
        { label: 'Médiane', cell: (name) => daysOrDash(delays[name].medianDays), numeric: true },
        { label: 'Neuvième décile', cell: (name) => daysOrDash(delays[name].p90Days), numeric: true },
      ]}
      rows={DELAYS}
      empty=""
    />
    <p class="hint">
      De l’inscription au premier tuteur&nbsp;; de la réception du rapport à sa correction&nbsp;; du rapport révisé à
      l’avis&nbsp;; de l’inscription à la clôture, sans les jours où l’auditeur était attendu.
    </p>
  </Bars>
);
