import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Backend } from '../../services/backend.ts';
import { openLogo, putLogo, removeLogo } from '../../services/logos.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { centreAnswer } from '../answers.ts';
import { type Route, route, Written } from '../route.ts';
import { code, z } from '../schemas.ts';

const TAG = 'Centres';
const path = '/api/centres/{code}/logo';
const params = z.object({ code: code() });

/** The logo of a centre, on its papers. */
export const logoRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path,
    operationId: 'readLogo',
    summary: 'Le logo d’un centre',
    tag: TAG,
    roles: STAFF,
    params,
    answerType: 'image/*',
    handle: async ({ principal, params: { code: wanted } }) => {
      const { logo, content } = await openLogo(backend, principal, wanted);
      return new Written(async (response: Response) => {
        response.set({ 'Content-Type': `image/${logo.format}`, 'Cache-Control': 'private, no-cache' });
        response.set('ETag', `"${logo.sha256}"`);
        await pipeline(content, response).catch(() => response.destroy());
      });
    },
  }),
  route({
    method: 'put',
    path,
    operationId: 'putLogo',
    summary: 'Donner un logo à un centre\u00a0: PNG ou JPEG, 512\u00a0Kio au plus',
    tag: TAG,
    roles: MANAGERS,
    params,
    bodyKind: 'image',
    body: z.unknown(),
    answer: centreAnswer,
    handle: ({ principal, params: { code: wanted }, bytes }) => putLogo(backend, principal, wanted, bytes),
  }),
  route({
    method: 'delete',
    path,
    operationId: 'removeLogo',
    summary: 'Retirer le logo d’un centre',
    tag: TAG,
    roles: MANAGERS,
    params,
    status: 204,
    handle: ({ principal, params: { code: wanted } }) => removeLogo(backend, principal, wanted),
  }),
];
