import type { Due } from '../../domain/enrolment.ts';
import type { MailFacts, MailName, MailRecipient, MailRequest } from '../../domain/mails.ts';
import { DEFAULT_REMINDERS, type WaitKind } from '../../domain/reminders.ts';

/** A mail to look at: its request, when it is written, and a name for what is particular to it. */
export interface Specimen {
  request: MailRequest;
  at: string;
  variant: string;
}

const AT = '2026-10-20T09:00:00.000Z';
const meeting = { startsAt: '2026-11-05T13:30:00.000Z', date: '2026-11-05', sequence: 0 };
const planning = { reportDue: '2026-12-15', revisionDue: '2027-03-01' };
const due: Due = {
  date: '2026-11-05',
  weeks: 6,
  explanation:
    '6 semaines (R13)\u00a0: vacances de la Toussaint, zone B, du 17 octobre au 1er novembre 2026, dans les quatre semaines à compter de la réception du 24 septembre 2026 (calendrier scolaire 2026-2027).',
};
const avisDue: Due = { date: '2026-11-03', explanation: '14 jours à compter de la réception du 20 octobre 2026.' };

const PARTIES = ['auditeur', 'tutor'] as const;
const PARTIES_AND_STAFF = ['auditeur', 'tutor', 'staff'] as const;
const REPLACEMENT = ['auditeur', 'tutor', 'former_tutor', 'staff'] as const;

type Cases = {
  [Name in Exclude<MailName, 'reminder'>]: [readonly MailRecipient[], Record<string, MailFacts[Name]>];
};

/** Whom the process writes to, and the facts that change what is said. */
const CASES: Cases = {
  tutor_assigned: [PARTIES_AND_STAFF, { '': {} }],
  tutor_replaced: [REPLACEMENT, { '': {}, 'correction due': { due } }],
  meeting_booked: [
    PARTIES_AND_STAFF,
    { booked: { meeting, moved: false }, moved: { meeting: { ...meeting, sequence: 1 }, moved: true } },
  ],
  meeting_called_off: [
    REPLACEMENT,
    {
      'called off': { meeting: { ...meeting, sequence: 2 }, why: 'called_off' },
      'tutor replaced': { meeting: { ...meeting, sequence: 2 }, why: 'tutor_replaced' },
      'held otherwise': { meeting: { ...meeting, sequence: 2 }, why: 'held_otherwise' },
      'enrolment ended': { meeting: { ...meeting, sequence: 2 }, why: 'enrolment_ended' },
    },
  ],
  meeting_reminder: [PARTIES, { '': { meeting } }],
  meeting_not_held: [PARTIES_AND_STAFF, { '': {} }],
  planning_agreed: [PARTIES_AND_STAFF, { '': { planning } }],
  planning_amended: [PARTIES_AND_STAFF, { '': { planning } }],
  report_received: [
    PARTIES_AND_STAFF,
    {
      first: { receivedOn: '2026-09-24', due, again: false, late: false },
      'again, late, provisional': {
        receivedOn: '2026-10-20',
        due: { ...due, provisional: true },
        again: true,
        late: true,
      },
    },
  ],
  deadline_provisional: [['staff'], { '': { due: { ...due, provisional: true } } }],
  deadline_moved: [PARTIES_AND_STAFF, { '': { due, previous: '2026-10-22' } }],
  deadline_confirmed: [PARTIES_AND_STAFF, { '': { due } }],
  correction_returned: [
    PARTIES_AND_STAFF,
    {
      'in time': { returnedOn: '2026-10-20', revisionDue: '2027-03-01', late: false },
      late: { returnedOn: '2026-10-20', revisionDue: '2026-10-28', late: true },
    },
  ],
  revision_short: [
    PARTIES_AND_STAFF,
    {
      'days left': { revisionDue: '2026-10-28', daysLeft: 8 },
      'one day': { revisionDue: '2026-10-21', daysLeft: 1 },
      today: { revisionDue: '2026-10-20', daysLeft: 0 },
      past: { revisionDue: '2026-10-15', daysLeft: -5 },
    },
  ],
  revision_received: [
    PARTIES_AND_STAFF,
    {
      revised: { receivedOn: '2026-10-20', unchanged: false, due: avisDue, late: false },
      'unchanged, late': { receivedOn: '2026-10-20', unchanged: true, due: avisDue, late: true },
    },
  ],
  avis_given: [
    PARTIES_AND_STAFF,
    {
      validated: { mention: 'validated', givenOn: '2026-10-20' },
      'not validated': { mention: 'not_validated', givenOn: '2026-10-20', followUpDue: avisDue },
    },
  ],
  avis_corrected: [
    PARTIES_AND_STAFF,
    {
      'to validated': { mention: 'validated', previous: 'not_validated', version: 2 },
      'to not validated': { mention: 'not_validated', previous: 'validated', version: 2, followUpDue: avisDue },
      'same mention': { mention: 'validated', previous: 'validated', version: 3 },
    },
  ],
  follow_up_to_make: [
    ['staff'],
    { '': { due: { date: '2026-11-03', explanation: '10 jours ouvrés à compter de l’avis du 20 octobre 2026.' } } },
  ],
  follow_up_recorded: [
    ['auditeur', 'staff'],
    {
      vae: { contactedOn: '2026-10-20', path: 'vae' },
      'new enrolment': { contactedOn: '2026-10-20', path: 'new_enrolment' },
      stop: { contactedOn: '2026-10-20', path: 'stop' },
      other: { contactedOn: '2026-10-20', path: 'other' },
    },
  ],
  survey: [['auditeur'], { '': {} }],
  survey_reminder: [['auditeur'], { '': { closedOn: '2026-10-06' } }],
  withdrawn: [PARTIES_AND_STAFF, { '': { on: '2026-10-20' } }],
  expired: [PARTIES_AND_STAFF, { '': { on: '2027-10-04', limit: '2027-09-30' } }],
  limit_extended: [PARTIES_AND_STAFF, { '': { limit: '2028-01-31', previous: '2027-09-30' } }],
  tutoring_exceeded: [['staff'], { '': { totalMinutes: 150 } }],
};

