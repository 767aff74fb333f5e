import type { Backend } from '../../services/backend.ts';
import { enrolmentFilters } from '../../services/enrolment-filters.ts';
import { EXPORT_FORMATS, EXPORT_MEDIA_TYPES, exportEnrolments } from '../../services/exports.ts';
import { STAFF } from '../../services/principal.ts';
import { download } from '../download.ts';
import { type Route, route } from '../route.ts';
import { z } from '../schemas.ts';

const IN_FRENCH = { csv: 'CSV pour tableur français', ods: 'classeur OpenDocument' };

/** The enrolments as spreadsheets, with the filters of their list. */
export const exportRoutes = (backend: Backend): Route[] =>
  EXPORT_FORMATS.map((format) =>
    route({
      method: 'get',
      path: `/api/enrolments.${format}`,
      operationId: format === 'csv' ? 'exportEnrolmentsCsv' : 'exportEnrolmentsOds',
      summary: `Les dossiers, ${IN_FRENCH[format]}, avec les filtres de leur liste`,
      tag: 'Gestion',
      roles: STAFF,
      query: z.strictObject(enrolmentFilters),
      answerType: EXPORT_MEDIA_TYPES[format],
      handle: async ({ principal, query }) => download(await exportEnrolments(backend, principal, query, format)),
    }),
  );
