import { randomBytes } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { readTable, UnreadableTable } from '../../documents/tables/read-table.ts';
import { csvOf } from '../../documents/tables/write-csv.ts';
import { odsOf } from '../../documents/tables/write-ods.ts';
import { type Cell, harmless, type Table, type TableColumn, withoutItsApostrophe } from '../../domain/table.ts';

const COLUMNS: TableColumn[] = [
  { title: 'Référence', kind: 'text' },
  { title: 'Le', kind: 'date' },
  { title: 'Prix (€)', kind: 'euros' },
  { title: 'Jours', kind: 'integer' },
];

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

const table = (...rows: Cell[][]): Table => ({ name: 'Dossiers', columns: COLUMNS, rows: each(rows) });
const oneText = (cell: string): Table => ({ name: 'T', columns: [COLUMNS[0]!], rows: each([[cell]]) });

describe('A table as CSV', () => {
  it('opens in French spreadsheets: UTF-8 with its mark, « ; », CRLF, dd/mm/yyyy, a decimal comma', async () => {
    const csv = await buffer(csvOf(table(['UA-2026-00001', '2026-10-05', 12_050, -3], ['Œuvre', null, null, null])));
    expect(csv.toString()).toBe(
      '\uFEFFRéférence;Le;Prix (€);Jours\r\nUA-2026-00001;05/10/2026;120,50;-3\r\nŒuvre;;;\r\n',
    );
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.each([
    '=1+1',
    '+33 6 12',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '  =HYPERLINK("https://example.org";"Ici")',
    '＝1+1',
    '＋33 6',
    '\u200B=1+1',
    "=cmd|' /C calc'!A0",
  ])('never lets a text be computed: %j', async (cell) => {
    const [, line] = (await text(csvOf(oneText(cell)))).split(/\r\n/, 2);
    expect(line!.replace(/^"/, '')).toMatch(/^'/);
    expect(withoutItsApostrophe(harmless(cell))).toBe(cell);
  });

  it.each(['Durand', 'Jean-Luc', 'a=b', "L'été", '12', 'a@b.fr'])(
    'leaves an ordinary text as it is: %s',
    async (cell) => {
      expect((await text(csvOf(oneText(cell)))).split('\r\n')[1]).toBe(cell);
    },
  );

  it('gives back an apostrophe that somebody wrote', () => {
    expect(["'s Gravesande", "''=1", "'"].map(withoutItsApostrophe)).toEqual(["'s Gravesande", "''=1", "'"]);
  });

  it('quotes what would break a line, so that it is read back the same', async () => {
    for (const cell of ['a;b', 'dit "oui"', 'deux\nlignes', ' espaces ', 'tab\tulation']) {
      const { rows } = readTable(await buffer(csvOf(oneText(cell))));
      expect(rows[1]!.cells).toEqual([cell]);
    }
  });

  it('fails as its rows do, instead of ending early as if it were whole', async () => {
    const rows = async function* () {
      yield ['UA-1'];
      throw new Error('The database is gone.');
    };
    for (const write of [csvOf, odsOf]) {
      await expect(buffer(write({ name: 'T', columns: [COLUMNS[0]!], rows: rows() }))).rejects.toThrow();
    }
  });
});

describe('A table as an OpenDocument spreadsheet', () => {
  const partsOf = async (content: Buffer) => {
    const zip = await fromBufferPromise(content);
    const parts: Record<string, string> = {};
    for await (const entry of zip.eachEntry()) {
      const stream = await zip.openReadStreamPromise(entry);
      parts[entry.fileName] = await text(stream);
    }
    return parts;
  };

  it('has typed dates, sums and numbers, and headings that stay in sight', async () => {
    const parts = await partsOf(
      await buffer(odsOf(table(['UA & <fils>', '2026-10-05', 12_050, -3], [null, null, null, 0]))),
    );
    const content = parts['content.xml']!;
    expect(content).toContain('office:value-type="date" office:date-value="2026-10-05"');
    expect(content).toContain('office:value-type="currency" office:currency="EUR" office:value="120.5"');
    expect(content).toContain('office:value-type="float" office:value="-3"');
    expect(content).toContain('office:value-type="float" office:value="0"');
    expect(content).toContain('<text:p>UA &amp; &lt;fils&gt;</text:p>');
    expect(content).toMatch(/<table:table-header-rows>.*Référence.*<\/table:table-header-rows>/s);
    expect(content).toContain(`&apos;Dossiers&apos;.A1:&apos;Dossiers&apos;.D3`);
    expect(parts['settings.xml']).toContain('VerticalSplitPosition');
  });

  it('is recognised by its first bytes, its type first and stored bare', async () => {
    const content = await buffer(odsOf(table()));
    expect(content.subarray(30, 38).toString()).toBe('mimetype');
    expect(content.subarray(38, 84).toString()).toBe('application/vnd.oasis.opendocument.spreadsheet');
    expect(content.readUInt16LE(28)).toBe(0);
  });

  it('keeps spaces and lines, leaves out what XML cannot hold, and takes no text for a formula', async () => {
    const parts = await partsOf(await buffer(odsOf(oneText('=1+1  deux\nlignes\u0000\uFFFE'))));
    expect(parts['content.xml']).toContain(
      '<table:table-cell office:value-type="string"><text:p>=1+1<text:s text:c="2"/>deux</text:p><text:p>lignes</text:p></table:table-cell>',
    );
  });

  it('is the same to the byte for the same table', async () => {
    const made = await Promise.all([1, 2].map(() => buffer(odsOf(table(['UA-1', '2026-10-05', 1, 2])))));
    expect(made[0]!.equals(made[1]!)).toBe(true);
  });

  it('stops reading its rows when nobody reads it any more', async () => {
    let stopped = false;
    let read = 0;
    const rows = (async function* () {
      try {
        for (;;) {
          read += 1;
          yield [randomBytes(5_000).toString('hex')];
        }
      } finally {
        stopped = true;
      }
    })();
    const stream = odsOf({ name: 'T', columns: [COLUMNS[0]!], rows });
    stream.on('data', () => read > 50 && stream.destroy());
    await new Promise((closed) => stream.once('close', closed));
    for (let turn = 0; turn < 100 && !stopped; turn += 1) await new Promise((done) => setTimeout(done, 20));
    expect(stopped).toBe(true);
  });
});

describe('A CSV file that somebody sends', () => {
  const rowsOf = (content: Buffer | string) => readTable(Buffer.from(content)).rows.map(({ cells }) => cells);
  const SAME = [
    ['Nom', 'Prénom'],
    ['Lefèvre', 'Zoé'],
  ];

  it.each([
    ['semicolons', 'Nom;Prénom\r\nLefèvre;Zoé\r\n'],
    ['commas', 'Nom,Prénom\nLefèvre,Zoé\n'],
    ['tabulations', 'Nom\tPrénom\nLefèvre\tZoé'],
    ['a byte-order mark', '\uFEFFNom;Prénom\r\nLefèvre;Zoé\r\n'],
    ['quotes', '"Nom";"Prénom"\r\n"Lefèvre";"Zoé"\r\n'],
    ['spaces around', ' Nom ; Prénom \r\n Lefèvre ; Zoé \r\n'],
    ['old line ends', 'Nom;Prénom\rLefèvre;Zoé\r'],
    ['empty lines', '\r\nNom;Prénom\r\n\r\n;\r\nLefèvre;Zoé\r\n\r\n'],
  ])('is read with %s', (_, content) => expect(rowsOf(content)).toEqual(SAME));

  it('is read in Windows-1252 and in UTF-16, as spreadsheets write', () => {
    const older = Buffer.from('Nom;Prénom\r\nLefèvre;Zoé\r\n', 'latin1');
    expect(rowsOf(older)).toEqual(SAME);
    expect(rowsOf(Buffer.from([0x4e, 0x6f, 0x6d, 0x0a, 0x9c, 0x75, 0x80]))).toEqual([['Nom'], ['œu€']]);
    expect(rowsOf(Buffer.from('\uFEFFNom\tPrénom\r\nLefèvre\tZoé\r\n', 'utf16le'))).toEqual(SAME);
    expect(rowsOf(Buffer.from('\uFEFFNom\tPrénom\r\nLefèvre\tZoé\r\n', 'utf16le').swap16())).toEqual(SAME);
  });

  it('is read by the separator of its headings, not by those within quotes', () =>
    expect(rowsOf('"a,b,c";d\r\n1;2\r\n')).toEqual([
      ['a,b,c', 'd'],
      ['1', '2'],
    ]));

  it('tells the line at which each row begins, as a text editor counts', () => {
    const { rows } = readTable(Buffer.from('Nom;Motif\r\n\r\nA;"deux\r\nlignes"\r\nB;c\r\n'));
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'Nom'],
      [3, 'A'],
      [5, 'B'],
    ]);
  });

  it('is refused with its line when its quotes do not match', () => {
    const read = () => readTable(Buffer.from('Nom;Prénom\r\nA;"B\r\nC;D\r\n'));
    expect(read).toThrow(UnreadableTable);
  });

  it.each([
    ['a PDF', '%PDF-1.7\n%\u0001\u0002'],
    ['a spreadsheet', 'PK\u0003\u0004\u0014\u0000'],
  ])('is refused when it is %s', (_, content) =>
    expect(() => readTable(Buffer.from(content))).toThrow(UnreadableTable),
  );
});
