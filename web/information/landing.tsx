import { paths } from '../paths.ts';
import { LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';

/** What a visitor who has not signed in finds first. */
export const Landing = () => (
  <>
    <PageHead title="Accompagnement à la validation de l’unité d’activité" />
    <p>
      Jalons suit chaque dossier d’accompagnement à la validation de l’unité d’activité (UA), de l’inscription à l’avis
      motivé.
    </p>
    <LinkButton href={paths.signIn()}>Se connecter</LinkButton>
  </>
);
