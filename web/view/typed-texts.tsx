import type { FormState } from '../form.ts';
import { labelOf } from '../refusals.ts';

type Values = FormState['values'];

/** What somebody wrote rather than chose has a space in it: an address, a date or a code has none. */
const isWritten = (value: string): boolean => /\S\s+\S/.test(value);

const each = (values: Values): [name: string, value: string][] =>
  Object.entries(values).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );

/** Whether a form holds something that was written. */
export const hasTexts = (values: Values): boolean => each(values).some(([, value]) => isWritten(value));

/** What was written in a form, to be read and copied; `labels` are its fields' names for people. */
export const TypedTexts = ({ values, labels = {} }: { values: Values; labels?: Readonly<Record<string, string>> }) => (
  <>
    {each(values)
      .filter(([, value]) => isWritten(value))
      .map(([name, value], index) => (
        <TypedText id={`texte-${index + 1}`} label={labelOf(name, labels)} name={name} value={value} />
      ))}
  </>
);

/** What was chosen, sent along unseen. */
export const TypedChoices = ({ values }: { values: Values }) => (
  <>
    {each(values)
      .filter(([, value]) => !isWritten(value))
      .map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
  </>
);

interface TextProps {
  id: string;
  name: string;
  label?: string;
  value: string;
}

const COLUMNS = 70;
const MOST_ROWS = 14;

/** As many rows as the text needs, within reason: browsers that can make the field fit it (web/assets/forms.css). */
const rowsOf = (text: string): number =>
  Math.min(
    MOST_ROWS,
    text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / COLUMNS)), 0),
  );

const TypedText = ({ id, name, label = 'Votre texte', value }: TextProps) => (
  <div class="field full">
    <label for={id}>{label}</label>
    {/* The line break at the beginning is the browser's to drop: one of the text's own is kept. */}
    <textarea id={id} name={name} rows={rowsOf(value)} readonly>
      {`\n${value}`}
    </textarea>
  </div>
);
