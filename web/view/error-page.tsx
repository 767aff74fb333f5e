import type { Request } from 'express';
import type { Problem } from '../../api/problem.ts';
import type { FormState } from '../form.ts';
import { paths, safeNext } from '../paths.ts';
import type { Visitor } from '../visitor.ts';
import { Actions, LinkButton } from './button.tsx';
import { PageHead } from './page-head.tsx';
import { hasTexts, TypedTexts } from './typed-texts.tsx';

interface Around {
  requestId: string;
  visitor?: Visitor;
  request: Request;
  /** What was typed in the form that this page answers. */
  typed?: FormState['values'];
}

const TITLES: Record<number, string> = {
  400: 'Demande incomplète',
  401: 'Connexion nécessaire',
  403: 'Accès refusé',
  404: 'Page introuvable',
  409: 'Action impossible pour le moment',
  413: 'Fichier trop volumineux',
  422: 'Demande refusée',
  429: 'Trop de demandes',
  500: 'Une erreur est survenue',
  503: 'Service momentanément indisponible',
};

/** What a page about a problem is called. */
export const titleOf = ({ status, title }: Problem): string => TITLES[status] ?? title;

/** A page that says what went wrong, whether one can do something about it, and where to go on. */
export const errorPage = (problem: Problem, { requestId, visitor, request, typed = {} }: Around) => (
  <>
    <PageHead title={titleOf(problem)} />
    <p>{problem.detail}</p>
    {problem.status === 403 && visitor && visitor.identities.length > 1 ? (
      <p>Vous avez plusieurs rôles&nbsp;: changez-en dans le menu à votre nom, en haut de la page.</p>
    ) : null}
    {problem.status === 404 && !visitor ? (
      <p>Si la page demande d’être connecté, connectez-vous puis ouvrez-la de nouveau.</p>
    ) : null}
    {hasTexts(typed) ? (
      <>
        <h2>Ce que vous aviez saisi</h2>
        <p>Copiez-le avant de quitter cette page, pour ne pas avoir à l’écrire de nouveau.</p>
        <TypedTexts values={typed} />
      </>
    ) : null}
    <Actions>
      <WayOn problem={problem} visitor={visitor} request={request} />
    </Actions>
    {problem.status >= 500 ? (
      <p class="muted">
        Si cela se répète, donnez cette référence à votre centre&nbsp;: <code>{requestId}</code>
      </p>
    ) : null}
  </>
);

const WayOn = ({ problem, visitor, request }: Omit<Around, 'requestId'> & { problem: Problem }) => {
  const dossier = /^\/dossiers\/([0-9a-f-]{36})\/./i.exec(request.path)?.[1];
  return (
    <>
      {dossier && problem.status !== 404 ? (
        <LinkButton href={paths.dossier(dossier)}>Revenir au dossier</LinkButton>
      ) : null}
      {problem.status >= 500 && request.method === 'GET' ? (
        <LinkButton href={safeNext(request.originalUrl)} look="secondary">
          Réessayer
        </LinkButton>
      ) : null}
      {!visitor && problem.status < 500 ? (
        <LinkButton href={paths.signIn()} look="secondary">
          Se connecter
        </LinkButton>
      ) : null}
      <LinkButton href={paths.home()} look="quiet">
        Aller à l’accueil
      </LinkButton>
    </>
  );
};
