import { COMMANDS, ROLES } from '../domain/actions.ts';
import { STEPS } from '../domain/enrolment.ts';
import { listOf, z } from './schemas.ts';

const date = () => z.string().meta({ format: 'date' });
const moment = () => z.string().meta({ format: 'date-time' });
const text = () => z.string();
const id = () => z.string().meta({ format: 'uuid' });

const person = { firstName: text(), lastName: text(), email: text(), phone: text().optional() };

const avisVersion = {
  version: z.int(),
  mention: z.enum(['validated', 'not_validated']),
  motivation: text(),
  criteria: z.array(z.object({ id: text(), met: z.boolean(), comment: text().optional() })),
  form: z.object({ kind: z.enum(['grid', 'shuttle']), version: z.int() }),
  givenOn: date(),
  reason: text().optional(),
  recordedAt: moment(),
};

const planningDates = { reportDue: date(), revisionDue: date() };

/** An enrolment, as its asker sees it. */
export const enrolmentAnswer = z
  .object({
    id: id(),
    reference: text(),
    centre: text(),
    certification: text(),
    certificationTitle: text(),
    activityUnit: z.object({ code: text(), title: text() }),
    semester: text(),
    registeredOn: date(),
    limit: date(),
    pastLimit: z.boolean(),
    priceCents: z.int(),
    funding: z.object({ type: z.enum(['individual', 'organisation']), funder: text().optional() }),
    eligibility: z.object({ validatedUnits: z.int(), experienceMonths: z.int(), experienceInProgress: z.boolean() }),
    cgv: z.object({ version: text(), acceptedOn: date() }),
    pathReference: text().optional(),
    lateReason: text().optional(),
    auditeur: z.object(person),
    tutor: z.object({ id: id(), code: text(), ...person }).nullable(),
    step: z.enum(STEPS),
    waitingFor: z.enum(['auditeur', 'tutor', 'staff', 'nobody']),
    due: z
      .object({ date: date(), weeks: z.int().optional(), provisional: z.boolean().optional(), explanation: text() })
      .optional(),
    overdue: z.boolean(),
    steps: z.array(
      z.object({
        name: z.enum(STEPS),
        status: z.enum(['done', 'current', 'todo']),
        startedAt: moment().optional(),
        startedOn: date().optional(),
        completedAt: moment().optional(),
        completedOn: date().optional(),
      }),
    ),
    meeting: z
      .object({
        startsAt: moment().optional(),
        endsAt: moment().optional(),
        videoUrl: text().optional(),
        sequence: z.int().optional(),
        heldOn: date().optional(),
      })
      .optional(),
    planning: z.object(planningDates).optional(),
    documents: z.array(
      z.object({
        id: id(),
        kind: z.enum(['report', 'correction', 'revision']),
        name: text(),
        size: z.int(),
        pages: z.int().optional(),
        sha256: text(),
        receivedOn: date(),
        version: z.int(),
        current: z.boolean(),
      }),
    ),
    remarks: text().optional(),
    avis: z.object({ ...avisVersion, previous: z.array(z.object(avisVersion)) }).optional(),
    followUp: z
      .object({
        contactedOn: date(),
        summary: text(),
        path: z.enum(['new_enrolment', 'vae', 'stop', 'other']),
        recordedAt: moment(),
      })
      .optional(),
    attestation: z.object({ number: text(), issuedOn: date(), verificationUrl: text() }).optional(),
    outcome: z.enum(['validated', 'not_validated', 'withdrawn', 'expired']).optional(),
    tutoringMinutes: z.int(),
    archived: z.boolean(),
    actions: z.array(z.enum(COMMANDS)),
  })
  .meta({ id: 'Enrolment' });

export const enrolmentsAnswer = listOf(enrolmentAnswer).meta({ id: 'Enrolments' });

export const journalAnswer = listOf(
  z.object({
    at: moment(),
    actor: z.object({ role: text(), name: text() }),
    type: text(),
    text: text(),
  }),
).meta({ id: 'Journal' });

