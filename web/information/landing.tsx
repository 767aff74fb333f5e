import type { PublicCentre } from '../../services/public-centres.ts';
import { paths } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { CentreContacts } from './centre-contacts.tsx';

const STEPS: readonly { title: string; text: string }[] = [
  {
    title: 'Un tuteur pour vous',
    text: 'Un professionnel expert de votre domaine est affecté\u00a0; vous recevez ses coordonnées par courriel.',
  },
  {
    title: 'Le premier rendez-vous',
    text: 'Trente minutes en visioconférence pour faire connaissance, recevoir les consignes et convenir d’un planning.',
  },
  {
    title: 'La correction annotée',
    text: 'Vous déposez votre rapport, de moins de huit pages\u00a0; il vous revient annoté sous quatre semaines, ou six s’il y a des vacances scolaires.',
  },
  { title: 'La révision', text: 'Vous tenez compte des remarques et déposez la version révisée.' },
  {
    title: 'L’avis motivé',
    text: 'Votre tuteur rend son avis\u00a0: validé, l’attestation est à vous\u00a0; sinon, votre centre construit la suite avec vous.',
  },
];

/** What a visitor who has not signed in finds first. */
export const Landing = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    <div class="hero">
      <p class="eyebrow">Validation de l’unité d’activité</p>
      <h1>De l’inscription à l’avis motivé, cinq étapes accompagnées par un tuteur</h1>
      <p>
        Le diplôme se prépare aussi par l’expérience. Jalons suit votre rapport d’activité pas à pas&nbsp;: qui agit, ce
        qui est attendu, et pour quand.
      </p>
      <Actions>
        <LinkButton href={paths.signIn()}>Se connecter</LinkButton>
        <LinkButton href={paths.help()} look="secondary">
          Comment ça marche
        </LinkButton>
      </Actions>
    </div>
    <h2>Les cinq étapes</h2>
    <ol class="tiles">
      {STEPS.map(({ title, text }) => (
        <li>
          <h3>{title}</h3>
          <p>{text}</p>
        </li>
      ))}
    </ol>
    <div class="pair">
      <Card title="Vous avez reçu un courriel de Jalons&nbsp;?" id="courriel">
        <p>
          Le lien qu’il contient ouvre directement votre dossier. S’il a expiré, la page vous en propose un nouveau.
        </p>
      </Card>
      <Card title="Vérifier une attestation" id="verifier">
        <p>
          Une attestation de validation porte un code et un QR code&nbsp;: ils mènent à la page qui dit si elle est
          authentique.
        </p>
      </Card>
    </div>
    <h2>Contact</h2>
    <CentreContacts centres={centres} />
  </>
);
