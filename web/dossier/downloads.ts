import { saved } from '../../api/content-disposition.ts';
import { downloadDocument } from '../../api/download.ts';
import { uuid, z } from '../../api/schemas.ts';
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
      return downloadDocument(document, content);
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
        response.set({ 'Content-Type': 'text/calendar; charset=utf-8', ...saved(name) });
        response.send(content);
      });
    },
  }),
];
