import type { Backend } from '../../services/backend.ts';
import { notFound } from '../../services/errors.ts';
import { publicDossier } from '../../services/public-dossier.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { dossierPath } from './dossier-path.ts';
import { PublicPage } from './public-page.tsx';
import { withdrawalPages } from './withdrawal.tsx';

/** An enrolment, for everyone concerned. */
export const dossierPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/dossiers/:id',
    who: 'anyone',
    title: 'Dossier',
    params: dossierPath,
    handle: async ({ params }) => {
      const dossier = await publicDossier(backend, params.id);
      if (!dossier) throw notFound('Dossier');
      return page(<PublicPage dossier={dossier} />, { title: `Dossier ${dossier.reference}` });
    },
  }),
  ...withdrawalPages(backend),
];
