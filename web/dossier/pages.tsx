import { uuid, z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { notFound } from '../../services/errors.ts';
import { publicDossier } from '../../services/public-dossier.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { PublicPage } from './public-page.tsx';

/** The id of an enrolment, in an address. */
export const dossierPath = z.object({ id: uuid() });

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
];
