import { inFrenchWithWeekday } from '../domain/dates.ts';
import { STEPS } from '../domain/enrolment.ts';
import { STEP_NAMES, WAITED_FOR_NAMES } from '../domain/words.ts';
import type { PublicDossier } from '../services/public-dossier.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const FIVE_STEPS = STEPS.filter((step) => step !== 'closed');

/** What is awaited in an enrolment; nothing about anyone. */
export function dossierPage(dossier: PublicDossier): string {
  const { reference, standing, expected, due, overdue, handicapEmail, waitingFor } = dossier;
  return page(
    `Dossier ${reference}`,
    html`
<h1>Dossier ${reference}</h1>
<p>À ce jour, ${standing}.</p>
${
  expected &&
  html`<dl>
<dt>Qui agit maintenant</dt><dd>${WAITED_FOR_NAMES[waitingFor]}</dd>
<dt>Prochaine action</dt><dd>${expected}</dd>
${due && html`<dt>Échéance</dt><dd>${inFrenchWithWeekday(due)}${overdue && ' (dépassée)'}</dd>`}
</dl>`
}
<h2>Les étapes</h2>
<ol>${FIVE_STEPS.map((step) => stepLine(STEP_NAMES[step], step === dossier.step))}</ol>
<p>Cette page ne montre rien de personnel. Pour agir sur le dossier ou en savoir plus, adressez-vous à votre conseiller
habituel.</p>
${handicapEmail && html`<p>Situation de handicap\u00a0: <a href="mailto:${handicapEmail}">${handicapEmail}</a>.</p>`}`,
  );
}

const stepLine = (name: string, isCurrent: boolean) =>
  isCurrent ? html`<li aria-current="step">${name} (étape en cours)</li>` : html`<li>${name}</li>`;

/** No such page, or no such enrolment. */
export const missingPage = (): string =>
  page(
    'Page introuvable',
    html`
<h1>Page introuvable</h1>
<p>Cette adresse n’existe pas, ou n’existe plus. Vérifiez le lien de votre courriel, ou revenez à
<a href="/">l’accueil</a>.</p>`,
  );

/** The database does not answer. */
export const unavailablePage = (): string =>
  page(
    'Service momentanément indisponible',
    html`
<h1>Service momentanément indisponible</h1>
<p>La page ne peut pas être montrée pour l’instant. Réessayez dans quelques minutes.</p>`,
  );
