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
  return [...faults, ...(html.match(ESCAPE) ?? []).map((found) => `An escape shown as it is: ${found}`)];
}

/** In JSX text and attributes an escape is no escape: `&nbsp;` is written there. */
const ESCAPE = /.{0,30}\\u00a0.{0,30}/g;
