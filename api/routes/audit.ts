import { readAudit } from '../../services/audit.ts';
import type { Backend } from '../../services/backend.ts';
import { ADMINISTRATORS } from '../../services/principal.ts';
import { auditAnswer } from '../answers.ts';
import { cursorOf, numberIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { instant, line, page, z } from '../schemas.ts';

const query = z.strictObject({
  ...page,
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'attend une action, par exemple user ou user.added')
    .optional(),
  actor: line().optional(),
  subject: line().optional(),
  from: instant().optional(),
  before: instant().optional(),
});

/** The audit log, for administrators: newest first. */
export const auditRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/audit',
    operationId: 'readAudit',
    summary: 'Le journal d’audit\u00a0: qui a fait quoi, et quand',
    tag: 'Journal d’audit',
    roles: ADMINISTRATORS,
    query,
    answer: auditAnswer,
    handle: async ({ principal, query: { limit, cursor, ...filters } }) => {
      const { items, next } = await readAudit(backend, principal, filters, { limit, before: numberIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
];
