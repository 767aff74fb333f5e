import type { Backend } from '../../services/backend.ts';
import { ADMINISTRATORS } from '../../services/principal.ts';
import { newToken } from '../../services/token-form.ts';
import { addToken, listTokens, readToken, removeToken, renameToken, tokenSecret } from '../../services/tokens.ts';
import { madeTokenAnswer, tokenAnswer } from '../answers.ts';
import { cursorOf, idIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { line, listOf, page, uuid, z } from '../schemas.ts';

const TAG = 'Jetons';
const params = z.object({ id: uuid() });

/** Tokens: a secret is shown once, when its token is made. */
export const tokenRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/tokens',
    operationId: 'listTokens',
    summary: 'Les jetons, sans leur secret',
    tag: TAG,
    roles: ADMINISTRATORS,
    query: z.strictObject(page),
    answer: listOf(tokenAnswer),
    handle: async ({ principal, query: { limit, cursor } }) => {
      const { items, next } = await listTokens(backend, principal, { limit, after: idIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/tokens',
    operationId: 'addToken',
    summary: 'Créer un jeton',
    tag: TAG,
    roles: ADMINISTRATORS,
    body: newToken,
    status: 201,
    answer: madeTokenAnswer,
    handle: ({ principal, body, scope }) => addToken(backend, principal, body, scope),
    seal: (token, scope) => ({ ...(token as object), token: tokenSecret(backend, scope) }),
  }),
  route({
    method: 'get',
    path: '/api/tokens/{id}',
    operationId: 'readToken',
    summary: 'Un jeton, sans son secret',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    answer: tokenAnswer,
    handle: ({ principal, params: { id } }) => readToken(backend, principal, id),
  }),
  route({
    method: 'patch',
    path: '/api/tokens/{id}',
    operationId: 'renameToken',
    summary: 'Renommer un jeton',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    body: z.strictObject({ label: line() }),
    answer: tokenAnswer,
    handle: ({ principal, params: { id }, body }) => renameToken(backend, principal, id, body.label),
  }),
  route({
    method: 'delete',
    path: '/api/tokens/{id}',
    operationId: 'removeToken',
    summary: 'Révoquer un jeton',
    tag: TAG,
    roles: ADMINISTRATORS,
    params,
    status: 204,
    handle: ({ principal, params: { id } }) => removeToken(backend, principal, id),
  }),
];
