import type { Backend } from '../../services/backend.ts';
import { readDossier } from '../../services/dossier.ts';
import { notFound } from '../../services/errors.ts';
import { formsOfAvis } from '../../services/evaluations.ts';
import { lateMeeting } from '../../services/meeting-horizon.ts';
import { isManager, type Principal } from '../../services/principal.ts';
import { publicDossier } from '../../services/public-dossier.ts';
import { enrolmentInTemporal } from '../../services/temporal-ui.ts';
import { tutoringLedger } from '../../services/tutoring.ts';
import { type PageAnswer, type PageRoute, page, pageRoute } from '../page-route.ts';
import { arrivalByLink, arrivalQuery } from '../sign-in/personal-link.tsx';
import { type BrowserSessions, createBrowserSessions } from '../sign-in/sessions.ts';
import { frenchTime } from '../view/moments.ts';
import type { CriterionLabels } from './avis-card.tsx';
import { DossierPage } from './dossier-page.tsx';
import { dossierPath } from './dossier-path.ts';
import { downloadPages } from './downloads.ts';
import { journalPages } from './journal.tsx';
import { PublicPage } from './public-page.tsx';
import { withdrawalPages } from './withdrawal.tsx';

/** An enrolment, for everyone concerned; who has not signed in reads what is awaited, and nothing about anyone. */
export const dossierPages = (backend: Backend): PageRoute[] => [
  dossierRoute(backend, createBrowserSessions(backend)),
  ...withdrawalPages(backend),
  ...journalPages(backend),
  ...downloadPages(backend),
];

const dossierRoute = (backend: Backend, sessions: BrowserSessions): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/dossiers/:id',
    who: 'anyone',
    title: 'Dossier',
    params: dossierPath,
    query: arrivalQuery,
    handle: async (call) => {
      const { principal, params } = call;
      const arrival = await arrivalByLink(backend, sessions, call);
      if (arrival) return arrival;
      return principal ? ownPage(backend, principal, params.id) : publicPage(backend, params.id);
    },
  });

async function ownPage(backend: Backend, principal: Principal, id: string): Promise<PageAnswer> {
  const dossier = await readDossier(backend, principal, id);
  const [ledger, labels, late] = await Promise.all([
    tutoringLedger(backend, principal, id),
    dossier.view.avis ? criterionLabels(backend, principal, id) : NO_LABELS,
    lateMeeting(backend, principal, id),
  ]);
  const { reference } = dossier.view;
  const content = (
    <DossierPage
      dossier={dossier}
      ledger={ledger}
      labels={labels}
      lateMeeting={late}
      role={principal.role}
      time={frenchTime(backend)}
      temporal={isManager(principal.role) ? enrolmentInTemporal(backend, id) : undefined}
    />
  );
  return page(content, { title: `Dossier ${reference}`, wide: true });
}

const NO_LABELS: CriterionLabels = new Map();

async function criterionLabels(backend: Backend, principal: Principal, id: string): Promise<CriterionLabels> {
  const forms = await formsOfAvis(backend, principal, id);
  return new Map(forms.map(({ version, criteria }) => [version, new Map(criteria.map((one) => [one.id, one.label]))]));
}

async function publicPage(backend: Backend, id: string): Promise<PageAnswer> {
  const dossier = await publicDossier(backend, id);
  if (!dossier) throw notFound('Dossier');
  return page(<PublicPage id={id} dossier={dossier} />, { title: `Dossier ${dossier.reference}` });
}