export const proposalAnswer = z
  .object({
    ...planningDates,
    correctionDue: date(),
    correctionWeeks: z.int(),
    explanation: text(),
    avisDue: date(),
    limit: date(),
  })
  .meta({ id: 'PlanningProposal' });

export const tutorAnswer = z
  .object({
    id: id(),
    code: text(),
    ...person,
    active: z.boolean(),
    approved: z.object({ on: date(), reference: text() }).nullable(),
    certifications: z.array(text()),
    capacity: z.int(),
    load: z.int(),
  })
  .meta({ id: 'Tutor' });

export const suggestionsAnswer = z
  .object({ items: z.array(z.object({ tutor: tutorAnswer, load: z.int(), capacity: z.int() })), nextCursor: z.null() })
  .meta({ id: 'TutorSuggestions' });

export const ledgerAnswer = z
  .object({
    items: z.array(
      z.object({
        id: id(),
        date: date(),
        minutes: z.int(),
        label: text(),
        tutorId: id().optional(),
        recordedAt: moment(),
      }),
    ),
    nextCursor: z.null(),
    totalMinutes: z.int(),
    allowanceMinutes: z.int(),
    confirmed: z.boolean(),
    confirmations: z.array(
      z.object({ totalMinutes: z.int(), confirmedAt: moment(), confirmedBy: text(), outdated: z.boolean() }),
    ),
  })
  .meta({ id: 'TutoringLedger' });

const prices = z.object({ individual: z.int(), organisation: z.int() });

const formContents = {
  kind: z.enum(['grid', 'shuttle']),
  criteria: z.array(
    z.object({
      id: text(),
      label: text(),
      mandatory: z.boolean(),
      help: text().optional(),
      weight: z.number().optional().meta({ description: 'Points, dans une grille.' }),
    }),
  ),
};

export const formContentsAnswer = z.object(formContents).meta({ id: 'EvaluationFormContents' });

/** A form as a tutor fills it in. */
export const formAnswer = z.object({ ...formContents, version: z.int() }).meta({ id: 'FormToFillIn' });

export const evaluationFormAnswer = z
  .object({ ...formContents, version: z.int(), createdAt: moment(), inForce: z.boolean() })
  .meta({ id: 'EvaluationForm' });

export const evaluationFormsAnswer = listOf(evaluationFormAnswer).meta({ id: 'EvaluationForms' });

export const certificationAnswer = z
  .object({
    code: text(),
    title: text(),
    activityUnits: z.array(z.object({ code: text(), title: text() })),
    resourcesUrl: text().optional(),
    kind: z.enum(['diploma', 'title', 'certificate']),
    minExperienceMonths: z.int(),
    tariff: z.enum(['standard', 'special', 'on_request']),
    prices: prices.optional(),
    evaluation: z.object({ ...formContents, version: z.int() }),
  })
  .meta({ id: 'Certification' });

export const windowAnswer = z
  .object({ id: id(), label: text(), from: date(), to: date(), centre: text().nullable() })
  .meta({ id: 'RegistrationWindow' });

export const centreAnswer = z
  .object({
    code: text(),
    name: text(),
    holidayZone: text(),
    staffEmail: text(),
    managerEmail: text(),
    handicapEmail: text(),
    contactPhone: text().optional(),
    resourcesUrl: text().optional(),
    cgv: z.object({ version: text(), url: text() }),
    prices,
    policy: z.object({
      avisDays: z.int(),
      avisCorrectionDays: z.int(),
      followUpWorkingDays: z.int(),
      minRevisionDays: z.int(),
      surveyReminderDays: z.int(),
      registrationMonths: z.array(z.int()),
      reminders: z.record(z.string(), z.array(z.unknown())),
    }),
    address: text().optional(),
    legalNotice: text().optional(),
    signature: z.object({ place: text().optional(), name: text().optional(), capacity: text().optional() }).optional(),
    fundedAction: z
      .object({ title: text().optional(), nature: text().optional(), legalReference: text().optional() })
      .optional(),
    publication: z
      .object({
        director: text().optional(),
        host: text().optional(),
        dpoEmail: text().optional(),
        messagesYears: z.int().optional(),
        proofsYears: z.int().optional(),
      })
      .optional(),
    logo: z.object({ format: z.enum(['png', 'jpeg']), sha256: text() }).optional(),
  })
  .meta({ id: 'Centre' });

