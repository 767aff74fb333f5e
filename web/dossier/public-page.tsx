import { inFrenchWithWeekday } from '../../domain/dates.ts';
import { STEPS, type Step } from '../../domain/enrolment.ts';
import type { StepProgress } from '../../domain/record.ts';
import { WAITED_FOR_NAMES } from '../../domain/words.ts';
import type { PublicDossier } from '../../services/public-dossier.ts';
import { paths } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Card, Facts } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink } from '../view/prose.tsx';
import { Steps } from '../view/steps.tsx';

/** What is awaited in an enrolment; nothing about anyone. */
export const PublicPage = ({ id, dossier }: { id: string; dossier: PublicDossier }) => (
  <>
    <PageHead title={`Dossier ${dossier.reference}`}>{`À ce jour, ${dossier.standing}.`}</PageHead>
    <Card title="Pour agir ou en savoir plus" id="entrer" tone="accent">
      <p>
        Cette page ne montre rien de personnel. Connectez-vous, ou recevez par courriel un lien qui ouvre ce dossier.
      </p>
      <Actions>
        <LinkButton href={paths.signIn(paths.dossier(id))}>Se connecter</LinkButton>
        <LinkButton href={paths.askPersonalLink(id)} look="secondary">
          Recevoir un lien personnel
        </LinkButton>
      </Actions>
    </Card>
    {dossier.expected ? <Awaited dossier={dossier} expected={dossier.expected} /> : null}
    {dossier.step === 'closed' ? null : (
      <Card title="Les cinq étapes" id="etapes">
        <Steps steps={until(dossier.step)} />
      </Card>
    )}
    {dossier.handicapEmail ? (
      <p>
        Situation de handicap&nbsp;: <MailLink email={dossier.handicapEmail} />
      </p>
    ) : null}
  </>
);

const Awaited = ({ dossier, expected }: { dossier: PublicDossier; expected: string }) => {
  const { waitingFor, due, overdue } = dossier;
  return (
    <Card title="Ce qui est attendu" id="attendu">
      <Facts
        facts={[
          { label: 'Qui agit maintenant', value: WAITED_FOR_NAMES[waitingFor] },
          { label: 'Prochaine action', value: expected },
          { label: 'Échéance', value: due && `${inFrenchWithWeekday(due)}${overdue ? ' (dépassée)' : ''}` },
        ]}
      />
    </Card>
  );
};

/** The five steps as far as that one. */
function until(step: Step): StepProgress[] {
  const current = STEPS.indexOf(step);
  return STEPS.filter((name) => name !== 'closed').map((name, index) => ({
    name,
    status: index < current ? 'done' : index === current ? 'current' : 'todo',
  }));
}
