import type { Backend } from '../../services/backend.ts';
import { importCalendar, readHolidays } from '../../services/calendar.ts';
import { EVERYONE, MANAGERS } from '../../services/principal.ts';
import { calendarAnswer, calendarImportAnswer } from '../answers.ts';
import { type Route, route } from '../route.ts';
import { line, z } from '../schemas.ts';

const TAG = 'Calendrier scolaire';

/** The school holidays: everybody reads them, managers import the ministry's files. */
export const calendarRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/calendar',
    operationId: 'readCalendar',
    summary: 'Les vacances scolaires connues',
    tag: TAG,
    roles: EVERYONE,
    query: z.strictObject({ zone: line(30).optional() }),
    answer: calendarAnswer,
    handle: async ({ query: { zone } }) => ({ ...(await readHolidays(backend, zone)), nextCursor: null }),
  }),
  route({
    method: 'put',
    path: '/api/calendar',
    operationId: 'importCalendar',
    summary: 'Importer un fichier du ministère tel quel\u00a0: CSV, JSON ou ICS',
    tag: TAG,
    roles: MANAGERS,
    body: z.string().meta({ description: 'Le fichier tel quel, 10 Mio au plus.' }),
    bodyKind: 'bytes',
    answer: calendarImportAnswer,
    handle: ({ principal, bytes }) => importCalendar(backend, bytes, principal, 'PUT /api/calendar'),
  }),
];
