import { createHash, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { MailContext, MailWriter } from '../activities/ports.ts';
import { addDays, type Instant, inFrench, type PlainDate } from '../domain/dates.ts';
import { describeMail } from '../domain/mail-names.ts';
import { type MailRequest, mailKey } from '../domain/mails.ts';
import { awaitedBy, PERSONAL_LINK_DAYS, subjectOf } from '../domain/personal-links.ts';
import type { Keyed, Transition } from '../domain/record.ts';
import { type NewLine, SYSTEM } from './journal.ts';
import { mailContext, type Tutors } from './mail-context.ts';
import { insertPersonalLinks, type PersonalLink } from './personal-links.ts';
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
  const letters = transition.mails.flatMap((request, ordinal) => {
    const context = contextOf(request, base, tutors, transition.snapshot.facts.tutor?.id);
    const day = days.get(request.key);
    if (!context || day === NEVER) return [];
    const row = { ...mailRow(transition, request, ordinal, context, write, publicUrl), not_before: day ?? null };
    return [{ row, link: linkOf(transition, request, row) }];
  });
  return (await insertOnce(trx, letters)).map(({ description, not_before: day }) => ({
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

interface Letter {
  row: ReturnType<typeof mailRow> & { not_before: PlainDate | null };
  link?: PersonalLink;
}

interface Queued {
  key: string;
  description: string;
  not_before: PlainDate | null;
}

/** Answers the new ones. One queued already belongs to the earliest version that asks for it, and keeps its link. */
async function insertOnce(trx: Knex.Transaction, letters: Letter[]): Promise<Queued[]> {
  if (letters.length === 0) return [];
  const rows = letters.map(({ row, link }) => ({ ...row, personal_link: link?.id ?? null }));
  const queued: (Queued & { is_new: boolean })[] = await trx('mails')
    .insert(rows)
    .onConflict('key')
    .merge({ version: trx.raw('least(mails.version, excluded.version)') })
    .returning(['key', 'description', 'not_before', trx.raw('xmax = 0 as is_new')]);
  const added = queued.filter((mail) => mail.is_new);
  const keys = new Set(added.map(({ key }) => key));
  const links = letters.flatMap(({ row, link }) => (link && keys.has(row.key) ? link : []));
  await insertPersonalLinks(trx, links);
  return added;
}

/** The personal link of a mail to the auditeur or to the tutor; others sign in. */
function linkOf(
  { enrolmentId, at, snapshot: { facts } }: Transition,
  request: Keyed<MailRequest>,
  { to_address: address, not_before: day }: Letter['row'],
): PersonalLink | undefined {
  if (request.to !== 'auditeur' && request.to !== 'tutor') return undefined;
  const reader = request.to === 'tutor' ? { tutorId: request.tutorId ?? facts.tutor?.id } : {};
  const createdAt = day ? `${day}T12:00:00.000Z` : at;
  return {
    id: randomUUID(),
    enrolmentId,
    role: request.to,
    ...reader,
    address,
    about: subjectOf(request),
    awaited: awaitedBy(request),
    createdAt,
    expiresAt: daysAfter(createdAt, PERSONAL_LINK_DAYS),
  };
}

const DAY_MS = 86_400_000;
const daysAfter = (at: Instant, days: number): Instant => new Date(Date.parse(at) + days * DAY_MS).toISOString();

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
