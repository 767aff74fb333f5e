import { WORK_SECTIONS } from '../../domain/worklist.ts';
import type { Backend } from '../../services/backend.ts';
import { STAFF } from '../../services/principal.ts';
import { worklist, workSection } from '../../services/worklist.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { page, z } from '../schemas.ts';
import { worklistAnswer, workSectionAnswer } from '../staff-answers.ts';

/** What staff have to do. */
export const worklistRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/worklist',
    operationId: 'readWorklist',
    summary: 'Ce que le centre a à faire ou à surveiller, le début de chaque rubrique',
    tag: 'Gestion',
    roles: STAFF,
    query: z.strictObject({ first: z.coerce.number<string>().int().min(1).max(50).default(10) }),
    answer: worklistAnswer,
    handle: async ({ principal, query: { first } }) => ({
      sections: (await worklist(backend, principal, first)).map(({ next, ...section }) => ({
        ...section,
        nextCursor: cursorOf(next),
      })),
    }),
  }),
  route({
    method: 'get',
    path: '/api/worklist/{section}',
    operationId: 'readWorkSection',
    summary: 'Une rubrique de ce que le centre a à faire, les plus anciens d’abord',
    tag: 'Gestion',
    roles: STAFF,
    params: z.object({ section: z.enum(WORK_SECTIONS) }),
    query: z.strictObject(page),
    answer: workSectionAnswer,
    handle: async ({ principal, params: { section }, query: { limit, cursor } }) => {
      const { items, next } = await workSection(backend, principal, section, { limit, after: keyIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
];
