import type { Cell, CellKind, Table, TableColumn } from '../../domain/table.ts';

export const MEDIA_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const names = (...prefixes: (keyof typeof NAMESPACES)[]): string =>
  prefixes
    .map((prefix) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${NAMESPACES[prefix]}:1.0"`)
    .join(' ');
const NAMESPACES = {
  office: 'office',
  table: 'table',
  text: 'text',
  style: 'style',
  fo: 'xsl-fo-compatible',
  number: 'datastyle',
  config: 'config',
  manifest: 'manifest',
} as const;

const entry = (path: string, type: string): string =>
  `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;

export const MANIFEST = `${DECLARATION}<manifest:manifest ${names('manifest')} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MEDIA_TYPE}"/>
${['content.xml', 'styles.xml', 'settings.xml'].map((path) => entry(path, 'text/xml')).join('\n')}
</manifest:manifest>`;

export const STYLES = `${DECLARATION}<office:document-styles ${names('office', 'style', 'fo')} office:version="1.3">
<office:styles><style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR"/>
</style:default-style></office:styles></office:document-styles>`;

/** The headings stay in sight. */
export const SETTINGS = `${DECLARATION}<office:document-settings ${names('office', 'config')} office:version="1.3">
<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="Table">
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>
</config:config-item-map-entry></config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed>
</config:config-item-set></office:settings></office:document-settings>`;

const HEAD = `${DECLARATION}<office:document-content ${names('office', 'table', 'text', 'style', 'fo', 'number')} office:version="1.3">
<office:automatic-styles>
<number:date-style style:name="day" number:language="fr" number:country="FR"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:currency-style style:name="sum" number:language="fr" number:country="FR"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol number:language="fr" number:country="FR">€</number:currency-symbol></number:currency-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="euros" style:family="table-cell" style:data-style-name="sum"/>
<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="2.6cm"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="5.2cm"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
`;

const FOOT = '</office:spreadsheet></office:body></office:document-content>\n';

/** content.xml, a piece at a time. */
export async function* contentOf({ name, columns, rows }: Table): AsyncGenerator<string> {
  yield `${HEAD}<table:table table:name="${escaped(name)}">\n${columns.map(columnOf).join('')}
<table:table-header-rows>${rowOf(columns.map(({ title }) => headingOf(title)))}</table:table-header-rows>\n`;
  let last = 1;
  for await (const row of rows) {
    last += 1;
    yield rowOf(columns.map(({ kind }, index) => cellOf(kind, row[index] ?? null)));
  }
  yield `</table:table>\n<table:database-ranges>${filterOver(name, columns.length, last)}</table:database-ranges>\n${FOOT}`;
}

const columnOf = ({ kind }: TableColumn): string =>
  `<table:table-column table:style-name="${kind === 'text' ? 'wide' : 'narrow'}"/>`;

const rowOf = (cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>\n`;

const headingOf = (title: string): string =>
  `<table:table-cell table:style-name="heading" office:value-type="string">${paragraphs(title)}</table:table-cell>`;

/** A cell of its type; what is shown is left to the style, so that nothing is told twice. */
function cellOf(kind: CellKind, cell: Cell): string {
  if (cell === null || cell === '') return '<table:table-cell/>';
  switch (kind) {
    case 'date':
      return `<table:table-cell table:style-name="date" office:value-type="date" office:date-value="${cell}"/>`;
    case 'euros':
      return `<table:table-cell table:style-name="euros" office:value-type="currency" office:currency="EUR" office:value="${Number(cell) / 100}"/>`;
    case 'integer':
      return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
    case 'text':
      return `<table:table-cell office:value-type="string">${paragraphs(String(cell))}</table:table-cell>`;
  }
}

/** The buttons that filter each column. */
const filterOver = (name: string, width: number, height: number): string =>
  `<table:database-range table:name="__Anonymous_Sheet_DB__0" table:display-filter-buttons="true" table:target-range-address="${escaped(`'${name}'.A1:'${name}'.${letters(width)}${height}`)}"/>`;

/** The letters of the n-th column, 1 being A. */
const letters = (column: number): string =>
  column <= 26
    ? String.fromCharCode(64 + column)
    : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1);

const paragraphs = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `<text:p>${spaced(escaped(line))}</text:p>`)
    .join('');

/** Spaces at either end, or several in a row, are otherwise one or none. */
const spaced = (text: string): string =>
  text.replace(/^ +| {2,}| +$/g, (run) => `<text:s text:c="${run.length}"/>`).replaceAll('\t', '<text:tab/>');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What XML cannot hold at all is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (char) => ENTITIES[char]!);
