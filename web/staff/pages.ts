import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { assignTutorPages } from './assign-tutor.tsx';
import { contactDetailsPages } from './contact-details.tsx';
import { dossierListPage } from './dossiers.tsx';
import { exportPages } from './exports.ts';
import { followUpPages } from './follow-up.tsx';
import { importPages } from './imports.tsx';
import { limitPages } from './limit.tsx';
import { registrationPages } from './registration.tsx';
import { worklistPages } from './worklist.tsx';

/** What staff work with. Before the pages of an enrolment: `/dossiers/nouveau` is none. */
export const staffPages = (backend: Backend): PageRoute[] => [
  ...worklistPages(backend),
  dossierListPage(backend),
  ...exportPages(backend),
  ...registrationPages(backend),
  ...importPages(backend),
  ...assignTutorPages(backend),
  ...followUpPages(backend),
  ...limitPages(backend),
  ...contactDetailsPages(backend),
];
