import { STEPS } from '../../domain/enrolment.ts';
import type { Backend } from '../../services/backend.ts';
import { listEnrolments, readAfterAct, readEnrolment } from '../../services/enrolments.ts';
import { readJournal } from '../../services/journal.ts';
import { EVERYONE, STAFF } from '../../services/principal.ts';
import { register } from '../../services/registration.ts';
import { enrolmentAnswer, enrolmentsAnswer, journalAnswer } from '../answers.ts';
import { cursorOf, numberIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { cents, code, count, email, flag, line, page, phone, plainDate, prose, uuid, z } from '../schemas.ts';

export const enrolmentPath = z.object({ id: uuid() });

const registration = z
  .strictObject({
    auditeur: z.strictObject({
      firstName: line(100),
      lastName: line(100),
      email: email(),
      phone: phone().optional(),
    }),
    certification: code(),
    funding: z.strictObject({ type: z.enum(['individual', 'organisation']), funder: line().optional() }),
    eligibility: z
      .strictObject({
        validatedUnits: count(1_000).optional(),
        experienceMonths: count(1_200).optional(),
        experienceInProgress: z.boolean().optional(),
      })
      .optional(),
    cgv: z.strictObject({ version: prose(100).optional(), acceptedOn: plainDate().optional() }).optional(),
    activityUnit: code().optional(),
    pathReference: line(100).optional(),
    priceCents: cents().optional(),
    lateReason: prose(2_000).optional(),
    registeredOn: plainDate().optional(),
    centre: code().optional(),
  })
  .meta({ id: 'Registration' });

const filters = z.strictObject({
  ...page,
  step: z.enum(STEPS).optional(),
  waitingFor: z.enum(['auditeur', 'tutor', 'staff', 'nobody']).optional(),
  overdue: flag().optional(),
  tutor: code().optional(),
  certification: code().optional(),
  semester: z
    .string()
    .regex(/^\d{4}-\d{4}-S[12]$/, 'attend un semestre, par exemple 2026-2027-S1')
    .optional(),
  outcome: z.enum(['validated', 'not_validated', 'withdrawn', 'expired']).optional(),
  q: prose(200).optional(),
  dueBefore: plainDate().optional(),
});

/** Registering, and reading enrolments and their journals. */
export const enrolmentRoutes = (backend: Backend): Route[] => [
  route({
    method: 'post',
    path: '/api/enrolments',
    operationId: 'register',
    summary: 'Inscrire un auditeur à la prestation',
    tag: 'Dossiers',
    roles: STAFF,
    body: registration,
    status: 201,
    answer: enrolmentAnswer,
    handle: async ({ principal, body, scope }) =>
      readAfterAct(backend, principal, await register(backend, principal, body, scope)),
  }),
  route({
    method: 'get',
    path: '/api/enrolments',
    operationId: 'listEnrolments',
    summary: 'Les dossiers que l’on peut voir, les plus récents d’abord',
    tag: 'Dossiers',
    roles: EVERYONE,
    query: filters,
    answer: enrolmentsAnswer,
    handle: async ({ principal, query: { limit, cursor, ...wanted } }) => {
      const { items, next } = await listEnrolments(backend, principal, wanted, { limit, before: numberIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}',
    operationId: 'readEnrolment',
    summary: 'Un dossier',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    answer: enrolmentAnswer,
    handle: ({ principal, params }) => readEnrolment(backend, principal, params.id),
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}/journal',
    operationId: 'readJournal',
    summary: 'Le journal d’un dossier, du plus ancien au plus récent',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    query: z.strictObject(page),
    answer: journalAnswer,
    handle: async ({ principal, params, query: { limit, cursor } }) => {
      const { items, next } = await readJournal(backend, principal, params.id, { limit, after: numberIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
];
