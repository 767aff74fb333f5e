import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { auditPage } from './audit.tsx';
import { centreAdministrationPages } from './centres.tsx';
import { mailPages } from './mails.tsx';
import { tokenPages } from './tokens.tsx';
import { userPages } from './users.tsx';

/** The pages of administrators: people, access, centres, mails, what was done. */
export const administrationPages = (backend: Backend): PageRoute[] => [
  ...userPages(backend),
  ...tokenPages(backend),
  ...centreAdministrationPages(backend),
  ...mailPages(backend),
  auditPage(backend),
];
