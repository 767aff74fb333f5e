import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { accountPages } from './account.tsx';
import { askLinkPages } from './ask-link.tsx';
import { followLinkPages } from './follow-link.tsx';
import { perAskingAddress } from './limits.ts';
import { personalLinkPages } from './personal-link.tsx';
import { createBrowserSessions } from './sessions.ts';
import { singleSignOnPages } from './single-sign-on.tsx';

/** How people come in, by a link that was mailed to them, and go out. */
export function signInPages(backend: Backend): PageRoute[] {
  const sessions = createBrowserSessions(backend);
  const limit = perAskingAddress();
  return [
    ...askLinkPages(backend, limit),
    ...singleSignOnPages(backend, sessions),
    ...followLinkPages(backend, sessions),
    ...accountPages(backend, sessions),
    ...personalLinkPages(backend, sessions, limit),
  ];
}
