import type { PublicCentre } from '../../services/public-centres.ts';
import { PageHead } from '../view/page-head.tsx';
import { MailLink, WebLink } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';

const PURPOSES = [
  {
    what: 'Suivre l’accompagnement',
    data: 'identité et coordonnées, certification visée, rendez-vous, rapports, corrections, avis',
    ground: 'le contrat de formation',
  },
  {
    what: 'Prouver que la formation a eu lieu',
    data: 'relevé d’accompagnement et sa confirmation, avis, attestation, journal',
    ground: 'les obligations légales d’un organisme de formation',
  },
  {
    what: 'Prévenir et rappeler',
    data: 'adresse électronique, échéances, courriels envoyés',
    ground: 'le contrat de formation',
  },
  {
    what: 'Améliorer la prestation',
    data: 'réponses à l’enquête, anonymes\u00a0; chiffres sans nom',
    ground: 'l’intérêt légitime du centre',
  },
  {
    what: 'Protéger le service',
    data: 'connexions, actions des gestionnaires',
    ground: 'l’intérêt légitime du centre',
  },
];

const DURATIONS = [
  { what: 'Rapports, corrections, messages', howLong: 'deux ans après la clôture du dossier' },
  { what: 'Relevé d’accompagnement, avis, attestation', howLong: 'cinq ans' },
  { what: 'Compte inutilisé', howLong: 'deux ans' },
  { what: 'Chiffres sans nom', howLong: 'sans limite' },
];

/** What becomes of personal data, in plain words. */
export const Privacy = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    <PageHead title="Données personnelles">
      Ce que Jalons sait de vous, pourquoi, qui le lit, combien de temps, et vos droits.
    </PageHead>
    <p>
      Le responsable du traitement est le centre régional qui assure votre accompagnement. Jalons ne vend rien,
      n’affiche aucune publicité, ne mesure pas votre audience, et ne transmet rien hors de l’accompagnement.
    </p>
    <h2>Pourquoi, et quelles données</h2>
    <Table
      caption="Finalités du traitement"
      hideCaption
      columns={[
        { label: 'Pour', cell: ({ what }) => what },
        { label: 'Données', cell: ({ data }) => data },
        { label: 'Fondement', cell: ({ ground }) => ground },
      ]}
      rows={PURPOSES}
      empty=""
    />
    <h2>Rien sur votre santé</h2>
    <p>
      Aucune information sur un handicap ou sur la santé n’est demandée ni enregistrée. N’en écrivez pas dans les champs
      libres&nbsp;: parlez-en au référent handicap, qui vous répond en dehors de Jalons.
    </p>
    <h2>Qui lit vos données</h2>
    <ul>
      <li>vous, sur la page de votre dossier&nbsp;;</li>
      <li>votre tuteur, tant qu’il vous accompagne&nbsp;;</li>
      <li>les gestionnaires et responsables de votre centre&nbsp;;</li>
      <li>les administrateurs du service, pour son bon fonctionnement.</li>
    </ul>
    <p>
      Qui scanne le code d’une attestation lit qu’elle est authentique, avec vos initiales seulement. Votre financeur,
      s’il y en a un, reçoit du centre le certificat de réalisation.
    </p>
    <h2>Combien de temps</h2>
    <p>
      Ces durées sont celles que le service propose&nbsp;; votre centre peut en avoir fixé d’autres, qu’il vous indique.
    </p>
    <Table
      caption="Durées de conservation"
      hideCaption
      columns={[
        { label: 'Données', cell: ({ what }) => what },
        { label: 'Durée', cell: ({ howLong }) => howLong },
      ]}
      rows={DURATIONS}
      empty=""
    />
    <h2>L’enquête de satisfaction</h2>
    <p>
      Votre dossier garde seulement que vous avez répondu. Votre réponse est rangée à part, sans votre nom ni le numéro
      du dossier, parmi celles du même semestre.
    </p>
    <h2>Témoins de connexion (cookies)</h2>
    <p>
      Jalons n’en pose que pour fonctionner&nbsp;: l’un tient votre session, un autre protège les formulaires, un
      dernier, d’une minute, affiche le message qui suit une action. Aucun ne suit votre navigation&nbsp;: votre accord
      n’a donc pas à être demandé.
    </p>
    <h2>Vos droits</h2>
    <p>
      Vous pouvez demander à lire vos données, les faire corriger ou effacer, en limiter l’usage, vous y opposer, ou les
      recevoir dans un format réutilisable. Ce que la loi oblige à conserver ne peut pas être effacé avant son terme.
      Écrivez à votre centre&nbsp;:
    </p>
    <ul>
      {centres.map(({ name, email }) => (
        <li>
          {`${name}\u00a0: `}
          <MailLink email={email} />
        </li>
      ))}
    </ul>
    <p>
      Si la réponse ne vous satisfait pas, vous pouvez saisir la{' '}
      <WebLink
        url="https://www.cnil.fr/fr/plaintes"
        label="Commission nationale de l’informatique et des libertés (CNIL)"
      />
      .
    </p>
  </>
);
