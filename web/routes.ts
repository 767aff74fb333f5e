import type { Backend } from '../services/backend.ts';
import { actPages } from './acts/pages.ts';
import { administrationPages } from './administration/pages.ts';
import { auditeurPages } from './auditeur/pages.ts';
import { dossierPages } from './dossier/pages.tsx';
import { informationPages } from './information/pages.tsx';
import { managerPages } from './manager/pages.ts';
import type { PageRoute } from './page-route.ts';
import { signInPages } from './sign-in/pages.ts';
import { staffPages } from './staff/pages.ts';
import { tutorPages } from './tutor/my-coachings.tsx';
import { verificationPages } from './verification/pages.tsx';

/** Every page, from which the router and the role × page matrix are made. Each folder adds its own. */
export const allPages = (backend: Backend): PageRoute[] => [
  ...informationPages(backend),
  ...staffPages(backend),
  ...dossierPages(backend),
  ...actPages(backend),
  ...auditeurPages(backend),
  ...tutorPages(backend),
  ...managerPages(backend),
  ...administrationPages(backend),
  ...signInPages(backend),
  ...verificationPages(backend),
];
