import type { Backend } from '../../services/backend.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { newTutor, tutorFields } from '../../services/tutor-form.ts';
import { addTutor, changeTutor, listTutors, readTutor } from '../../services/tutors.ts';
import { tutorAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { listOf, page, uuid, z } from '../schemas.ts';

const TAG = 'Tuteurs';
const params = z.object({ id: uuid() });

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
    body: z.strictObject(tutorFields).partial(),
    answer: tutorAnswer,
    handle: ({ principal, params: { id }, body }) => changeTutor(backend, principal, id, body),
  }),
];
