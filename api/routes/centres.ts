import type { Backend } from '../../services/backend.ts';
import { centreFields, newCentre } from '../../services/centre-form.ts';
import { addCentre, changeCentre, listCentres, readCentre, removeCentre } from '../../services/centres.ts';
import { ADMINISTRATORS, MANAGERS, STAFF } from '../../services/principal.ts';
import { centreAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { code, listOf, page, z } from '../schemas.ts';

const TAG = 'Centres';
const params = z.object({ code: code() });

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
    body: z.strictObject(centreFields).partial(),
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
