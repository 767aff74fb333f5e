import { inFrenchWithWeekday } from '../../domain/dates.ts';
import { STEPS } from '../../domain/enrolment.ts';
import { STEP_NAMES, WAITED_FOR_NAMES } from '../../domain/words.ts';
import type { PublicDossier } from '../../services/public-dossier.ts';
import { paths } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Facts } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink } from '../view/prose.tsx';

const FIVE_STEPS = STEPS.filter((step) => step !== 'closed');

/** What is awaited in an enrolment; nothing about anyone. */
export const PublicPage = ({ id, dossier }: { id: string; dossier: PublicDossier }) => {
  const { reference, standing, expected, due, overdue, handicapEmail, waitingFor, step } = dossier;
  return (
    <>
      <PageHead title={`Dossier ${reference}`} />
      <p>{`À ce jour, ${standing}.`}</p>
      {expected ? (
        <Facts
          facts={[
            { label: 'Qui agit maintenant', value: WAITED_FOR_NAMES[waitingFor] },
            { label: 'Prochaine action', value: expected },
            { label: 'Échéance', value: due && `${inFrenchWithWeekday(due)}${overdue ? ' (dépassée)' : ''}` },
          ]}
        />
      ) : null}
      <h2>Les étapes</h2>
      <ol>
        {FIVE_STEPS.map((name) => (
          <li aria-current={name === step ? 'step' : undefined}>
            {STEP_NAMES[name]}
            {name === step ? ' (étape en cours)' : ''}
          </li>
        ))}
      </ol>
      {handicapEmail ? (
        <p>
          Situation de handicap{'\u00a0'}: <MailLink email={handicapEmail} />.
        </p>
      ) : null}
      <p>Cette page ne montre rien de personnel. Pour agir sur le dossier, entrez par l’un de ces deux chemins.</p>
      <Actions>
        <LinkButton href={paths.signIn(paths.dossier(id))}>Se connecter</LinkButton>
        <LinkButton href={paths.askPersonalLink(id)} look="secondary">
          Recevoir un lien personnel
        </LinkButton>
      </Actions>
    </>
  );
};
