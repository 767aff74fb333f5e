import { parisDate } from '../../calendar/paris-time.ts';
import { inFrench } from '../../domain/dates.ts';
import type { Snapshot } from '../../domain/record.ts';
import { stepInFrench } from '../../workflows/details.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { Dossier } from './enrolments.ts';
import { mailsAbout } from './listening.ts';
import type { World } from './world.ts';

interface Line {
  at: string;
  type: string;
  text: string;
  actor: { role: string; name: string };
}

/** The whole journal of an enrolment, oldest line first. */
export async function journalOf({ manager, path }: Pick<Dossier, 'manager' | 'path'>): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Line[]; nextCursor: string | null } = await manager.get(
      `${path}/journal?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  return lines;
}

/** Asserts that what Temporal, the read model, the API, the journal and the mail server know of an enrolment is the same. */
export async function expectAgreement(world: World, dossier: Dossier): Promise<void> {
  await world.settled();
  const view = await dossier.manager.get(dossier.path);
  await expectOneState(world, dossier, view);
  const lines = await journalOf(dossier);
  expectJournalOf(view, lines);
  await expectMailsIn(world, dossier, lines);
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers as programs outside do
async function expectOneState(world: World, { id }: Dossier, view: any): Promise<void> {
  const handle = world.env.client.workflow.getHandle(workflowIdOf(id));
  const { version, ...state } = await handle.query<Snapshot & { version: number }>('state');
  const [row] = await world.query<Record<string, unknown>>('select * from enrolments where id = $1', [id]);
  const { facts, due, steps } = state;
  expect(row).toMatchObject({
    version,
    step: state.step,
    situation: state.situation,
    waiting_for: state.waitingFor,
    overdue: state.overdue,
    outcome: state.outcome ?? null,
    tutor_id: facts.tutor?.id ?? null,
    tutoring_minutes: facts.tutoringMinutes,
  });
  expect(view).toMatchObject({
    step: state.step,
    waitingFor: state.waitingFor,
    overdue: state.overdue,
    limit: facts.limit,
    tutoringMinutes: facts.tutoringMinutes,
    steps: steps.filter(({ name }) => name !== 'closed'),
  });
  expect(view.outcome).toEqual(state.outcome);
  expect(view.tutor?.id).toEqual(facts.tutor?.id);
  expect(view.planning).toEqual(facts.planning);
  expect(view.meeting?.startsAt).toEqual(facts.meeting?.startsAt);
  expect(view.due && { date: view.due.date, explanation: view.due.explanation }).toEqual(
    due && { date: due.date, explanation: due.explanation },
  );
}

/** The journal tells the steps in their order, the last of them being the current one, and the deadline that runs. */
// biome-ignore lint/suspicious/noExplicitAny: as above
function expectJournalOf(view: any, lines: Line[]): void {
  // A mail's hand-over is dated from its beginning, and written at its end: others may be written meanwhile.
  const dates = lines.filter(({ type }) => type !== 'mail.sent').map(({ at }) => at);
  expect(dates).toEqual([...dates].sort());
  const entered = lines.filter(({ type }) => type === 'step.entered').map(({ text }) => text);
  const done = view.steps.filter(({ startedAt }: { startedAt?: string }) => startedAt);
  const inOrder = view.steps.map(({ name }: { name: never }, index: number) => stepInFrench(name, index + 1));
  expect(entered.slice(0, done.length)).toEqual(inOrder.slice(0, done.length));
  expect(view.step === 'closed' ? entered.at(-1) : entered).toEqual(
    view.step === 'closed' ? stepInFrench('closed', 6) : inOrder.slice(0, done.length),
  );
  if (!view.due) return;
  const deadlines = lines.filter(({ type }) => /^(deadline\.(set|moved|reviewed)|planning\.amended)/.test(type));
  expect(deadlines.map(({ text }) => text).join('\n')).toContain(inFrench(view.due.date));
  const passed = lines.some(({ type, at }) => type === 'deadline.passed' && parisDate(at) > view.due.date);
  expect(passed).toBe(view.overdue);
}

/**
 * Each mail that arrived was queued and sent by the journal, at its own date; and the journal knows of no other. One that waits
 * for its day was planned.
 */
async function expectMailsIn(world: World, dossier: Dossier, lines: Line[]): Promise<void> {
  const mails = await mailsAbout(world, dossier);
  const toSecond = (at: string) => at.slice(0, 19);
  const written = (type: string) => lines.filter((line) => line.type === type);
  expect(
    written('mail.queued')
      .map(({ at, text }) => `${toSecond(at)} ${text}`)
      .sort(),
  ).toEqual(
    mails
      .filter(({ name }) => name !== 'survey_reminder')
      .map(({ date, description }) => `${toSecond(date)} Courriel mis en file\u00a0: ${description}.`)
      .sort(),
  );
  expect(
    written('mail.sent')
      .map(({ text }) => text)
      .sort(),
  ).toEqual(mails.map(({ description }) => `Courriel envoyé\u00a0: ${description}.`).sort());
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
}
