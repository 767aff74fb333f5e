import { PROPOSED_YEARS } from '../../domain/publication.ts';
import type { PublicCentre } from '../../services/public-centres.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../view/page-head.tsx';
import { MailLink, WebLink } from '../view/prose.tsx';
import { Cookies, Durations, Purposes } from './privacy-tables.tsx';

interface PrivacyProps {
  centres: readonly PublicCentre[];
}

/** What becomes of personal data, in plain words. */
export const Privacy = ({ centres }: PrivacyProps) => (
  <>
    <PageHead title="Données personnelles">
      Ce que Jalons sait de vous, pourquoi, qui le lit, combien de temps, et vos droits.
    </PageHead>
    <p>
      Le responsable du traitement est le centre régional qui assure votre accompagnement, que nomment les{' '}
      <a href={paths.legal()}>mentions légales</a>. Jalons ne vend rien, n’affiche aucune publicité, ne mesure pas votre
      audience, et ne transmet rien hors de l’accompagnement.
    </p>
    <h2>Pourquoi, et quelles données</h2>
    <Purposes />
    <p>
      Votre centre enregistre celles de votre inscription, sans lesquelles l’accompagnement ne peut pas avoir
      lieu&nbsp;; le reste vient de vous, de votre tuteur et du centre. Jalons calcule des dates et rappelle&nbsp;:
      aucune décision n’y est prise par un programme.
    </p>
    <h2>Rien sur votre santé</h2>
    <p>
      Aucune information sur un handicap ou sur la santé n’est demandée ni enregistrée. N’en écrivez pas dans les champs
      libres&nbsp;: parlez-en au référent handicap, qui vous répond en dehors de Jalons.
    </p>
    <Readers />
    <Retention centres={centres} />
    <h2>L’enquête de satisfaction</h2>
    <p>
      Votre dossier garde seulement que vous avez répondu. Votre réponse est rangée à part, sans votre nom ni le numéro
      du dossier, parmi celles du même semestre.
    </p>
    <h2>Témoins de connexion (cookies)</h2>
    <p>
      Jalons n’en pose que pour fonctionner&nbsp;; aucun ne suit votre navigation&nbsp;: votre accord n’a donc pas à
      être demandé. À une adresse https, leur nom commence par <code>__Host-</code>.
    </p>
    <Cookies />
    <Rights centres={centres} />
  </>
);

const Readers = () => (
  <>
    <h2>Qui lit vos données</h2>
    <ul>
      <li>vous, sur la page de votre dossier&nbsp;;</li>
      <li>votre tuteur, une fois le dossier clos aussi&nbsp;; s’il est remplacé, il ne le voit plus&nbsp;;</li>
      <li>les gestionnaires et responsables de votre centre&nbsp;;</li>
      <li>les administrateurs du service, pour son bon fonctionnement.</li>
    </ul>
    <p>
      Deux prestataires les détiennent pour le compte du centre et n’en font rien d’autre&nbsp;: l’hébergeur, et le
      service qui achemine les courriels. Demandez à votre centre s’ils sont établis dans l’Union européenne. Le moteur
      qui suit les échéances (Temporal) ne reçoit que des numéros, des codes et des dates.
    </p>
    <p>
      Qui scanne le code d’une attestation lit qu’elle est authentique, avec vos initiales seulement. Qui a l’adresse de
      votre dossier sans s’être connecté lit sa référence et l’étape où il en est, sans rien de personnel. Votre
      financeur, s’il y en a un, peut recevoir du centre le certificat de réalisation.
    </p>
  </>
);

const Retention = ({ centres }: PrivacyProps) => (
  <>
    <h2>Combien de temps</h2>
    <p>
      Jalons n’efface pas un dossier de lui-même&nbsp;: votre centre le fait effacer au terme de ces durées. Une copie
      de sauvegarde peut le contenir un peu plus longtemps.
    </p>
    <Durations
      messages={yearsOf(centres, ({ messagesYears = PROPOSED_YEARS.messages }) => messagesYears)}
      proofs={yearsOf(centres, ({ proofsYears = PROPOSED_YEARS.proofs }) => proofsYears)}
    />
  </>
);

/** « 2 ans », or that of each centre where they differ. */
function yearsOf(centres: readonly PublicCentre[], of: (centre: PublicCentre) => number): string {
  const inWords = (years: number) => `${years}\u00a0an${years > 1 ? 's' : ''} après la clôture du dossier`;
  const all = [...new Set(centres.map(of))];
  if (all.length === 1) return inWords(all[0]!);
  return centres.map((centre) => `${centre.name}\u00a0: ${inWords(of(centre))}`).join('\u00a0; ');
}

const Rights = ({ centres }: PrivacyProps) => (
  <>
    <h2>Vos droits</h2>
    <p>
      Vous pouvez demander à lire vos données, les faire corriger ou effacer, en limiter l’usage, vous y opposer, les
      recevoir dans un format réutilisable, ou dire ce qu’elles deviendront après votre décès. Ce que la loi oblige à
      conserver ne peut pas être effacé avant son terme. Votre centre répond sous un mois&nbsp;:
    </p>
    <ul>
      {centres.map(({ name, email, dpoEmail }) => (
        <li>
          {`${name}\u00a0: `}
          <MailLink email={email} />
          {dpoEmail ? (
            <>
              , délégué à la protection des données <MailLink email={dpoEmail} />
            </>
          ) : null}
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
