import type { Backend } from '../../services/backend.ts';
import { addCentre, changeCentre, listCentres, readCentre, removeCentre } from '../../services/centres.ts';
import { ADMINISTRATORS, MANAGERS, STAFF } from '../../services/principal.ts';
import { centreAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { cents, code, email, line, listOf, page, phone, prose, webAddress, z } from '../schemas.ts';

const TAG = 'Centres';
const params = z.object({ code: code() });

const notice = z.strictObject({
  to: z.enum(['auditeur', 'tutor', 'staff', 'manager']),
  escalation: z.boolean().optional(),
  from: z.enum(['start', 'due']),
  days: z.int().min(-365).max(365),
  working: z.boolean().optional(),
  everyDays: z.int().min(1).max(365).optional(),
  times: z.int().min(1).max(100).optional(),
});
const notices = z.array(notice).max(20);
const WAITS = [
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
const policy = z.strictObject({
  registrationMonths: z.array(z.int().min(1).max(12)).max(12).optional(),
  avisDays: days.optional(),
  avisCorrectionDays: z.int().min(0).max(365).optional(),
  followUpWorkingDays: days.optional(),
  minRevisionDays: z.int().min(0).max(365).optional(),
  surveyReminderDays: z.int().min(0).max(60).optional(),
  reminders: z.strictObject(Object.fromEntries(WAITS.map((wait) => [wait, notices.optional()]))).optional(),
});

const fields = {
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
};

const newCentre = z.strictObject({
  ...fields,
  code: code(),
  contactPhone: fields.contactPhone.optional(),
  resourcesUrl: fields.resourcesUrl.optional(),
  policy: policy.optional(),
  address: fields.address.optional(),
  legalNotice: fields.legalNotice.optional(),
  signature: fields.signature.optional(),
  fundedAction: fields.fundedAction.optional(),
});

/** Centres: staff read theirs, managers change it, administrators of all centres add, administrators remove. */
export const centreRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/centres',
    operationId: 'listCentres',
    summary: 'Les centres, par code',
    tag: TAG,
    roles: ADMINISTRATORS,
    query: z.strictObject(page),
    answer: listOf(centreAnswer),
    handle: async ({ principal, query: { limit, cursor } }) => {
      const { items, next } = await listCentres(backend, principal, { limit, after: keyIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/centres',
    operationId: 'addCentre',
    summary: 'Ajouter un centre',
    tag: TAG,
    roles: ADMINISTRATORS,
    body: newCentre,
    status: 201,
    answer: centreAnswer,
    handle: ({ principal, body }) => addCentre(backend, principal, body as never),
  }),
  route({
    method: 'get',
    path: '/api/centres/{code}',
    operationId: 'readCentre',
    summary: 'Un centre et sa politique',
    tag: TAG,
    roles: STAFF,
    params,
    answer: centreAnswer,
    handle: ({ principal, params: { code: wanted } }) => readCentre(backend, principal, wanted),
  }),
  route({
    method: 'patch',
    path: '/api/centres/{code}',
    operationId: 'changeCentre',
    summary: 'Modifier un centre et sa politique',
    tag: TAG,
    roles: MANAGERS,
    params,
    body: z.strictObject(fields).partial(),
    answer: centreAnswer,
    handle: ({ principal, params: { code: wanted }, body }) => changeCentre(backend, principal, wanted, body as never),
  }),
  route({
    method: 'delete',
    path: '/api/centres/{code}',
    operationId: 'removeCentre',
    summary: 'Supprimer un centre auquel rien ne se rattache',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    status: 204,
    handle: ({ principal, params: { code: wanted } }) => removeCentre(backend, principal, wanted),
  }),
];
