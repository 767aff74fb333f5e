import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sniff } from '../../documents/sniff.ts';
import { docx, docxEntries, jpeg, type MadeEntry, odt, odtEntries, pdfOf, zipOf } from './made-files.ts';

const MIB = 1024 * 1024;

describe('R12: what a file is, by its content', () => {
  it('R12: a PDF is a PDF', async () => {
    expect(await sniff(await pdfOf(1))).toBe('pdf');
  });

  it.each([
    ['a byte-order mark', '\ufeff'],
    ['blank lines', '\r\n\n  '],
    ["a mail server's lines", 'X-Scanned: yes\r\n\r\n'],
  ])('R12: a PDF after %s is still a PDF, as readers take it', async (_, prefix) => {
    expect(await sniff(Buffer.concat([Buffer.from(prefix), await pdfOf(1)]))).toBe('pdf');
  });

  it('R12: a PDF header beyond the first 1024 bytes is none', async () => {
    expect(await sniff(Buffer.concat([Buffer.alloc(1024, 'a'), await pdfOf(1)]))).toBe('other');
  });

  it('R12: a PDF cut before its end is unreadable', async () => {
    const pdf = await pdfOf(7);
    expect(await sniff(pdf.subarray(0, pdf.length - 40))).toBe('unreadable');
  });

  it('R12: a DOCX is a DOCX, an ODT an ODT', async () => {
    expect(await sniff(docx())).toBe('docx');
    expect(await sniff(odt())).toBe('odt');
  });

  it('R12: a DOCX whose main part has another name is a DOCX still', async () => {
    const [types, rels, main] = docxEntries() as [MadeEntry, MadeEntry, MadeEntry];
    const renamed = { ...types, data: String(types.data).replace('/word/document.xml', '/word/document2.xml') };
    expect(await sniff(zipOf([rels, renamed, { ...main, name: 'word/document2.xml' }]))).toBe('docx');
  });

  it.each([
    ['a spreadsheet', docxEntries('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')],
    ['a document with macros', docxEntries('application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['an ODF spreadsheet', odtEntries('application/vnd.oasis.opendocument.spreadsheet')],
    ['a zip of anything', [{ name: 'rapport.pdf', data: 'x' }]],
    ['an ODT whose type is compressed', odtEntries().map((entry) => ({ ...entry, stored: false }))],
    ['an ODT whose type comes second', [{ name: 'content.xml', data: '' }, ...odtEntries().slice(0, 1)]],
  ])('R12: %s is something else', async (_, entries) => {
    expect(await sniff(zipOf(entries))).toBe('other');
  });

  it.each([
    ['a JPEG', jpeg()],
    ['an empty file', Buffer.alloc(0)],
    ['an empty zip', zipOf([])],
    ['a text', Buffer.from('Mon rapport')],
    ['an old Word document', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)])],
  ])('R12: %s is something else', async (_, content) => {
    expect(await sniff(content)).toBe('other');
  });

  it('R12: a JPEG named .pdf is a JPEG', async () => {
    await onDisk('rapport.pdf', jpeg(), async (path) => expect(await sniff(path)).toBe('other'));
  });
});

