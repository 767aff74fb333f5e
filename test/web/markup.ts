import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How it is written is the renderer's: what it means is ours.
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    // Boxes of one question share its name, as radios do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    'no-inline-style': 'error',
    'no-raw-characters': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    // Titles name the product last, and say what is on the page.
    'long-title': 'off',
    // We load from ourselves only: the address has the hash.
    'require-sri': 'off',
  },
});

/** What is wrong with the HTML of a whole page, a line each. */
export async function faultsIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  );
  const escapes = (html.match(ESCAPE) ?? []).map((found) => `An escape shown as it is: ${found}`);
  return [...faults, ...escapes];
}

/** Links that lead nowhere on their page: those of errors lead to the fields that were sent. */
export function lostLinks(html: string): string[] {
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
  return targets
    .filter((target) => !ids.has(target))
    .map((target) => `A link leads to #${target}, which is not there.`);
}

/** In JSX text and attributes an escape is no escape: `&nbsp;` is written there. */
const ESCAPE = /.{0,30}\\u00a0.{0,30}/g;
