import { atParis, parisDate, parisTime } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addWorkingDays, type PlainDate, workingDayFrom, yearOf } from '../../domain/dates.ts';
import { journalOf } from './agreement.ts';
import { MANAGER_EMAIL, STAFF_EMAIL } from './almanac.ts';
import type { Dossier } from './enrolments.ts';
import type { World, WorldMail } from './world.ts';

/** A mail of one enrolment, as people see it. */
export interface Letter {
  /** The role of whom it was sent to, else the address. */
  to: string;
  /** Its own date, in Paris: `YYYY-MM-DD HH:MM`. */
  at: string;
  /** Without the reference that ends it, with plain spaces. */
  subject: string;
  text: string;
  messageId: string;
}

/** The mails of an enrolment that arrived, in order; from an instant on when given. */
export async function letters(world: World, dossier: Dossier, since = ''): Promise<Letter[]> {
  const { reference } = await dossier.staff.get(dossier.path);
  const end = ` (dossier ${reference})`;
  const role: Record<string, string> = {
    [STAFF_EMAIL]: 'staff',
    [MANAGER_EMAIL]: 'manager',
    [dossier.email]: 'auditeur',
    [dossier.tutorEmail]: 'tutor',
  };
  return (await world.mails())
    .map((mail: WorldMail) => ({ ...mail, subject: mail.subject.replace(/\s/g, ' ') }))
    .filter(({ subject }) => subject.endsWith(end))
    .filter(({ date }) => date >= since.slice(0, 19))
    .map(({ to, date, subject, text, messageId }) => ({
      to: role[to] ?? to,
      at: `${parisDate(date)} ${parisTime(date)}`,
      subject: subject.slice(0, -end.length),
      text,
      messageId,
    }));
}

/** « 2026-12-01 08:00 tutor »: who was written to, and when, of the mails whose subject matches; in order. */
export async function sent(world: World, dossier: Dossier, subject: RegExp, since = ''): Promise<string[]> {
  const all = await letters(world, dossier, since);
  return all
    .filter((letter) => subject.test(letter.subject))
    .map(({ at, to }) => `${at} ${to}`)
    .sort();
}

const holidaysAround = (date: PlainDate): PlainDate[] => publicHolidays(yearOf(date) - 1, yearOf(date) + 1);

/** When a notice that falls on a date goes out: at 8:00 of that day, or of the next working day. */
export const civil = (date: PlainDate, to: string): string =>
  `${workingDayFrom(date, holidaysAround(date))} 08:00 ${to}`;

/** The so-manieth working day after a date. */
export const workingDaysAfter = (date: PlainDate, count: number): PlainDate =>
  addWorkingDays(date, count, holidaysAround(date));

/** The journal of an enrolment, whole. */
export const journal = journalOf;

/** The texts of the journal's lines of a type. */
export const told = async (dossier: Dossier, type: string): Promise<string[]> =>
  (await journal(dossier)).filter((line) => line.type === type).map(({ text }) => text.replace(/\s/g, ' '));

/** The instant a due date is seen to pass: a second after 23:59:59 in Paris. */
export const passing = (due: PlainDate): string => new Date(Date.parse(atParis(due, '23:59:59')) + 1_000).toISOString();
