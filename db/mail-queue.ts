import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { MailContext, MailWriter } from '../activities/ports.ts';
import { addDays, inFrench, type PlainDate } from '../domain/dates.ts';
import { describeMail } from '../domain/mail-names.ts';
import { type MailRequest, mailKey } from '../domain/mails.ts';
import type { Keyed, Transition } from '../domain/record.ts';
import { type NewLine, SYSTEM } from './journal.ts';
import { mailContext, type Tutors } from './mail-context.ts';
import { policyOfEnrolment } from './policies.ts';

/**
 * Writes and queues the mails of a transition, each once by its key; answers the journal lines of those that are new. A
 * recipient who does not exist (no tutor yet) is passed over.
 */
export async function queueMails(
  trx: Knex.Transaction,
  transition: Transition,
  tutors: Tutors,
  write: MailWriter,
  publicUrl: string,
): Promise<NewLine[]> {
  if (transition.mails.length === 0) return [];
  const base = await mailContext(trx, transition.enrolmentId);
  const days = await daysToCome(trx, transition);
  const rows = transition.mails.flatMap((request, ordinal) => {
    const context = contextOf(request, base, tutors, transition.snapshot.facts.tutor?.id);
    const day = days.get(request.key);
    if (!context || day === NEVER) return [];
    return [{ ...mailRow(transition, request, ordinal, context, write, publicUrl), not_before: day ?? null }];
  });
  return (await insertOnce(trx, rows)).map(({ description, not_before: day }) => ({
    at: transition.at,
    actor: SYSTEM,
    type: day ? 'mail.planned' : 'mail.queued',
    text: `${day ? `Courriel prévu pour le ${inFrench(day)}` : 'Courriel mis en file'}\u00a0: ${description}.`,
    version: transition.version,
  }));
}

const NEVER = 'never';

/** The days that mails wait for, by their keys: the reminder of the survey does, by the centre's policy, if it has one. */
async function daysToCome(
  trx: Knex.Transaction,
  { enrolmentId, mails }: Transition,
): Promise<Map<string, PlainDate | typeof NEVER>> {
  const days = new Map<string, PlainDate | typeof NEVER>();
  for (const mail of mails) {
    if (mail.name !== 'survey_reminder') continue;
    const { surveyReminderDays } = await policyOfEnrolment(trx, enrolmentId);
    days.set(mail.key, surveyReminderDays > 0 ? addDays(mail.facts.closedOn, surveyReminderDays) : NEVER);
  }
  return days;
}

type MailToQueue = ReturnType<typeof mailRow> & { not_before: PlainDate | null };

/** Answers the new ones. One queued already belongs to the earliest version that asks for it. */
async function insertOnce(
  trx: Knex.Transaction,
  rows: MailToQueue[],
): Promise<Pick<MailToQueue, 'description' | 'not_before'>[]> {
  if (rows.length === 0) return [];
  const queued: { description: string; not_before: PlainDate | null; is_new: boolean }[] = await trx('mails')
    .insert(rows)
    .onConflict('key')
    .merge({ version: trx.raw('least(mails.version, excluded.version)') })
    .returning(['description', 'not_before', trx.raw('xmax = 0 as is_new')]);
  return queued.filter((mail) => mail.is_new);
}

/** A request's `tutorId` is its reader, for the tutor; for any other, the tutor replaced. */
function contextOf(
  request: MailRequest,
  base: MailContext,
  tutors: Tutors,
  currentTutorId: string | undefined,
): MailContext | undefined {
  const isToTutor = request.to === 'tutor';
  const tutor = tutorOf(tutors, isToTutor ? (request.tutorId ?? currentTutorId) : currentTutorId);
  const formerTutor = isToTutor ? undefined : tutorOf(tutors, request.tutorId);
  if (isToTutor && !tutor) return undefined;
  if (request.to === 'former_tutor' && !formerTutor) return undefined;
  return { ...base, tutor, formerTutor };
}

const tutorOf = (tutors: Tutors, id: string | undefined) => (id ? tutors.get(id) : undefined);

function mailRow(
  { enrolmentId, version, at }: Transition,
  request: Keyed<MailRequest>,
  ordinal: number,
  context: MailContext,
  write: MailWriter,
  publicUrl: string,
) {
  const key = mailKey(enrolmentId, request);
  const mail = write(request, context, { at, publicUrl });
  return {
    key,
    enrolment_id: enrolmentId,
    version,
    ordinal,
    name: request.name,
    recipient: request.to,
    description: describeMail(request),
    to_name: mail.to.name,
    to_address: mail.to.address,
    subject: mail.subject,
    body_text: mail.text,
    body_html: mail.html,
    calendar: mail.calendar ? JSON.stringify(mail.calendar) : null,
    message_id: messageId(key, publicUrl),
    queued_at: at,
  };
}

/** The Message-ID of a mail: the same whenever its key is. */
export const messageId = (key: string, publicUrl: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${new URL(publicUrl).hostname}>`;
