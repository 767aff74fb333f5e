import type { Knex } from 'knex';
import type { EnrolmentStore } from '../activities/ports.ts';
import type { JournalLine, Keyed, Transition } from '../domain/record.ts';
import { acceptCommands, type KnownCommand, keepWritings } from './accepted-commands.ts';
import { settleAttestations } from './attestations.ts';
import { isUnavailable } from './failures.ts';
import { appendLines, type NewLine, SYSTEM } from './journal.ts';
import { fillIn, tutorsNamedIn } from './journal-text.ts';
import { type Tutors, tutorsById } from './mail-context.ts';
import { queueMails } from './mail-queue.ts';
import { dropOutdatedReminders, type RemindedOf } from './outdated-reminders.ts';
import { policyOfEnrolment } from './policies.ts';
import { keepTimeTaken } from './time-taken.ts';

interface RowBefore extends RemindedOf {
  version: number;
  history_length: number;
  video_url: string | null;
}

/** The database as the process's activities need it. `publicUrl` is what links in mails begin with. */
export function createEnrolmentStore(database: Knex, { publicUrl }: { publicUrl: string }): EnrolmentStore {
  return {
    record: (transition, write) =>
      database.transaction(async (trx) => {
        const before = await lockEnrolment(trx, transition.enrolmentId);
        const commands = await acceptCommands(trx, transition);
        const tutors = await tutorsById(trx, tutorsOf(transition));
        const isNews = isLatest(transition, before);
        if (isNews) {
          await updateEnrolment(trx, transition, videoUrlAfter(before, transition, commands));
          await keepTimeTaken(trx, transition, before);
        }
        await keepWritings(trx, transition, commands);
        const attested = hasAvis(transition)
          ? await settleAttestations(trx, transition.enrolmentId, { at: transition.at, publicUrl })
          : [];
        const droppedLines = isNews ? await dropOutdatedReminders(trx, transition, before) : [];
        const mailLines = await queueMails(trx, transition, tutors, write, publicUrl);
        const lines = transition.lines.map((line) => writtenLine(line, transition, commands, tutors));
        await appendLines(trx, transition.enrolmentId, [...lines, ...attested, ...droppedLines, ...mailLines]);
      }),
    policyOf: (enrolmentId) => policyOfEnrolment(database, enrolmentId),
    isUnavailable,
  };
}

/** Whether a transition tells at least as much as what is kept: of a longer history, or as much of the same one. */
const isLatest = ({ historyLength, version }: Transition, before: RowBefore): boolean =>
  historyLength > before.history_length || (historyLength === before.history_length && version >= before.version);

const hasAvis = ({ accepted }: Transition): boolean => accepted.some(({ avis }) => avis !== undefined);

async function lockEnrolment(trx: Knex.Transaction, enrolmentId: string): Promise<RowBefore> {
  const row = await trx('enrolments')
    .where({ id: enrolmentId })
    .forNoKeyUpdate()
    .first(
      'version',
      'history_length',
      'video_url',
      'situation',
      'due_date',
      'tutor_id',
      'limit_date',
      trx.raw(`snapshot #>> '{facts,meeting,startsAt}' as meeting_starts_at`),
    );
  if (!row) throw new Error(`There is no enrolment ${enrolmentId}.`);
  return row;
}

async function updateEnrolment(
  trx: Knex.Transaction,
  { enrolmentId, version, historyLength, at, snapshot }: Transition,
  videoUrl: string | null,
): Promise<void> {
  const { facts, due, step } = snapshot;
  const closed = step === 'closed';
  await trx('enrolments')
    .where({ id: enrolmentId })
    .update({
      version,
      history_length: historyLength,
      step,
      situation: snapshot.situation,
      waiting_for: snapshot.waitingFor,
      due_date: due?.date ?? null,
      due: due ? JSON.stringify(due) : null,
      overdue: snapshot.overdue,
      outcome: snapshot.outcome ?? null,
      tutor_id: facts.tutor?.id ?? null,
      limit_date: facts.limit,
      snapshot: JSON.stringify(snapshot),
      video_url: videoUrl,
      tutoring_minutes: facts.tutoringMinutes,
      workflow_started: true,
      closed_at: closed ? trx.raw('coalesce(closed_at, ?::timestamptz)', [at]) : null,
      updated_at: trx.fn.now(),
      ...(closed ? { first_closed_at: trx.raw('coalesce(first_closed_at, ?::timestamptz)', [at]) } : {}),
      ...(snapshot.archived ? { archived_at: trx.raw('coalesce(archived_at, ?::timestamptz)', [at]) } : {}),
      ...(facts.calendarVersion === undefined ? {} : { calendar_version: facts.calendarVersion }),
    });
}

/** The link given with a booking; a meeting moved without one keeps its own; no meeting, no link. */
function videoUrlAfter(
  before: RowBefore,
  { accepted, snapshot }: Transition,
  commands: ReadonlyMap<string, KnownCommand>,
): string | null {
  if (!snapshot.facts.meeting) return null;
  let url = before.meeting_starts_at ? before.video_url : null;
  for (const { commandId, name } of accepted) {
    if (name === 'callOffMeeting') url = null;
    if (name === 'bookMeeting') url = commands.get(commandId)?.content.videoUrl ?? url;
  }
  return url;
}

const tutorsOf = ({ snapshot, mails, lines }: Transition): string[] => [
  ...(snapshot.facts.tutor ? [snapshot.facts.tutor.id] : []),
  ...mails.flatMap(({ tutorId }) => tutorId ?? []),
  ...lines.flatMap(({ text }) => tutorsNamedIn(text)),
];

function writtenLine(
  { key, type, text, commandId }: Keyed<JournalLine>,
  { at, version, snapshot }: Transition,
  commands: ReadonlyMap<string, KnownCommand>,
  tutors: Tutors,
): NewLine {
  const command = commandId ? commands.get(commandId) : undefined;
  const nameOf = (id = snapshot.facts.tutor?.id): string => {
    const tutor = id ? tutors.get(id) : undefined;
    return tutor ? `${tutor.firstName} ${tutor.lastName}` : 'tuteur inconnu';
  };
  const actor = command?.actor ?? SYSTEM;
  return { key, at, version, type, actor, text: fillIn(text, command?.content ?? {}, nameOf) };
}
