import type { PropsWithChildren } from 'hono/jsx';
import type { PublicCentre } from '../../services/public-centres.ts';
import { paths } from '../paths.ts';
import { PageHead } from '../view/page-head.tsx';
import { CentreContacts } from './centre-contacts.tsx';

/** What people ask, by who asks it. */
export const Help = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    <PageHead title="Aide">Les questions que l’on se pose le plus souvent.</PageHead>
    <nav class="on-this-page" aria-label="Sur cette page">
      <ul>
        <li>
          <a href="#entrer">Entrer dans Jalons</a>
        </li>
        <li>
          <a href="#auditeurs">Vous êtes auditeur ou auditrice</a>
        </li>
        <li>
          <a href="#tuteurs">Vous êtes tuteur ou tutrice</a>
        </li>
        <li>
          <a href="#centre">Vous travaillez au centre</a>
        </li>
        <li>
          <a href="#contact">Contact</a>
        </li>
      </ul>
    </nav>
    <SigningIn />
    <ForAuditeurs />
    <ForTutors />
    <ForStaff />
    <h2 id="contact">Contact</h2>
    <CentreContacts centres={centres} />
  </>
);

const Question = ({ q, children }: PropsWithChildren<{ q: string }>) => (
  <details class="question">
    <summary>{q}</summary>
    {children}
  </details>
);

const SigningIn = () => (
  <>
    <h2 id="entrer">Entrer dans Jalons</h2>
    <Question q="Comment me connecter&nbsp;?">
      <p>
        Sans mot de passe&nbsp;: donnez votre adresse sur la <a href={paths.signIn()}>page de connexion</a>, puis ouvrez
        le lien reçu par courriel. Il sert une fois, pendant vingt minutes. Les courriels de rappel contiennent aussi un
        lien personnel qui mène droit au dossier.
      </p>
    </Question>
    <Question q="Je ne reçois pas le courriel">
      <p>
        Regardez dans les indésirables. Vérifiez que l’adresse est bien celle que votre centre connaît&nbsp;: pour une
        autre, rien n’est envoyé. Si rien n’arrive en dix minutes, écrivez à votre conseiller.
      </p>
    </Question>
    <Question q="Mon lien ne fonctionne plus">
      <p>
        Un lien personnel expire au bout de trente et un jours&nbsp;; celui d’un rappel, dès que la chose est faite. La
        page propose alors d’en recevoir un nouveau, à la même adresse.
      </p>
    </Question>
    <Question q="Ma session s’est terminée pendant que j’écrivais">
      <p>
        Envoyez tout de même&nbsp;: rien n’est perdu. La page garde ce que vous avez saisi&nbsp;; connectez-vous dans un
        autre onglet, revenez-y, puis envoyez de nouveau. Seul un fichier est à choisir encore une fois.
      </p>
    </Question>
    <Question q="J’ai plusieurs rôles">
      <p>Le menu à votre nom, en haut de la page, permet de passer de l’un à l’autre.</p>
    </Question>
  </>
);

const ForAuditeurs = () => (
  <>
    <h2 id="auditeurs">Vous êtes auditeur ou auditrice</h2>
    <Question q="Quel fichier déposer&nbsp;?">
      <p>
        Un PDF, un DOCX ou un ODT, de moins de huit pages et de 20&nbsp;Mio au plus, sans mot de passe ni macro. Si le
        fichier est refusé, la page dit pourquoi et rien n’est perdu&nbsp;: corrigez-le et recommencez.
      </p>
    </Question>
    <Question q="Puis-je remplacer mon rapport&nbsp;?">
      <p>
        Oui, autant de fois que vous voulez tant que la correction n’est pas rendue. La date de correction ne change
        pas&nbsp;: elle compte depuis votre premier dépôt. Le rapport révisé, lui, ne se remplace plus une fois envoyé.
      </p>
    </Question>
    <Question q="Et si je dépasse la date butoir&nbsp;?">
      <p>
        Un dépôt en retard est accepté&nbsp;; il est seulement signalé. S’il vous faut plus de temps, convenez d’une
        autre date avec votre tuteur, qui l’enregistre.
      </p>
    </Question>
    <Question q="Quand mon rapport me reviendra-t-il corrigé&nbsp;?">
      <p>
        Quatre semaines après son dépôt, ou six si des vacances scolaires de la zone de votre centre tombent dans ces
        quatre semaines. La page de votre dossier donne la date et son explication.
      </p>
    </Question>
    <Question q="Puis-je arrêter&nbsp;?">
      <p>
        À tout moment avant l’avis, depuis la page de votre dossier, «&nbsp;Abandonner l’accompagnement&nbsp;». C’est
        définitif&nbsp;: parlez-en d’abord à votre tuteur ou à votre centre.
      </p>
    </Question>
    <Question q="Et si l’avis est défavorable&nbsp;?">
      <p>
        Une personne de votre centre vous contacte sous dix jours ouvrés pour construire la suite avec vous&nbsp;: une
        nouvelle inscription, une VAE ou une autre voie.
      </p>
    </Question>
  </>
);

const ForTutors = () => (
  <>
    <h2 id="tuteurs">Vous êtes tuteur ou tutrice</h2>
    <Question q="Que dois-je faire, et quand&nbsp;?">
      <p>
        «&nbsp;Mes accompagnements&nbsp;» met en tête ce qui vous attend, par échéance. Chaque dossier porte un seul
        bouton principal&nbsp;: ce qui est à faire maintenant.
      </p>
    </Question>
    <Question q="Comment est proposé le planning&nbsp;?">
      <p>
        D’après le temps de correction, les vacances scolaires et la limite de deux semestres. Vous pouvez changer les
        dates&nbsp;: celles qui ne tiendraient pas sont refusées, avec la dernière possible.
      </p>
    </Question>
    <Question q="L’avis peut-il être modifié&nbsp;?">
      <p>
        Non&nbsp;: un aperçu vous est montré avant de le rendre définitif. En cas d’erreur, un responsable du centre
        peut le corriger pendant soixante jours&nbsp;; chaque version est gardée.
      </p>
    </Question>
    <Question q="Quel temps noter&nbsp;?">
      <p>
        Tout temps consacré à l’auditeur&nbsp;: lecture, échanges, réponses. Le premier rendez-vous compte trente
        minutes tout seul. Au-delà de deux heures, c’est accepté et signalé au centre.
      </p>
    </Question>
  </>
);

const ForStaff = () => (
  <>
    <h2 id="centre">Vous travaillez au centre</h2>
    <Question q="Quelqu’un m’a remis un document hors de Jalons">
      <p>
        Enregistrez-le depuis le dossier, avec sa date réelle et une note&nbsp;: les échéances comptent depuis cette
        date, et le journal dit que vous l’avez enregistré.
      </p>
    </Question>
    <Question q="Un dossier est en retard">
      <p>
        Jalons rappelle et signale, mais ne clôt jamais rien de lui-même. «&nbsp;À faire&nbsp;» rassemble les
        retards&nbsp;; chaque dossier dit qui est attendu et depuis quand.
      </p>
    </Question>
    <Question q="Peut-on relier un autre logiciel&nbsp;?">
      <p>
        Oui, par l’API&nbsp;: sa <a href="/api/docs/">documentation</a> décrit chaque adresse. Un administrateur crée
        les jetons d’accès.
      </p>
    </Question>
  </>
);
