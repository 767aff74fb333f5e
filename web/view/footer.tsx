import { paths } from '../paths.ts';

/** The bottom of every page: help, and what the law asks for. */
export const Footer = () => (
  <footer class="site-footer">
    <div class="container">
      <p>Jalons, accompagnement à la validation de l’unité d’activité</p>
      <nav aria-label="Informations">
        <ul>
          <li>
            <a href={paths.help()}>Aide</a>
          </li>
          <li>
            <a href={paths.accessibility()}>Accessibilité&nbsp;: non conforme</a>
          </li>
          <li>
            <a href={paths.legal()}>Mentions légales</a>
          </li>
          <li>
            <a href={paths.privacy()}>Données personnelles</a>
          </li>
        </ul>
      </nav>
    </div>
  </footer>
);
