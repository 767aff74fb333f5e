import type { Backend } from '../../services/backend.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { addWindow, changeWindow, listWindows, readWindow } from '../../services/registration-windows.ts';
import { windowForm } from '../../services/window-form.ts';
import { windowAnswer } from '../answers.ts';
import { cursorOf, idIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { listOf, page, uuid, z } from '../schemas.ts';

const TAG = 'Périodes d’inscription';
const params = z.object({ id: uuid() });
/** R3: the days when registration is open besides October, February and March: in one centre, or in all. */
export const registrationWindowRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/registration-windows',
    operationId: 'listRegistrationWindows',
    summary: 'Les périodes d’inscription exceptionnelles, outre octobre, février et mars',
    tag: TAG,
    roles: STAFF,
    query: z.strictObject(page),
    answer: listOf(windowAnswer),
    handle: async ({ principal, query: { limit, cursor } }) => {
      const { items, next } = await listWindows(backend, principal, { limit, after: idIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/registration-windows',
    operationId: 'addRegistrationWindow',
    summary: 'Ouvrir une période exceptionnelle',
    tag: TAG,
    roles: MANAGERS,
    body: windowForm,
    status: 201,
    answer: windowAnswer,
    handle: ({ principal, body, scope }) => addWindow(backend, principal, body, scope),
  }),
  route({
    method: 'get',
    path: '/api/registration-windows/{id}',
    operationId: 'readRegistrationWindow',
    summary: 'Une période exceptionnelle',
    tag: TAG,
    roles: STAFF,
    params,
    answer: windowAnswer,
    handle: ({ principal, params: { id } }) => readWindow(backend, principal, id),
  }),
  route({
    method: 'patch',
    path: '/api/registration-windows/{id}',
    operationId: 'changeRegistrationWindow',
    summary: 'Modifier une période exceptionnelle',
    tag: TAG,
    roles: MANAGERS,
    params,
    body: windowForm.partial(),
    answer: windowAnswer,
    handle: ({ principal, params: { id }, body }) => changeWindow(backend, principal, id, body),
  }),
];
