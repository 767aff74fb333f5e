import type { PublicCentre } from '../../services/public-centres.ts';
import { Notice } from '../view/badge.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink, PhoneLink, WebLink } from '../view/prose.tsx';

interface AccessibilityProps {
  centres: readonly PublicCentre[];
  /** What the statement is about. */
  publicUrl: string;
}

/** The statement that the RGAA asks for, in its order: what is known of how accessible the pages are, and what is not. */
export const Accessibility = ({ centres, publicUrl }: AccessibilityProps) => (
  <>
    <PageHead title="Déclaration d’accessibilité" />
    <p>
      {centres.map(({ name }) => name).join(', ')} s’engage à rendre ce service accessible, conformément à l’article 47
      de la loi n°&nbsp;2005-102 du 11 février 2005. Cette déclaration s’applique à Jalons, à l’adresse{' '}
      <span class="nowrap">{publicUrl}</span>.
    </p>
    <Conformity />
    <Faults />
    <Statement />
    <Contact centres={centres} />
    <Recourse />
  </>
);

const Conformity = () => (
  <>
    <h2>État de conformité</h2>
    <Notice tone="warning">
      <p>
        <strong>Jalons est non conforme</strong> avec le référentiel général d’amélioration de l’accessibilité
        (RGAA&nbsp;4.1)&nbsp;: aucun audit n’a encore été mené, qui permette d’en mesurer le respect.
      </p>
    </Notice>
    <p>
      Il est conçu en suivant ce référentiel et les règles WCAG&nbsp;2.2 de niveau AA, pour que chacun puisse s’en
      servir, au clavier, à la loupe, avec un lecteur d’écran ou sans JavaScript.
    </p>
    <h3>Résultats des tests</h3>
    <p>
      Faute d’audit, aucun taux de conformité n’est annoncé. Les vérifications énumérées plus bas, rejouées à chaque
      version, ne relèvent aucun défaut.
    </p>
  </>
);

const Faults = () => (
  <>
    <h2>Contenus non accessibles</h2>
    <h3>Non-conformités</h3>
    <p>Aucune n’est connue&nbsp;; un audit peut en révéler.</p>
    <h3>Dérogations pour charge disproportionnée</h3>
    <p>Aucune.</p>
    <h3>Contenus non soumis à l’obligation, ou qui échappent à Jalons</h3>
    <p>
      Les fichiers que déposent auditeurs et tuteurs, les outils de visioconférence et l’espace numérique de formation
      ne sont pas produits par Jalons&nbsp;: ils peuvent ne pas être accessibles. La documentation de l’API, destinée
      aux développeurs, n’a pas été vérifiée.
    </p>
  </>
);

const Statement = () => (
  <>
    <h2>Établissement de cette déclaration</h2>
    <p>Cette déclaration a été établie le 23 novembre 2026.</p>
    <h3>Technologies utilisées</h3>
    <p>HTML, CSS, SVG, PDF&nbsp;; JavaScript, dont on peut se passer.</p>
    <h3>Environnement de test</h3>
    <p>
      Le navigateur Chromium, à la taille d’un bureau et à celle d’un téléphone, en thème clair et sombre. Aucun lecteur
      d’écran n’a été essayé par une personne qui en a l’habitude.
    </p>
    <h3>Outils et vérifications</h3>
    <ul>
      <li>axe, pour les règles WCAG&nbsp;2.2 A et AA qu’un programme peut juger, contrastes compris&nbsp;;</li>
      <li>html-validate, pour la validité du code HTML&nbsp;;</li>
      <li>veraPDF, pour les PDF produits par Jalons, balisés selon la norme PDF/UA-1&nbsp;;</li>
      <li>les parcours de chacun, rejoués au clavier seul, et sans JavaScript.</li>
    </ul>
    <h3>Pages vérifiées</h3>
    <p>Toutes, pour chaque rôle. Les critères que seul un examen humain peut juger ne l’ont pas été.</p>
  </>
);

const Contact = ({ centres }: Pick<AccessibilityProps, 'centres'>) => (
  <>
    <h2>Retour d’information et contact</h2>
    <p>
      Si vous n’arrivez pas à accéder à un contenu ou à faire une démarche, écrivez au référent handicap, qui vous
      répond et vous oriente vers une autre façon de faire&nbsp;:
    </p>
    <ul>
      {centres.map(({ name, handicapEmail, phone }) => (
        <li>
          {`${name}\u00a0: `}
          <MailLink email={handicapEmail} />
          {phone ? (
            <>
              {', '}
              <PhoneLink phone={phone} />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  </>
);

const Recourse = () => (
  <>
    <h2>Voies de recours</h2>
    <p>
      Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service, et que
      vous n’avez pas obtenu de réponse satisfaisante, vous pouvez&nbsp;:
    </p>
    <ul>
      <li>
        écrire au Défenseur des droits, par son{' '}
        <WebLink url="https://formulaire.defenseurdesdroits.fr/" label="formulaire en ligne" />
        &nbsp;;
      </li>
      <li>
        rencontrer le{' '}
        <WebLink url="https://www.defenseurdesdroits.fr/saisir/delegues" label="délégué du Défenseur des droits" /> de
        votre région&nbsp;;
      </li>
      <li>
        l’appeler au <PhoneLink phone="09 69 39 00 00" />
        &nbsp;;
      </li>
      <li>
        lui envoyer un courrier, gratuit et sans timbre&nbsp;: Défenseur des droits, Libre réponse 71120, 75342 Paris
        CEDEX 07.
      </li>
    </ul>
  </>
);
