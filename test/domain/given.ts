import type { CommandName, Role } from '../../domain/actions.ts';
import { apply, judge } from '../../domain/acts/acts.ts';
import type { HolidayPeriod } from '../../domain/calendar.ts';
import type { CalendarFacts, Commands } from '../../domain/commands.ts';
import type { Instant, PlainDate } from '../../domain/dates.ts';
import { type EnrolmentStart, type Facts, openFacts, type Situation } from '../../domain/enrolment.ts';
import { type FieldError, type RefusalCode, RuleViolation } from '../../domain/errors.ts';
import type { Slot } from '../../domain/meeting.ts';
import type { Consequences } from '../../domain/record.ts';
import type { TutorProfile } from '../../domain/tutor.ts';

/** French public holidays of the two school years in which these stories are told. */
export const PUBLIC_HOLIDAYS: PlainDate[] = [
  '2026-11-01',
  '2026-11-11',
  '2026-12-25',
  '2027-01-01',
  '2027-03-29',
  '2027-05-01',
  '2027-05-06',
  '2027-05-08',
  '2027-05-17',
  '2027-07-14',
  '2027-08-15',
  '2027-11-01',
  '2027-11-11',
  '2027-12-25',
];

const holidays = (name: string, firstDayOff: PlainDate, returnDay: PlainDate): HolidayPeriod => ({
  zone: 'B',
  name,
  firstDayOff,
  returnDay,
  kind: 'holiday',
});

/** Invented where the ministry has not spoken yet: these tests are about our rules, not about its calendar. */
export const SCHOOL_HOLIDAYS: HolidayPeriod[] = [
  holidays('Vacances de la Toussaint', '2026-10-17', '2026-11-02'),
  holidays('Vacances de Noël', '2026-12-19', '2027-01-04'),
  holidays('Vacances d’hiver', '2027-02-20', '2027-03-08'),
  holidays('Vacances de printemps', '2027-04-17', '2027-05-03'),
  holidays('Vacances d’été', '2027-07-03', '2027-09-01'),
  holidays('Vacances de la Toussaint', '2027-10-23', '2027-11-08'),
  holidays('Vacances de Noël', '2027-12-18', '2028-01-03'),
  holidays('Vacances d’hiver', '2028-02-12', '2028-02-28'),
  holidays('Vacances de printemps', '2028-04-08', '2028-04-24'),
];

export const CALENDAR: CalendarFacts = { zone: 'B', periods: SCHOOL_HOLIDAYS, version: 1 };

export const START: EnrolmentStart = {
  enrolmentId: '0b8f5d1e-0000-4000-8000-000000000001',
  reference: 'PDL-2026-0001',
  certification: 'LG025',
  centre: 'pdl',
  semester: '2026-2027-S1',
  registeredOn: '2026-10-01',
  limit: '2027-09-30',
  enteredOn: '2026-10-01',
};

export const tutor = (changes: Partial<TutorProfile> = {}): TutorProfile => ({
  id: 'tutor-1',
  code: 'T-0001',
  active: true,
  approved: true,
  coversCertification: true,
  load: 0,
  capacity: 10,
  ...changes,
});

/** Half past two in Paris on a day of winter time, unless said otherwise. */
export const slot = (date: PlainDate, time = '14:30', utc = '13:30'): Slot => ({
  startsAt: `${date}T${utc}:00.000Z`,
  date,
  time,
});

export const REPORT_FILE = { kind: 'report', sizeBytes: 100_000, format: 'pdf', pages: 6 } as const;

const ALL_OBJECTIVES = { acquainted: true, instructions: true, questions: true, planning: true };
const FORM = [
  { id: 'c1', mandatory: true },
  { id: 'c2', mandatory: false },
];

/** The latest day of the situations below, so that a command of that day can follow any of them. */
export const TODAY: PlainDate = '2027-03-15';

export const noonOf = (day: PlainDate): Instant => `${day}T11:00:00.000Z`;