describe('R12: hostile files', () => {
  it.each([
    ['a JPEG', jpeg().subarray(0, 400)],
    ['a GIF', Buffer.from('GIF89a/*')],
    ['a page', Buffer.from('\n<html><script>')],
    ['a script', Buffer.from('#!/bin/sh\n')],
    ['an executable', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])],
  ])('R12: a PDF that begins as %s is refused', async (_, prefix) => {
    expect(await sniff(Buffer.concat([prefix, await pdfOf(1)]))).toBe('other');
  });

  it('R12: a PDF that ends as a zip is refused, also with a comment behind', async () => {
    const pdf = await pdfOf(1);
    expect(await sniff(Buffer.concat([pdf, docx()]))).toBe('other');
    const commented = Buffer.concat([docx(), Buffer.from('startxref\n0\n%%EOF')]);
    commented.writeUInt16LE(17, commented.length - 19);
    expect(await sniff(Buffer.concat([pdf, commented]))).toBe('other');
  });

  it('R12: a DOCX that begins as a PDF too is refused', async () => {
    expect(await sniff(zipOf([{ name: 'a', data: await pdfOf(1), stored: true }, ...docxEntries()]))).toBe('other');
  });

  it('R12: a DOCX or an ODT cut short is unreadable', async () => {
    expect(await sniff(docx().subarray(0, -30))).toBe('unreadable');
    expect(await sniff(odt().subarray(0, 60))).toBe('unreadable');
  });

  it('R12: a DOCX with its directory overwritten is unreadable', async () => {
    const damaged = docx();
    damaged.fill(0x2a, damaged.length - 150, damaged.length - 22);
    expect(await sniff(damaged)).toBe('unreadable');
  });

  it('R12: a DOCX whose list of types is damaged is unreadable', async () => {
    const damaged = docx();
    damaged.fill(0xff, 60, 120);
    expect(await sniff(damaged)).toBe('unreadable');
  });

  it('R12: a DOCX that names a main part it does not have is unreadable', async () => {
    expect(await sniff(zipOf(docxEntries().slice(0, 2)))).toBe('unreadable');
  });

  it('R12: a locked DOCX or ODT is unreadable', async () => {
    expect(await sniff(zipOf(docxEntries().map((entry) => ({ ...entry, encrypted: true }))))).toBe('unreadable');
    const manifest = { name: 'META-INF/manifest.xml', data: '<manifest:encryption-data/>' };
    expect(await sniff(zipOf([...odtEntries().slice(0, 2), manifest]))).toBe('unreadable');
  });

  it('R12: a DOCX that would inflate to more than 200 MiB is unreadable, and is not inflated', async () => {
    const bomb = { name: 'word/media/image1.bmp', data: Buffer.alloc(201 * MIB) };
    expect(await sniff(zipOf([...docxEntries(), bomb]))).toBe('unreadable');
  });

  it('R12: a DOCX that would inflate a hundredfold, beyond 20 MiB, is unreadable', async () => {
    const picture = (bytes: number) => zipOf([...docxEntries(), { name: 'a.bmp', data: Buffer.alloc(bytes) }]);
    expect(await sniff(picture(21 * MIB))).toBe('unreadable');
    expect(await sniff(picture(19 * MIB))).toBe('docx');
  });

  it('R12: a DOCX that claims 1 GiB for an entry is unreadable', async () => {
    const claim = { name: 'word/footer.xml', data: 'x', claimedSize: 1024 * MIB };
    expect(await sniff(zipOf([...docxEntries(), claim]))).toBe('unreadable');
  });

  it('R12: no more than 64 KiB of an entry is inflated, whatever it claims to be', async () => {
    const [types, ...others] = docxEntries() as [MadeEntry, ...MadeEntry[]];
    const long = { ...types, data: `${types.data}${' '.repeat(5 * MIB)}` };
    expect(await sniff(zipOf([long, ...others]))).toBe('docx');
    expect(await sniff(zipOf([{ ...long, claimedSize: 10 }, ...others]))).toBe('unreadable');
  });

  it('R12: a zip of more than 10,000 entries, real or claimed, is unreadable', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, data: '', stored: true }));
    expect(await sniff(zipOf(many))).toBe('unreadable');
    expect(await sniff(zipOf(docxEntries(), 60_000))).toBe('unreadable');
  });

  it('R12: a zip that gives one name twice, or climbs out of its folder, is unreadable', async () => {
    expect(await sniff(zipOf([...docxEntries(), ...docxEntries()]))).toBe('unreadable');
    expect(await sniff(zipOf([...docxEntries(), { name: '../x', data: '' }]))).toBe('unreadable');
  });
});

describe('R12: looking at a file on disk', () => {
  it.each([
    ['docx', docx()],
    ['odt', odt()],
    ['unreadable', docx().subarray(0, -30)],
  ])('R12: a file found %s is found so on disk too, and no file stays open', async (format, content) => {
    const openFiles = async () => (await readdir('/proc/self/fd').catch(() => [])).length;
    await onDisk('x', content, async (path) => {
      await sniff(path);
      const before = await openFiles();
      for (let time = 0; time < 20; time += 1) expect(await sniff(path)).toBe(format);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await openFiles()).toBeLessThan(before + 10);
    });
  });
});

async function onDisk(name: string, content: Buffer, look: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'jalons-test-'));
  try {
    await writeFile(join(folder, name), content);
    await look(join(folder, name));
  } finally {
    await rm(folder, { recursive: true });
  }
}
