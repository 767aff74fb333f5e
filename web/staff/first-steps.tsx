import { isManager, type Principal } from '../../services/principal.ts';
import { paths } from '../paths.ts';
import { Card } from '../view/card.tsx';
import { CaughtMails } from '../view/caught-mails.tsx';

interface Beginner {
  principal: Principal;
  /** The address of whoever reads. */
  email: string;
  /** Where mails are read that are not delivered. */
  caughtAt: string | undefined;
}

/** Where one begins, as long as nobody was ever enrolled. */
export const FirstSteps = ({ principal, email, caughtAt }: Beginner) => (
  <Card title="Pour commencer" id="commencer" tone="accent">
    <ol>
      {isManager(principal.role) ? (
        <>
          <li>
            <a href={paths.certifications()}>Relisez les certifications</a>, ou ajoutez la vôtre avec son formulaire
            d’évaluation.
          </li>
          <li>
            <a href={paths.tutors()}>Ajoutez un tuteur</a>, avec les certifications qu’il accompagne et la date de son
            agrément.
          </li>
        </>
      ) : null}
      <li>
        <a href={paths.newDossier()}>Inscrivez un premier auditeur</a>&nbsp;: la page suivante propose d’affecter le
        tuteur.
      </li>
    </ol>
    {isManager(principal.role) ? (
      <p class="muted">
        Pour essayer seul, donnez votre propre adresse électronique, <strong>{email}</strong>, au tuteur et à
        l’auditeur&nbsp;: le menu à votre nom passe ensuite d’un rôle à l’autre.
      </p>
    ) : null}
    <CaughtMails at={caughtAt} />
  </Card>
);