const WAITS_WITHOUT_DUE: readonly WaitKind[] = ['tutor', 'booking', 'meeting', 'outcome'];

/** Every line of the default policy: before its due date, on the day, and late. */
function reminders(): Specimen[] {
  const waits = Object.keys(DEFAULT_REMINDERS) as WaitKind[];
  return waits.flatMap((wait) => {
    const readers = DEFAULT_REMINDERS[wait].map(({ to, escalation = false }) => ({ to, escalation }));
    const distinct = readers.filter(
      (reader, index) =>
        readers.findIndex(({ to, escalation }) => to === reader.to && escalation === reader.escalation) === index,
    );
    return distinct.flatMap(({ to, escalation }) => {
      const facts = { wait, since: '2026-10-01', escalation };
      const one = (variant: string, at: string, withDue?: Due): Specimen => ({
        request: { name: 'reminder', to, facts: { ...facts, due: withDue } },
        at,
        variant: [wait, escalation ? 'escalation' : '', variant].filter(Boolean).join(', '),
      });
      if (WAITS_WITHOUT_DUE.includes(wait)) return [one('', AT)];
      const dated = { date: '2026-10-23', explanation: 'Date convenue.' };
      return escalation
        ? [one('late', '2026-10-26T08:00:00.000Z', dated)]
        : [
            one('before', AT, dated),
            one('on the day', '2026-10-23T08:00:00.000Z', dated),
            one('late', '2026-10-26T08:00:00.000Z', dated),
          ];
    });
  });
}

/** Every template, to every recipient that the process writes to, in each of its wordings. */
export const SPECIMENS: readonly Specimen[] = [
  ...Object.entries(CASES).flatMap(([name, [recipients, variants]]) =>
    recipients.flatMap((to) =>
      Object.entries(variants).map(([variant, facts]) => ({
        request: { name, to, facts } as MailRequest,
        at: AT,
        variant,
      })),
    ),
  ),
  ...reminders(),
];
