import { download } from '../../api/download.ts';
import { z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { EXPORT_FORMATS, exportEnrolments } from '../../services/exports.ts';
import { STAFF } from '../../services/principal.ts';
import { type PageRoute, pageRoute } from '../page-route.ts';
import { filterQuery } from './filter-query.ts';

/** The list of enrolments as spreadsheets, with the filters of its address. */
export const exportPages = (backend: Backend): PageRoute[] =>
  EXPORT_FORMATS.map((format) =>
    pageRoute({
      method: 'get',
      path: `/dossiers/export.${format}`,
      who: STAFF,
      title: 'Export des dossiers',
      query: z.object(filterQuery),
      handle: async ({ principal, query }) => download(await exportEnrolments(backend, principal, query, format)),
    }),
  );