/** A command that the rules accept on `today` where its situation has it, by default given by staff. */
const SOUND: {
  [Name in CommandName]: (today: PlainDate) => Omit<Commands[Name], 'commandId' | 'role' | 'at' | 'today'>;
} = {
  assignTutor: () => ({ tutor: tutor(), forced: false, hasReason: false }),
  bookMeeting: () => ({ slot: slot('2027-03-18'), publicHolidays: PUBLIC_HOLIDAYS }),
  callOffMeeting: () => ({ hasReason: true }),
  recordMeeting: (today) => ({
    held: true,
    heldOn: today,
    objectives: ALL_OBJECTIVES,
    planning: { reportDue: '2027-04-01', revisionDue: '2027-06-30' },
    hasReason: false,
    calendar: CALENDAR,
    avisDays: 14,
  }),
  amendPlanning: () => ({
    planning: { reportDue: '2027-04-01', revisionDue: '2027-06-30' },
    hasReason: true,
    calendar: CALENDAR,
    avisDays: 14,
  }),
  submitReport: (today) => ({ file: REPORT_FILE, receivedOn: today, calendar: CALENDAR }),
  returnCorrection: (today) => ({ hasRemarks: true, returnedOn: today, minRevisionDays: 14 }),
  submitRevision: (today) => ({
    file: { ...REPORT_FILE, kind: 'revision' },
    unchanged: false,
    receivedOn: today,
    avisDays: 14,
  }),
  giveAvis: (today) => ({
    mention: 'validated',
    hasMotivation: true,
    answers: [
      { id: 'c1', met: true },
      { id: 'c2', met: false },
    ],
    form: FORM,
    givenOn: today,
    followUpWorkingDays: 10,
    avisCorrectionDays: 60,
    publicHolidays: PUBLIC_HOLIDAYS,
  }),
  correctAvis: (today) => ({ ...SOUND.giveAvis(today), hasReason: true }),
  recordFollowUp: (today) => ({ contactedOn: today, path: 'vae', hasSummary: true }),
  logTime: (today) => ({ date: today, minutes: 20 }),
  withdraw: () => ({ hasReason: true }),
  extendLimit: () => ({ limit: '2028-01-31', hasReason: true }),
  expire: () => ({ hasReason: true }),
};

/** A sound command given on `today`, but for `changes`. */
export function command<Name extends CommandName>(
  name: Name,
  today: PlainDate = TODAY,
  changes: Partial<Commands[Name]> = {},
): Commands[Name] {
  const given = { commandId: `command-${name}`, role: 'staff' as Role, at: noonOf(today), today };
  return { ...given, ...SOUND[name](today), ...changes } as Commands[Name];
}

/** What follows when the command is judged and applied. */
export function consequencesOf<Name extends CommandName>(
  facts: Facts,
  name: Name,
  today?: PlainDate,
  changes?: Partial<Commands[Name]>,
): Consequences {
  const given = command(name, today, changes);
  judge(name, facts, given);
  return apply(name, facts, given);
}

export const after = <Name extends CommandName>(
  facts: Facts,
  name: Name,
  today?: PlainDate,
  changes?: Partial<Commands[Name]>,
): Facts => consequencesOf(facts, name, today, changes).facts;

const noTutor = openFacts(START);
const noMeeting = after(noTutor, 'assignTutor', '2026-10-05');
const meetingBooked = after(noMeeting, 'bookMeeting', '2026-10-06', { slot: slot(TODAY, '18:00', '17:00') });
const meetingToRecord = after(noMeeting, 'bookMeeting', '2026-10-06', { slot: slot('2026-11-05') });
const reportAwaited = after(meetingToRecord, 'recordMeeting', '2026-11-05', {
  at: '2026-11-05T15:00:00.000Z',
  heldOn: undefined,
});
const reportReceived = after(reportAwaited, 'submitReport', '2027-03-10');
const revisionAwaited = after(reportReceived, 'returnCorrection', '2027-03-12');
const avisAwaited = after(revisionAwaited, 'submitRevision', '2027-03-13');
const followUpAwaited = after(avisAwaited, 'giveAvis', '2027-03-14', { mention: 'not_validated' });
const closed: Facts = { ...after(avisAwaited, 'giveAvis', '2027-03-14'), closedOn: '2027-03-14' };

/** An enrolment in each of the ten situations, at noon of TODAY. */
export const IN: Record<Situation, Facts> = {
  no_tutor: noTutor,
  no_meeting: noMeeting,
  meeting_booked: meetingBooked,
  meeting_to_record: meetingToRecord,
  report_awaited: reportAwaited,
  report_received: reportReceived,
  revision_awaited: revisionAwaited,
  avis_awaited: avisAwaited,
  follow_up_awaited: followUpAwaited,
  closed,
};

export interface Refusal {
  code: RefusalCode;
  message: string;
  errors: FieldError[];
}

/** The refusal that `act` ends in; `undefined` when it passes. */
export function refusalOf(act: () => void): Refusal | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof RuleViolation) return { code: error.code, message: error.message, errors: error.errors };
    throw error;
  }
  return undefined;
}

/** The code with which a command is refused, `undefined` when it is accepted. */
export const refused = <Name extends CommandName>(
  facts: Facts,
  name: Name,
  today?: PlainDate,
  changes?: Partial<Commands[Name]>,
): Refusal | undefined => refusalOf(() => judge(name, facts, command(name, today, changes)));

/** French wants an unbreakable space before : ; ! ? and inside guillemets, curly apostrophes, and no double space. */
export const typographicFaults = (text: string): string[] =>
  [/ [:;!?»]/, /« /, /\w'\w/, / {2}/, /undefined|NaN|null|\[object/].filter((fault) => fault.test(text)).map(String);
