import type { Backend } from '../../services/backend.ts';
import { enrolmentFilters } from '../../services/enrolment-filters.ts';
import { listEnrolments, readAfterAct, readEnrolment } from '../../services/enrolments.ts';
import { readJournal } from '../../services/journal.ts';
import { EVERYONE, STAFF } from '../../services/principal.ts';
import { register } from '../../services/registration.ts';
import { registrationForm } from '../../services/registration-form.ts';
import { enrolmentAnswer, enrolmentsAnswer, journalAnswer } from '../answers.ts';
import { cursorOf, numberIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { page, uuid, z } from '../schemas.ts';

export const enrolmentPath = z.object({ id: uuid() });

const filters = z.strictObject({ ...page, ...enrolmentFilters });

/** Registering, and reading enrolments and their journals. */
export const enrolmentRoutes = (backend: Backend): Route[] => [
  route({
    method: 'post',
    path: '/api/enrolments',
    operationId: 'register',
    summary: 'Inscrire un auditeur à la prestation',
    tag: 'Dossiers',
    roles: STAFF,
    body: registrationForm,
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
