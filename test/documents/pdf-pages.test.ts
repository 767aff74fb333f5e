import { deflateSync } from 'node:zlib';
import { countPdfPages } from '../../documents/pdf-pages.ts';
import { encryptedPdf, lockedInStreams, lockedPdf, pdfInflatingTo, pdfOf, pdfOfObjects } from './made-files.ts';

const MIB = 1024 * 1024;
const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';

describe('R12: the pages of a PDF', () => {
  it.each([1, 7, 8, 121])('R12: %i pages are counted', async (pages) => {
    expect(await countPdfPages(await pdfOf(pages))).toEqual({ pages });
    expect(await countPdfPages(await pdfOf(pages, true))).toEqual({ pages });
  });

  it('R12: pages are counted, not what the document says their number is', async () => {
    const page = '<< /Type /Page /Parent 2 0 R >>';
    const pages = '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 1 >>';
    expect(await countPdfPages(pdfOfObjects([CATALOG, pages, page, page, '<< /Parent 2 0 R >>']))).toEqual({
      pages: 3,
    });
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['garbage', async () => Buffer.from(`%PDF-1.7\n${'garbage '.repeat(500)}\nstartxref\n0\n%%EOF`)],
    ['half a document', async () => (await pdfOf(7, true)).subarray(0, 700)],
    ['a document without a page', async () => pdfOfObjects([CATALOG, '<< /Type /Pages /Kids [] /Count 0 >>'])],
    ['a document that lacks a page', async () => pdfOfObjects([CATALOG, '<< /Type /Pages /Kids [9 0 R] /Count 1 >>'])],
    ['brackets nested without end', async () => Buffer.from(`%PDF-1.4\n1 0 obj\n${'['.repeat(1_000_000)}`)],
    ['dictionaries nested without end', async () => Buffer.from(`%PDF-1.4\n1 0 obj\n${'<</A'.repeat(500_000)}`)],
  ])('R12: the pages of %s are not known', async (_, make) => {
    expect(await countPdfPages(await make())).toEqual({ flaw: 'unreadable' });
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['says so in its trailer', lockedPdf],
    ['asks for a password', () => encryptedPdf({ userPassword: 'secret', ownerPassword: 'autre' })],
    ['opens without one, and forbids to annotate', () => encryptedPdf({ ownerPassword: 'autre' })],
    ['keeps its pages in encrypted streams', lockedInStreams],
  ])('R12: a document that %s is locked', async (_, make) => {
    expect(await countPdfPages(await make())).toEqual({ flaw: 'locked' });
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['pages that contain themselves', async () => pdfOfObjects([CATALOG, '<< /Type /Pages /Kids [2 0 R] /Count 1 >>'])],
    [
      'pages that contain each other',
      async () => pdfOfObjects([CATALOG, '<< /Kids [3 0 R] >>', '<< /Kids [2 0 R] >>']),
    ],
    ['pages doubled 60 times', async () => pdfOfObjects([CATALOG, ...doubled(60)])],
    ['an object stream of 200 MiB', async () => pdfInflatingTo(Buffer.alloc(200 * MIB, ' '))],
    ['an object stream deflated twice', async () => pdfInflatingTo(deflateSync(Buffer.alloc(200 * MIB, ' ')), 2)],
  ])(
    'R12: %s are more than anybody opens',
    async (_, make) => {
      expect(await countPdfPages(await make())).toEqual({ flaw: 'bomb' });
    },
    20_000,
  );

  it('R12: a document made to exhaust memory ends its thread, not the software', async () => {
    const hostile = pdfInflatingTo(Buffer.from(`2 0 [${'0 '.repeat(20_000_000)}]`));
    expect(await countPdfPages(hostile)).toEqual({ flaw: 'bomb' });
    expect(await countPdfPages(await pdfOf(1))).toEqual({ pages: 1 });
  }, 30_000);

  it('R12: a document that takes too long is given up, and the software goes on meanwhile', async () => {
    const endless = Buffer.from(`%PDF-1.5\n${'1 0 obj\n'.repeat(1_000_000)}`);
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 20);
    const startedAt = Date.now();
    expect(await countPdfPages(endless, 1000)).toEqual({ flaw: 'bomb' });
    clearInterval(clock);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(turns).toBeGreaterThan(20);
  });

  it('R12: many documents at once take their turn, and each gets its own count', async () => {
    const sizes = [1, 2, 3, 4, 5, 6];
    const counted = await Promise.all(sizes.map(async (pages) => countPdfPages(await pdfOf(pages))));
    expect(counted).toEqual(sizes.map((pages) => ({ pages })));
  });

  it('R12: a file that the disk does not give is no unreadable document, but a failure', async () => {
    await expect(countPdfPages('/nowhere/report.pdf')).rejects.toThrow('cannot be read from disk');
  });
});

const doubled = (levels: number): string[] =>
  Array.from({ length: levels }, (_, level) => `<< /Type /Pages /Kids [${level + 3} 0 R ${level + 3} 0 R] >>`).concat(
    '<< /Type /Page >>',
  );
