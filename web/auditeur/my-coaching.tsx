import { STEP_NAMES } from '../../domain/words.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossier } from '../../services/dossier.ts';
import { listEnrolments } from '../../services/enrolments.ts';
import { turnOf } from '../dossier/turn.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { Due } from '../view/due.tsx';
import { PageHead } from '../view/page-head.tsx';

const MOST = 50;

/** The auditeur's home: their enrolment itself, or the list of them. */
export const myCoachingPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/mon-accompagnement',
    who: ['auditeur'],
    title: 'Mon accompagnement',
    handle: async ({ principal }) => {
      const { items } = await listEnrolments(backend, principal, {}, { limit: MOST });
      if (items.length === 1 && items[0]) return seeOther(paths.dossier(items[0].id));
      const dossiers = await Promise.all(items.map(({ id }) => readDossier(backend, principal, id)));
      return page(<MyCoachings dossiers={dossiers} />);
    },
  }),
];

const MyCoachings = ({ dossiers }: { dossiers: readonly Dossier[] }) => (
  <>
    <PageHead title="Mes accompagnements">
      {dossiers.length === 0 ? undefined : 'Choisissez celui que vous voulez ouvrir.'}
    </PageHead>
    {dossiers.length === 0 ? (
      <p class="empty">
        Aucun accompagnement n’est enregistré à votre adresse. Si vous venez de vous inscrire, votre centre doit encore
        l’enregistrer&nbsp;; sinon, vérifiez avec lui l’adresse qu’il connaît.
      </p>
    ) : null}
    {dossiers.map((dossier) => (
      <One dossier={dossier} />
    ))}
  </>
);

const One = ({ dossier }: { dossier: Dossier }) => {
  const { view, today } = dossier;
  const turn = turnOf(dossier, 'auditeur');
  return (
    <Card title={view.activityUnit.title} id={`dossier-${view.reference}`} tone={turn.isMine ? 'accent' : 'plain'}>
      <p>
        <span class="muted">{`${view.certificationTitle}, dossier ${view.reference}`}</span>
        <br />
        {view.step === 'closed' ? <Badge>Clos</Badge> : <Badge tone="info">{STEP_NAMES[view.step]}</Badge>}
      </p>
      <p>
        <strong>{turn.title}.</strong> {turn.sentence}
      </p>
      {view.due ? (
        <p>
          Échéance&nbsp;: <Due date={view.due.date} today={today} overdue={view.overdue} />
        </p>
      ) : null}
      <Actions>
        <LinkButton href={paths.dossier(view.id)} look={turn.isMine ? 'primary' : 'secondary'}>
          {`Ouvrir le dossier ${view.reference}`}
        </LinkButton>
      </Actions>
    </Card>
  );
};