export const userAnswer = z
  .object({
    id: id(),
    firstName: text(),
    lastName: text(),
    email: text(),
    role: z.enum(['staff', 'manager', 'administrator']),
    centre: text().nullable(),
    active: z.boolean(),
  })
  .meta({ id: 'User' });

export const tokenAnswer = z
  .object({
    id: id(),
    label: text(),
    role: z.enum(ROLES),
    userId: id().optional(),
    tutorId: id().optional(),
    auditeurEmail: text().optional(),
    centre: text().optional(),
    createdAt: moment(),
    lastUsedAt: moment().optional(),
  })
  .meta({ id: 'Token' });

export const madeTokenAnswer = tokenAnswer
  .extend({ token: text().meta({ description: 'Le secret\u00a0: il n’est montré qu’ici.' }) })
  .meta({ id: 'MadeToken' });

const period = z.object({
  zone: text(),
  schoolYear: text(),
  name: text(),
  firstDayOff: date(),
  returnDay: date().nullable(),
  kind: z.enum(['holiday', 'bridge']),
});

export const calendarAnswer = z
  .object({ version: z.int(), items: z.array(period), nextCursor: z.null() })
  .meta({ id: 'Calendar' });

export const calendarImportAnswer = z
  .object({
    version: z.int(),
    isNew: z.boolean(),
    format: text(),
    added: z.array(period),
    changed: z.array(z.object({ before: period, after: period })),
    unchanged: z.int(),
    ignored: z.array(z.object({ what: text(), reason: text(), count: z.int(), where: text() })),
    announced: z.int(),
  })
  .meta({ id: 'CalendarImport' });

export const auditAnswer = listOf(
  z.object({
    line: z.int(),
    at: moment(),
    actor: z.object({ role: text(), name: text(), id: text().optional() }),
    action: text(),
    subject: text().optional(),
    centre: text().nullable(),
    text: text(),
  }),
).meta({ id: 'Audit' });

const share = z.object({ count: z.int(), of: z.int(), share: z.number().nullable() });
const byWhoIsAwaited = z.object({
  total: z.int(),
  auditeur: z.int(),
  tutor: z.int(),
  staff: z.int(),
  nobody: z.int(),
});
const delay = z.object({ count: z.int(), medianDays: z.int().nullable(), p90Days: z.int().nullable() });
const figures = {
  registrations: z.int(),
  open: byWhoIsAwaited,
  overdue: byWhoIsAwaited,
  outcomes: z.object({ validated: z.int(), not_validated: z.int(), withdrawn: z.int(), expired: z.int() }),
  delays: z.object({ assignment: delay, correction: delay, avis: delay, whole: delay }),
  late: z.object({ correction: share, avis: share }),
  tutoring: z.object({
    enrolments: z.int(),
    totalMinutes: z.int(),
    meanMinutes: z.number().nullable(),
    overAllowance: z.int(),
  }),
  satisfaction: z.object({
    responses: share,
    result: z.object({ answers: z.int(), mean: z.number(), satisfied: z.number() }).nullable(),
    withheld: text().optional().meta({ description: 'Pourquoi le résultat n’est pas donné.' }),
  }),
};

export const figuresAnswer = z
  .object({
    total: z.object(figures),
    bySemester: z.array(z.object({ semester: text(), ...figures })),
    byCertification: z.array(z.object({ certification: text(), title: text(), ...figures })),
    byTutor: z.array(
      z.object({ tutor: z.object({ id: id(), code: text(), firstName: text(), lastName: text() }), ...figures }),
    ),
    comments: z.array(text()),
  })
  .meta({ id: 'Figures' });
