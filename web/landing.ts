import { html } from './html.ts';
import { page } from './layout.ts';

/** The landing page. */
export const landing = (): string =>
  page(
    'Accompagnement à la validation de l’unité d’activité',
    html`
<h1>Accompagnement à la validation de l’unité d’activité</h1>
<p>Jalons suit chaque dossier d’accompagnement à la validation de l’unité d’activité (UA), de l’inscription à l’avis
motivé, en cinq étapes\u00a0:</p>
<ol>
<li>le tuteur est affecté, et l’auditeur reçoit ses coordonnées\u00a0;</li>
<li>le premier rendez-vous, de trente minutes en visioconférence\u00a0;</li>
<li>le rapport, puis sa correction annotée\u00a0;</li>
<li>le rapport révisé\u00a0;</li>
<li>l’avis motivé du tuteur.</li>
</ol>
<p>Les courriels de Jalons mènent à la page de votre dossier. Votre conseiller habituel répond à vos questions.</p>
<p>Pour les programmes\u00a0: <a href="/api/docs/">documentation de l’API</a>.</p>`,
  );
