import type { CommandName } from '../../domain/actions.ts';
import { STEP_NAMES, TURN_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { type MyCoachings, myCoachings } from '../../services/my-coachings.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Due, fromToday } from '../view/due.tsx';
import { type FrenchTime, frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';

/** The tutor's home: what awaits them first, by due date; then the others, with whose turn it is. */
export const tutorPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/mes-accompagnements',
    who: ['tutor'],
    title: 'Mes accompagnements',
    handle: async ({ principal }) =>
      page(<Home coachings={await myCoachings(backend, principal)} time={frenchTime(backend)} />, { wide: true }),
  }),
];

const Home = ({ coachings: { today, mine, others, closed }, time }: { coachings: MyCoachings; time: FrenchTime }) => (
  <>
    <PageHead title="Mes accompagnements">{summary(mine.length, others.length)}</PageHead>
    <h2>À faire</h2>
    {mine.length === 0 ? <p class="empty">Rien ne vous attend pour l’instant.</p> : null}
    {mine.map((view) => (
      <ToDo view={view} today={today} time={time} />
    ))}
    <h2>En cours</h2>
    <Others views={others} today={today} time={time} />
    {closed.length > 0 ? (
      <details>
        <summary>{`Clos (${closed.length})`}</summary>
        <Closed views={closed} />
      </details>
    ) : null}
  </>
);

const summary = (mine: number, others: number): string => {
  if (mine + others === 0) return 'Vous ne suivez personne pour l’instant.';
  const total = mine + others;
  if (mine === 0) return `${total} accompagnement${total > 1 ? 's' : ''} en cours.`;
  return `${total} accompagnement${total > 1 ? 's' : ''} en cours, dont ${mine} qui ${mine > 1 ? 'attendent' : 'attend'} quelque chose de vous.`;
};

/** What a tutor is awaited for, and the page where it is done. */
const AWAITED: readonly { command: CommandName; label: string; path: (id: string) => string }[] = [
  { command: 'recordMeeting', label: 'Rendre compte du rendez-vous', path: paths.meetingOutcome },
  { command: 'returnCorrection', label: 'Transmettre la correction', path: paths.correction },
  { command: 'giveAvis', label: 'Rendre l’avis', path: paths.avis },
];

interface RowProps {
  view: EnrolmentView;
  today: string;
  time: FrenchTime;
}

const ToDo = ({ view, today, time }: RowProps) => {
  const awaited = AWAITED.find(({ command }) => view.actions.includes(command));
  return (
    <section class={`card ${view.overdue ? 'warning' : 'accent'}`}>
      <h3>{nameOf(view)}</h3>
      <p class="muted">{`${view.reference}, ${view.certificationTitle}`}</p>
      {view.due ? (
        <p>
          {`${STEP_NAMES[view.step]}\u00a0: `}
          <Due date={view.due.date} today={today} overdue={view.overdue} provisional={view.due.provisional} />
        </p>
      ) : null}
      {awaited?.command === 'recordMeeting' && view.meeting?.startsAt ? (
        <p>
          {`${STEP_NAMES[view.step]}\u00a0: ${time.dayAndHour(view.meeting.startsAt)} `}
          <span class="muted">({fromToday(time.date(view.meeting.startsAt), today)})</span>
        </p>
      ) : null}
      <Actions>
        {awaited ? <LinkButton href={awaited.path(view.id)}>{awaited.label}</LinkButton> : null}
        <LinkButton href={paths.dossier(view.id)} look="secondary">
          Ouvrir le dossier
        </LinkButton>
      </Actions>
    </section>
  );
};

const nameOf = ({ auditeur }: EnrolmentView): string => `${auditeur.firstName} ${auditeur.lastName}`;

const Dossier = ({ view }: { view: EnrolmentView }) => (
  <>
    <a href={paths.dossier(view.id)}>{nameOf(view)}</a>
    <br />
    <span class="muted">{view.auditeur.email}</span>
  </>
);

/** The step; until a meeting is booked, that it is to be: for its tutor, no tutor is being chosen any more. */
const standingOf = ({ step, meeting }: EnrolmentView): string =>
  !meeting && (step === 'tutor_assignment' || step === 'first_meeting')
    ? 'Premier rendez-vous à fixer'
    : STEP_NAMES[step];

/** The date that one waits for: a deadline, else the meeting. */
const Awaited = ({ view: { due, overdue, meeting }, today, time }: RowProps) => {
  if (due) return <Due date={due.date} today={today} overdue={overdue} />;
  return <>{meeting?.startsAt && !meeting.heldOn ? time.dayAndHour(meeting.startsAt) : ''}</>;
};

const Others = ({ views, today, time }: Omit<RowProps, 'view'> & { views: readonly EnrolmentView[] }) => (
  <Table
    caption="Accompagnements qui n’attendent rien de vous"
    hideCaption
    columns={[
      { label: 'Auditeur', cell: (view) => <Dossier view={view} /> },
      { label: 'Certification', cell: (view) => view.certificationTitle },
      { label: 'Étape', cell: (view) => standingOf(view) },
      { label: 'Qui agit', cell: (view) => TURN_NAMES[view.waitingFor] },
      {
        label: 'Échéance',
        cell: (view) => <Awaited view={view} today={today} time={time} />,
      },
    ]}
    rows={views}
    empty="Aucun autre accompagnement n’est en cours."
  />
);

const OUTCOMES = {
  validated: <Badge tone="success">Validé</Badge>,
  not_validated: <Badge tone="warning">Non validé</Badge>,
  withdrawn: <Badge>Abandon</Badge>,
  expired: <Badge>Expiré</Badge>,
};

const Closed = ({ views }: { views: readonly EnrolmentView[] }) => (
  <Table
    caption="Accompagnements clos"
    hideCaption
    columns={[
      { label: 'Auditeur', cell: (view) => <Dossier view={view} /> },
      { label: 'Certification', cell: (view) => view.certificationTitle },
      { label: 'Issue', cell: ({ outcome }) => (outcome ? OUTCOMES[outcome] : '') },
    ]}
    rows={views}
    empty=""
  />
);
