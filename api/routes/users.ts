import type { Backend } from '../../services/backend.ts';
import { ADMINISTRATORS } from '../../services/principal.ts';
import { newUser, userFields } from '../../services/user-form.ts';
import { addUser, changeUser, listUsers, readUser, removeUser } from '../../services/users.ts';
import { userAnswer } from '../answers.ts';
import { cursorOf, idIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { listOf, page, uuid, z } from '../schemas.ts';

const TAG = 'Utilisateurs';
const params = z.object({ id: uuid() });
/** The people of the centres: for administrators, each in their centre or in all. */
export const userRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/users',
    operationId: 'listUsers',
    summary: 'Les utilisateurs',
    tag: TAG,
    roles: ADMINISTRATORS,
    query: z.strictObject(page),
    answer: listOf(userAnswer),
    handle: async ({ principal, query: { limit, cursor } }) => {
      const { items, next } = await listUsers(backend, principal, { limit, after: idIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/users',
    operationId: 'addUser',
    summary: 'Ajouter un utilisateur',
    tag: TAG,
    roles: ADMINISTRATORS,
    body: newUser,
    status: 201,
    answer: userAnswer,
    handle: ({ principal, body, scope }) => addUser(backend, principal, body, scope),
  }),
  route({
    method: 'get',
    path: '/api/users/{id}',
    operationId: 'readUser',
    summary: 'Un utilisateur',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    answer: userAnswer,
    handle: ({ principal, params: { id } }) => readUser(backend, principal, id),
  }),
  route({
    method: 'patch',
    path: '/api/users/{id}',
    operationId: 'changeUser',
    summary: 'Modifier un utilisateur',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    body: z.strictObject(userFields).partial(),
    answer: userAnswer,
    handle: ({ principal, params: { id }, body }) => changeUser(backend, principal, id, body),
  }),
  route({
    method: 'delete',
    path: '/api/users/{id}',
    operationId: 'removeUser',
    summary: 'Supprimer un utilisateur et ses jetons',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    status: 204,
    handle: ({ principal, params: { id } }) => removeUser(backend, principal, id),
  }),
];
