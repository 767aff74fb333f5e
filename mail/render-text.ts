import { typeset } from './french.ts';
import type { Layout } from './layout.ts';
import type { Block, Fact } from './message.ts';

const COLUMNS = 72;

/** The plain text of a mail, folded at 72 columns; addresses stay whole, however long. */
export function renderText(mail: Layout, centreName: string): string {
  const parts = [
    fold(mail.greeting),
    ...mail.told.map(block),
    ...('nothing' in mail.expected
      ? [fold(mail.expected.nothing)]
      : [
          `${mail.expected.title.toLocaleUpperCase('fr')}`,
          ...mail.expected.body.map(block),
          ...(mail.expected.by ? [fold(mail.expected.by)] : []),
        ]),
    `${fold(`${mail.link.label} :`)}\n${mail.link.url}`,
    ...(mail.enrolment.length > 0 ? [rows(mail.enrolment)] : []),
    `-- \n${fold(centreName)}\n${rows(mail.signature)}`,
    ...mail.notes.map((note) => fold(note)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(content: Block): string {
  if (content.kind === 'paragraph') return fold(content.text);
  if (content.kind === 'list') return content.items.map((item) => fold(item, '- ', '  ')).join('\n');
  return rows(content.rows);
}

const rows = (facts: readonly Fact[]): string =>
  facts
    .map(({ label, value, href }) =>
      href?.startsWith('http') ? `${fold(`${label} :`)}\n${value}` : fold(`${label} : ${value}`, '', '  '),
    )
    .join('\n');

/** Only ordinary spaces give way: an unbreakable one holds. */
function fold(text: string, first = '', next = ''): string {
  const [start = '', ...words] = typeset(text).split(' ');
  const lines: string[] = [];
  let line = first + start;
  for (const word of words) {
    if (line.length + 1 + word.length <= COLUMNS) {
      line += ` ${word}`;
    } else {
      lines.push(line);
      line = next + word;
    }
  }
  return [...lines, line].join('\n');
}
