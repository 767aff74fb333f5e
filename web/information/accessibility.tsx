import type { PublicCentre } from '../../services/public-centres.ts';
import { Notice } from '../view/badge.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink, WebLink } from '../view/prose.tsx';

/** What is known of how accessible the pages are, and what is not. */
export const Accessibility = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    <PageHead title="Accessibilité">Déclaration établie le 23 novembre 2026.</PageHead>
    <p>
      Jalons est conçu pour que chacun puisse s’en servir, au clavier, à la loupe, avec un lecteur d’écran ou sans
      JavaScript, en suivant les règles WCAG&nbsp;2.2 de niveau AA et le référentiel général d’amélioration de
      l’accessibilité (RGAA&nbsp;4.1).
    </p>
    <h2>État de conformité</h2>
    <Notice>
      <p>
        <strong>L’évaluation est partielle.</strong> Aucun audit complet n’a encore été mené par un tiers. Au sens du
        RGAA, la conformité n’est donc pas établie, et aucun taux n’est annoncé.
      </p>
    </Notice>
    <h3>Ce qui a été vérifié</h3>
    <ul>
      <li>chaque page, en thème clair et sombre, par l’outil automatique axe, sans défaut relevé&nbsp;;</li>
      <li>la validité du code HTML de chaque page&nbsp;;</li>
      <li>les parcours au clavier seul, et sans JavaScript&nbsp;;</li>
      <li>les contrastes du texte et des champs, et l’affichage sur un téléphone&nbsp;;</li>
      <li>les PDF produits par Jalons, balisés selon la norme PDF/UA.</li>
    </ul>
    <h3>Ce qui ne l’a pas été</h3>
    <ul>
      <li>l’usage avec chaque lecteur d’écran du marché, par des personnes qui en ont l’habitude&nbsp;;</li>
      <li>les critères du RGAA que seul un examen humain peut juger, l’un après l’autre.</li>
    </ul>
    <h3>Ce qui échappe à Jalons</h3>
    <p>
      Les fichiers que déposent auditeurs et tuteurs, les outils de visioconférence et l’espace numérique de formation
      ne sont pas produits par Jalons&nbsp;: ils peuvent ne pas être accessibles.
    </p>
    <h2>Signaler une difficulté</h2>
    <p>
      Si quelque chose vous empêche d’accéder à un contenu ou de faire une démarche, écrivez au référent handicap, qui
      vous répond et trouve une autre façon de faire&nbsp;:
    </p>
    <ul>
      {centres.map(({ name, handicapEmail }) => (
        <li>
          {`${name}\u00a0: `}
          <MailLink email={handicapEmail} />
        </li>
      ))}
    </ul>
    <h2>Voies de recours</h2>
    <p>
      Si vous avez signalé un défaut d’accessibilité et que la réponse ne vous satisfait pas, vous pouvez saisir le
      Défenseur des droits&nbsp;: par son{' '}
      <WebLink url="https://formulaire.defenseurdesdroits.fr/" label="formulaire en ligne" />, par téléphone au{' '}
      <a href="tel:0969390000">09&nbsp;69&nbsp;39&nbsp;00&nbsp;00</a>, ou par courrier gratuit, sans timbre&nbsp;:
      Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.
    </p>
  </>
);
