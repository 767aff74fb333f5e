import { cents, code, email, line, phone, prose, webAddress, z } from './fields/fields.ts';

/** One reminder, or escalation, of a policy. */
export const notice = z.strictObject({
  to: z.enum(['auditeur', 'tutor', 'staff', 'manager']),
  escalation: z.boolean().optional(),
  from: z.enum(['start', 'due']),
  days: z.int().min(-365).max(365),
  working: z.boolean().optional(),
  everyDays: z.int().min(1).max(365).optional(),
  times: z.int().min(1).max(100).optional(),
});
const notices = z.array(notice).max(20);
/** Every wait that has reminders of its own. */
export const WAITS = [
  'tutor',
  'booking',
  'meeting',
  'outcome',
  'report',
  'correction',
  'revision',
  'avis',
  'follow_up',
  'limit',
] as const;

const days = z.int().min(1).max(365);
const years = z.int().min(1).max(50);
/** What a centre decides otherwise than the defaults. */
export const policy = z.strictObject({
  registrationMonths: z.array(z.int().min(1).max(12)).max(12).optional(),
  avisDays: days.optional(),
  avisCorrectionDays: z.int().min(0).max(365).optional(),
  followUpWorkingDays: days.optional(),
  minRevisionDays: z.int().min(0).max(365).optional(),
  surveyReminderDays: z.int().min(0).max(60).optional(),
  reminders: z.strictObject(Object.fromEntries(WAITS.map((wait) => [wait, notices.optional()]))).optional(),
});

/** What managers say of a centre. */
export const centreFields = {
  name: line(),
  holidayZone: z.string().regex(/^[A-Z][A-Za-z-]{0,29}$/, 'attend une zone de vacances scolaires\u00a0: A, B ou C'),
  staffEmail: email(),
  managerEmail: email(),
  handicapEmail: email(),
  contactPhone: phone().nullable(),
  resourcesUrl: webAddress().nullable(),
  cgv: z.strictObject({ version: line(100), url: webAddress() }),
  prices: z.strictObject({ individual: cents(), organisation: cents() }),
  policy,
  /** Who it is on papers, and what the prestation is for whoever pays. */
  address: prose(500).trim().min(1).nullable(),
  legalNotice: line(300).nullable(),
  signature: z
    .strictObject({ place: line(100).optional(), name: line().optional(), capacity: line().optional() })
    .nullable(),
  fundedAction: z
    .strictObject({ title: line(300).optional(), nature: line(300).optional(), legalReference: line(300).optional() })
    .nullable(),
  /** Who publishes the information pages, and answers for personal data. */
  publication: z
    .strictObject({
      director: line().optional(),
      host: prose(500).trim().min(1).optional(),
      dpoEmail: email().optional(),
      messagesYears: years.optional(),
      proofsYears: years.optional(),
    })
    .nullable(),
};

/** A centre that is added. */
export const newCentre = z.strictObject({
  ...centreFields,
  code: code(),
  contactPhone: centreFields.contactPhone.optional(),
  resourcesUrl: centreFields.resourcesUrl.optional(),
  policy: policy.optional(),
  address: centreFields.address.optional(),
  legalNotice: centreFields.legalNotice.optional(),
  signature: centreFields.signature.optional(),
  fundedAction: centreFields.fundedAction.optional(),
  publication: centreFields.publication.optional(),
});
