import { typeset } from './french.ts';
import type { Layout } from './layout.ts';
import type { Block, Fact } from './message.ts';

const COLOURS = { text: '#1f2328', quiet: '#57606a', accent: '#0c5c63', rule: '#d0d7de', panel: '#e6f1f1' };
const FONT = 'font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5';

/** The HTML of a mail: one column, readable without images, every text escaped, headings and links that say what they are. */
export function renderHtml(mail: Layout, centreName: string): string {
  return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(mail.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#ffffff">
<div lang="fr" style="max-width:600px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere;${FONT};color:${COLOURS.text}">
${paragraph(mail.greeting)}
${mail.told.map(block).join('\n')}
${expected(mail.expected)}
${button(mail.link)}
${table(mail.enrolment)}
<div style="margin:24px 0 0;padding:16px 0 0;border-top:1px solid ${COLOURS.rule}">
<p style="margin:0 0 8px"><strong>${text(centreName)}</strong></p>
${table(mail.signature)}
${mail.notes.map(note).join('\n')}
</div>
</div>
</body>
</html>
`;
}

function block(content: Block): string {
  if (content.kind === 'paragraph') return paragraph(content.text);
  if (content.kind === 'facts') return table(content.rows);
  const items = content.items.map((item) => `<li style="margin:0 0 4px">${text(item)}</li>`);
  return `<ul style="margin:0 0 16px;padding:0 0 0 24px">\n${items.join('\n')}\n</ul>`;
}

const paragraph = (content: string): string => `<p style="margin:0 0 16px">${text(content)}</p>`;

function expected(what: Layout['expected']): string {
  if ('nothing' in what) return paragraph(what.nothing);
  return `<div style="margin:0 0 16px;padding:16px 16px 1px;background:${COLOURS.panel};border-left:4px solid ${COLOURS.accent}">
<h2 style="margin:0 0 8px;font-size:18px;line-height:1.3">${text(what.title)}</h2>
${what.body.map(block).join('\n')}${what.by ? `\n<p style="margin:0 0 16px"><strong>${text(what.by)}</strong></p>` : ''}
</div>`;
}

const button = ({ label, url }: Layout['link']): string =>
  `<p style="margin:0 0 24px"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;background:${COLOURS.accent};color:#ffffff;text-decoration:underline;border-radius:4px"><strong>${text(label)}</strong></a></p>`;

/** Each row is a line that reads by itself, on a telephone as in a screen reader. */
const table = (rows: readonly Fact[]): string =>
  rows.length === 0 ? '' : `<p style="margin:0 0 16px">\n${rows.map(row).join('<br>\n')}\n</p>`;

const row = ({ label, value, href }: Fact): string =>
  `<span style="color:${COLOURS.quiet}">${text(`${label} :`)}</span> ${href ? `<a href="${escaped(href)}" style="color:${COLOURS.accent}">${escaped(value)}</a>` : text(value)}`;

const note = (content: string): string =>
  `<p style="margin:0 0 8px;font-size:14px;color:${COLOURS.quiet}">${text(content).replace(ADDRESS, linked)}</p>`;

/** The address that ends a note. */
const ADDRESS = /[^\s&<>]+@[^\s&<>]+$/;
const linked = (address: string): string =>
  `<a href="mailto:${address}" style="color:${COLOURS.accent}">${address}</a>`;

const text = (content: string): string => escaped(typeset(content)).replaceAll('\u00a0', '&nbsp;');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (content: string): string => content.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
