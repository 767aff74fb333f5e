import { saved } from '../../api/content-disposition.ts';
import { downloadDocument } from '../../api/download.ts';
import type { Backend } from '../../services/backend.ts';
import { openDocument } from '../../services/documents.ts';
import { uuid, z } from '../../services/fields/fields.ts';
import { meetingCalendar } from '../../services/meeting-file.ts';
import { attestationPaper } from '../../services/papers/attestation.ts';
import { completionCertificatePaper } from '../../services/papers/completion-certificate.ts';
import { evaluationPaper } from '../../services/papers/evaluation.ts';
import type { PrintedPaper } from '../../services/papers/printed.ts';
import { tutoringRecordPaper } from '../../services/papers/tutoring-record.ts';
import { EVERYONE, type Principal } from '../../services/principal.ts';
import { type PageRoute, pageRoute, written } from '../page-route.ts';
import { dossierPath } from './dossier-path.ts';
import { perDownloadingVisitor } from './limit.ts';

/** What is downloaded from the page of an enrolment: so much at a time for one visitor (decision 0101). */
export function downloadPages(backend: Backend): PageRoute[] {
  const before = [perDownloadingVisitor()];
  return downloads(backend).map((route) => ({ ...route, before }));
}

const downloads = (backend: Backend): PageRoute[] => [
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
  paper('attestation', 'Attestation', (principal, id) => attestationPaper(backend, principal, id)),
  paper('evaluation', 'Évaluation', (principal, id) => evaluationPaper(backend, principal, id)),
  paper('releve', 'Relevé d’accompagnement', (principal, id) => tutoringRecordPaper(backend, principal, id)),
  paper('certificat-de-realisation', 'Certificat de réalisation', (principal, id) =>
    completionCertificatePaper(backend, principal, id),
  ),
];

/** One of the papers that are printed as PDF. */
const paper = (file: string, title: string, print: (principal: Principal, id: string) => Promise<PrintedPaper>) =>
  pageRoute({
    method: 'get',
    path: `/dossiers/:id/${file}.pdf`,
    who: EVERYONE,
    title,
    params: dossierPath,
    handle: async ({ principal, params }) => {
      const { name, bytes } = await print(principal, params.id);
      return written(async (response) => {
        response.set({ 'Content-Type': 'application/pdf', ...saved(name) });
        response.send(bytes);
      });
    },
  });
