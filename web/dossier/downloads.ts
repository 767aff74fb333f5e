import { pipeline } from 'node:stream/promises';
import { attachment } from '../../api/content-disposition.ts';
import { uuid, z } from '../../api/schemas.ts';
import { MEDIA_TYPES } from '../../domain/report.ts';
import type { Backend } from '../../services/backend.ts';
import { openDocument } from '../../services/documents.ts';
import { meetingCalendar } from '../../services/meeting-file.ts';
import { EVERYONE } from '../../services/principal.ts';
import { type PageRoute, pageRoute, written } from '../page-route.ts';
import { dossierPath } from './dossier-path.ts';

/** What is downloaded from the page of an enrolment. */
export const downloadPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/dossiers/:id/documents/:documentId',
    who: EVERYONE,
    title: 'Document',
    params: z.object({ id: uuid(), documentId: uuid() }),
    handle: async ({ principal, params }) => {
      const { document, content } = await openDocument(backend, principal, params.id, params.documentId);
      return written(async (response) => {
        response.set({
          'Content-Type': MEDIA_TYPES[document.format],
          'Content-Length': String(document.sizeBytes),
          'Content-Disposition': attachment(document.name),
        });
        // Who goes away in the middle is no fault of ours; a fault of the disk cuts the answer short.
        await pipeline(content, response).catch(() => response.destroy());
      });
    },
  }),
  pageRoute({
    method: 'get',
    path: '/dossiers/:id/rendez-vous.ics',
    who: EVERYONE,
    title: 'Rendez-vous',
    params: dossierPath,
    handle: async ({ principal, params }) => {
      const { name, content } = await meetingCalendar(backend, principal, params.id);
      return written(async (response) => {
        response.set({ 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': attachment(name) });
        response.send(content);
      });
    },
  }),
];
