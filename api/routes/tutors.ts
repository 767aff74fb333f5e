import type { Backend } from '../../services/backend.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { addTutor, changeTutor, listTutors, readTutor } from '../../services/tutors.ts';
import { tutorAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { code, count, email, line, listOf, page, phone, plainDate, uuid, z } from '../schemas.ts';

const TAG = 'Tuteurs';
const params = z.object({ id: uuid() });

const fields = {
  firstName: line(100),
  lastName: line(100),
  email: email(),
  phone: phone().nullable(),
  active: z.boolean(),
  approved: z.strictObject({ on: plainDate(), reference: line(100) }).nullable(),
  certifications: z.array(code()).max(500),
  capacity: count(1_000),
};

const newTutor = z.strictObject({
  ...fields,
  code: code().optional(),
  phone: fields.phone.optional(),
  active: fields.active.default(true),
  approved: fields.approved.default(null),
  certifications: fields.certifications.default([]),
  capacity: fields.capacity.default(10),
});

/** Tutors: staff read, managers write. */
export const tutorRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/tutors',
    operationId: 'listTutors',
    summary: 'Les tuteurs, par code',
    tag: TAG,
    roles: STAFF,
    query: z.strictObject(page),
    answer: listOf(tutorAnswer),
    handle: async ({ query: { limit, cursor } }) => {
      const { items, next } = await listTutors(backend, { limit, after: keyIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/tutors',
    operationId: 'addTutor',
    summary: 'Ajouter un tuteur',
    tag: TAG,
    roles: MANAGERS,
    body: newTutor,
    status: 201,
    answer: tutorAnswer,
    handle: ({ principal, body, scope }) => addTutor(backend, principal, body, scope),
  }),
  route({
    method: 'get',
    path: '/api/tutors/{id}',
    operationId: 'readTutor',
    summary: 'Un tuteur',
    tag: TAG,
    roles: STAFF,
    params,
    answer: tutorAnswer,
    handle: ({ params: { id } }) => readTutor(backend, id),
  }),
  route({
    method: 'patch',
    path: '/api/tutors/{id}',
    operationId: 'changeTutor',
    summary: 'Modifier un tuteur',
    tag: TAG,
    roles: MANAGERS,
    params,
    body: z.strictObject(fields).partial(),
    answer: tutorAnswer,
    handle: ({ principal, params: { id }, body }) => changeTutor(backend, principal, id, body),
  }),
];
