import type { Request, Response } from 'express';
import { freshForm, keyIn, typedIn } from './form.ts';
import { type Page, type PageRoute, page } from './page-route.ts';
import { paths, safeNext, withQuery } from './paths.ts';
import { isSurelyOurs } from './sign-in/same-site.ts';
import { HELD_TITLES, type HeldBecause, HeldPage } from './view/held-page.tsx';
import { csrfFieldIn, visitorIn } from './visitor.ts';

/** What htmx asks of a page for a part of it, and not to take its place: nothing typed is lost with the answer. */
export const isForAPiece = (request: Request): boolean =>
  request.get('HX-Request') !== undefined && request.get('HX-Target') !== 'contenu';

/** Whether a form that cannot be taken may be shown again: only when the browser proves that a page of ours sent it. */
export const mayBeHeld = (request: Request, publicUrl: string): boolean =>
  request.method === 'POST' && !isForAPiece(request) && isSurelyOurs(request, publicUrl);

/** Whether a form, once read, has anything in it that could be lost; or a file, of which one should know that it did not arrive. */
export const holdsSomething = (request: Request): boolean =>
  request.is('multipart/form-data') !== false || Object.keys(typedIn(request.body)).length > 0;

const DOSSIER = /^\/dossiers\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//i;
/** In the address where one goes on once signed in: says that a form waits in another tab. */
const WAITING = { retour: 'formulaire' };

/** What somebody is told who signs in for the sake of a form that waits in another tab. */
export function saidOfAWaitingForm(request: Request, response: Response): string | undefined {
  const isBack = request.method === 'GET' && request.query.retour === WAITING.retour;
  if (!isBack || !visitorIn(response)) return undefined;
  return 'Vous êtes connecté. Votre formulaire vous attend dans l’onglet précédent\u00a0: revenez-y, et pressez «\u00a0Envoyer de nouveau\u00a0».';
}

/** The page that keeps a form whole until it can be sent; `behind` is the page that it was on. 403: nothing was done. */
export function heldPage(
  { who, labels }: PageRoute,
  because: HeldBecause,
  { request, response }: { request: Request; response: Response },
  behind: string,
): Page {
  const id = DOSSIER.exec(request.path)?.[1];
  const isForReaders = who !== 'anyone' && (who.includes('auditeur') || who.includes('tutor'));
  const form = { ...freshForm(csrfFieldIn(response), typedIn(request.body)), ...keyIn(request.body) };
  const held = {
    because,
    form,
    action: safeNext(request.originalUrl),
    multipart: request.is('multipart/form-data') !== false,
    labels,
    visitor: visitorIn(response),
    next: withQuery(id ? paths.dossier(id) : behind, WAITING),
    personalLink: id && isForReaders ? paths.askPersonalLink(id) : undefined,
  };
  return { ...page(<HeldPage {...held} />, { title: HELD_TITLES[because], status: 403 }), holding: true };
}
