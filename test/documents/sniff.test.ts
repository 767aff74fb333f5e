import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sniff } from '../../documents/sniff.ts';
import {
  commented,
  docx,
  docxEntries,
  jpeg,
  type MadeEntry,
  nestedZip,
  odt,
  odtEntries,
  oleWith,
  pdfOf,
  streamedZipOf,
  zipOf,
} from './made-files.ts';

const MIB = 1024 * 1024;

describe('R12: what a file is, by its content', () => {
  it('R12: a PDF is a PDF', async () => {
    expect(await sniff(await pdfOf(1))).toBe('pdf');
  });

  it.each([
    ['a byte-order mark', '\ufeff'],
    ['blank lines', '\r\n\n  '],
  ])('R12: a PDF after %s is still a PDF', async (_, prefix) => {
    expect(await sniff(Buffer.concat([Buffer.from(prefix), await pdfOf(1)]))).toBe('pdf');
  });

  it('R12: a PDF followed by blanks, or by a word, is still a PDF', async () => {
    for (const rest of ['\r\n\0\0\n', '\nfin']) {
      expect(await sniff(Buffer.concat([await pdfOf(1), Buffer.from(rest)]))).toBe('pdf');
    }
  });

  it('R12: a PDF header beyond the first 1024 bytes is none', async () => {
    expect(await sniff(Buffer.concat([Buffer.alloc(1024, 'a'), await pdfOf(1)]))).toBe('other');
  });

  it('R12: a PDF cut before its end is truncated', async () => {
    const pdf = await pdfOf(7);
    expect(await sniff(pdf.subarray(0, pdf.length - 40))).toBe('truncated');
  });

  it('R12: a DOCX is a DOCX, an ODT an ODT', async () => {
    expect(await sniff(docx())).toBe('docx');
    expect(await sniff(odt())).toBe('odt');
  });

  it('R12: a DOCX and an ODT written as a stream, sizes behind the data, are what they are', async () => {
    expect(await sniff(await streamedZipOf(docxEntries()))).toBe('docx');
    expect(await sniff(await streamedZipOf(odtEntries()))).toBe('odt');
  });

  it('R12: a DOCX may hold a spreadsheet, and that one a document', async () => {
    const sheet = zipOf([{ name: 'xl/embeddings/a.docx', data: docx() }]);
    expect(await sniff(zipOf([...docxEntries(), { name: 'word/embeddings/a.xlsx', data: sheet }]))).toBe('docx');
  });

  it('R12: an ODT may list libraries of macros that are empty', async () => {
    const libraries = ['Basic/script-lc.xml', 'Basic/Standard/script-lb.xml'].map((name) => ({ name, data: '<l/>' }));
    expect(await sniff(zipOf([...odtEntries(), ...libraries]))).toBe('odt');
  });

  it('R12: a DOCX whose main part has another name is a DOCX still', async () => {
    const [types, rels, main] = docxEntries() as [MadeEntry, MadeEntry, MadeEntry];
    const renamed = { ...types, data: String(types.data).replace('/word/document.xml', '/word/document2.xml') };
    expect(await sniff(zipOf([rels, renamed, { ...main, name: 'word/document2.xml' }]))).toBe('docx');
  });

  it.each([
    ['a spreadsheet', docxEntries('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml')],
    ['a template', docxEntries('application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml')],
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
    ['a program with a DOCX behind it', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100), docx()])],
    ['a text', Buffer.from('Mon rapport')],
    ['an old spreadsheet', oleWith('Workbook')],
  ])('R12: %s is something else', async (_, content) => {
    expect(await sniff(content)).toBe('other');
  });

  it('R12: an old Word document is known as such', async () => {
    expect(await sniff(oleWith('Root Entry', 'WordDocument'))).toBe('old_word');
  });

  it('R12: a DOCX under a password is an OLE container, wherever in it that is said', async () => {
    expect(await sniff(oleWith('Root Entry', 'EncryptedPackage'))).toBe('locked');
    const far = Buffer.concat([oleWith(), Buffer.alloc(MIB - 4618), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await sniff(far)).toBe('locked');
  });

  it('R12: a JPEG named .pdf is a JPEG', async () => {
    await onDisk('rapport.pdf', jpeg(), async (path) => expect(await sniff(path)).toBe('other'));
  });
});

const image = (bytes: number) => ({ name: 'word/media/image1.bmp', data: Buffer.alloc(bytes) });
const [types, rels, main] = docxEntries() as [MadeEntry, MadeEntry, MadeEntry];

describe('R12: files that are two things at once', () => {
  it.each([
    ['a JPEG', jpeg().subarray(0, 400)],
    ['a GIF', Buffer.from('GIF89a/*')],
    ['a page', Buffer.from('\n<html><script>')],
    ['a script', Buffer.from('#!/bin/sh\n')],
    ['an executable', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])],
    ['lines of a mail server', Buffer.from('X-Scanned: yes\r\n\r\n')],
  ])('R12: a PDF that begins as %s is refused', async (_, prefix) => {
    expect(await sniff(Buffer.concat([prefix, await pdfOf(1)]))).toBe('ambiguous');
  });

  it.each([
    ['a page', '<!DOCTYPE html><script>alert(1)</script>'],
    ['a script', '#!/bin/sh\nrm -rf ~'],
    ['an executable', 'MZ\x90\0'],
    ['a picture', jpeg().toString('latin1')],
  ])('R12: a PDF that goes on as %s is refused', async (_, rest) => {
    expect(await sniff(Buffer.concat([await pdfOf(1), Buffer.from(`\n${rest}`, 'latin1')]))).toBe('ambiguous');
  });

  it('R12: a PDF with a page in its first lines is refused', async () => {
    const pdf = (await pdfOf(1)).toString('latin1').replace('\n', '\n%<html><script>alert(1)</script>\n');
    expect(await sniff(Buffer.from(pdf, 'latin1'))).toBe('ambiguous');
  });

  it('R12: a PDF that ends as a zip is refused, also with a comment or junk behind', async () => {
    const pdf = await pdfOf(1);
    for (const end of [
      docx(),
      commented(docx(), 'startxref\n0\n%%EOF'),
      Buffer.concat([docx(), Buffer.from('\n%%EOF')]),
    ]) {
      expect(await sniff(Buffer.concat([pdf, end]))).toBe('ambiguous');
    }
  });

  it('R12: a DOCX that begins as a PDF too is refused', async () => {
    expect(await sniff(zipOf([{ name: 'a', data: await pdfOf(1), stored: true }, ...docxEntries()]))).toBe('ambiguous');
  });

  it.each<[string, MadeEntry[]]>([
    [
      'calls its main part otherwise than its entry',
      [types, rels, { ...main, inDirectory: { name: 'word/document.xmk' } }],
    ],
    ['gives another size than its entry', [types, rels, { ...main, inDirectory: { size: 1 } }]],
    ['gives another sum than its entry', [types, rels, { ...main, inDirectory: { crc: 1 } }]],
    ['gives another compression than its entry', [types, rels, { ...main, inDirectory: { stored: true } }]],
    ['leaves out an entry in the middle', [types, { name: 'a.exe', data: 'MZ', unlisted: true }, rels, main]],
    ['leaves out the last entry', [types, rels, main, { name: 'a.exe', data: 'MZ', unlisted: true }]],
    ['leaves out the first entry', [{ name: 'a.exe', data: 'MZ', unlisted: true }, types, rels, main]],
    ['gives one name twice', [...docxEntries(), ...docxEntries()]],
    ['gives one name twice but for its case', [...docxEntries(), { ...main, name: 'Word/Document.xml' }]],
  ])('R12: a DOCX whose directory %s is refused: readers would not agree', async (_, entries) => {
    expect(await sniff(zipOf(entries))).toBe('ambiguous');
  });

  it('R12: a DOCX with a comment, or with more entries in its directory than it says, is refused', async () => {
    expect(await sniff(commented(docx(), 'x'))).toBe('ambiguous');
    expect(await sniff(zipOf([...docxEntries(), { name: 'a.exe', data: 'MZ' }], 3))).toBe('ambiguous');
  });
});

describe('R12: documents with macros', () => {
  const project = { name: 'word/vbaProject.bin', data: 'VBA' };

  it.each<[string, MadeEntry[]]>([
    ['a DOCM', [...docxEntries('application/vnd.ms-word.document.macroEnabled.main+xml'), project]],
    ['a template with macros', docxEntries('application/vnd.ms-word.template.macroEnabledTemplate.main+xml')],
    ['a DOCM that says it is a DOCX', [...docxEntries(), project]],
    ['an ODT with a module', [...odtEntries(), { name: 'Basic/Standard/Module1.xml', data: '<m/>' }]],
    ['an ODT with a script', [...odtEntries(), { name: 'Scripts/python/a.py', data: 'import os' }]],
  ])('R12: %s is refused for its macros', async (_, entries) => {
    expect(await sniff(zipOf(entries))).toBe('macros');
  });
});

describe('R12: damaged and locked archives', () => {
  it('R12: a DOCX or an ODT cut short is truncated', async () => {
    expect(await sniff(docx().subarray(0, -30))).toBe('truncated');
    expect(await sniff(odt().subarray(0, 60))).toBe('truncated');
  });

  it('R12: a DOCX with its directory overwritten is unreadable', async () => {
    const damaged = docx();
    damaged.fill(0x2a, damaged.length - 150, damaged.length - 22);
    expect(await sniff(damaged)).toBe('unreadable');
  });

  it('R12: a DOCX damaged anywhere in its parts is unreadable', async () => {
    const stored = zipOf(docxEntries().map((entry) => ({ ...entry, stored: true })));
    expect(await sniff(stored)).toBe('docx');
    for (const at of [60, 300, stored.indexOf('Rapport')]) {
      const damaged = Buffer.from(stored);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(await sniff(damaged)).toBe('unreadable');
    }
    const deflated = docx();
    deflated.fill(0xff, 60, 120);
    expect(await sniff(deflated)).toBe('unreadable');
  });

  it('R12: a DOCX that names a main part it does not have is unreadable', async () => {
    expect(await sniff(zipOf([types, rels]))).toBe('unreadable');
  });

  it('R12: an archive that climbs out of its folder is unreadable', async () => {
    expect(await sniff(zipOf([...docxEntries(), { name: '../x', data: '' }]))).toBe('unreadable');
  });

  it('R12: a DOCX or an ODT under a password is locked', async () => {
    expect(await sniff(zipOf(docxEntries().map((entry) => ({ ...entry, encrypted: true }))))).toBe('locked');
    const manifest = { name: 'META-INF/manifest.xml', data: '<manifest:encryption-data/>' };
    expect(await sniff(zipOf([...odtEntries().slice(0, 2), manifest]))).toBe('locked');
    const whole = { name: 'encrypted-package', data: 'x' };
    expect(await sniff(zipOf([...odtEntries().slice(0, 1), whole, manifest]))).toBe('locked');
  });
});

describe('R12: archives made to exhaust whoever opens them', () => {
  it.each<[string, () => Buffer]>([
    ['inflates to more than 200 MiB', () => zipOf([...docxEntries(), image(201 * MIB)])],
    ['inflates a hundredfold, beyond 20 MiB', () => zipOf([...docxEntries(), image(21 * MIB)])],
    [
      'claims 1 GiB for an entry',
      () => zipOf([...docxEntries(), { name: 'word/footer.xml', data: 'x', claimedSize: 1024 * MIB }]),
    ],
    ['holds more in an entry than it claims', () => zipOf([...docxEntries(), { ...image(5 * MIB), claimedSize: 10 }])],
    [
      'has more than 2,000 entries',
      () => zipOf(Array.from({ length: 2001 }, (_, index) => ({ name: `${index}`, data: '', stored: true }))),
    ],
    ['claims 60,000 entries', () => zipOf(docxEntries(), 60_000)],
    [
      'has entries that overlap',
      () => zipOf([...docxEntries(), { ...main, name: 'word/other.xml', inDirectory: { offset: 0 } }]),
    ],
    ['holds archives within archives', () => zipOf([...docxEntries(), { name: 'a.zip', data: nestedZip(3, 1) }])],
    [
      'holds an archive that inflates to more than 20 MiB',
      () => zipOf([...docxEntries(), { name: 'a.zip', data: nestedZip(1, 21 * MIB), stored: true }]),
    ],
    [
      'holds an archive larger than any file',
      () => {
        const archive = zipOf([{ name: 'a.bmp', data: Buffer.alloc(20 * MIB), stored: true }]);
        const ballast = { name: 'b.bin', data: randomBytes(2 * MIB), stored: true };
        return zipOf([...docxEntries(), ballast, { name: 'a.zip', data: archive }]);
      },
    ],
    [
      'defines entities in its text',
      () => zipOf([types, rels, { ...main, data: '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a>&b;</a>' }]),
    ],
    [
      'defines entities in UTF-16',
      () => zipOf([types, rels, { ...main, data: Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY b "c">]>', 'utf16le') }]),
    ],
  ])('R12: a DOCX that %s is a bomb', async (_, make) => {
    const content = make();
    const startedAt = Date.now();
    expect(await sniff(content)).toBe('bomb');
    expect(Date.now() - startedAt).toBeLessThan(3000);
  });

  it('R12: a DOCX that inflates much, but within bounds, is a DOCX', async () => {
    expect(await sniff(zipOf([...docxEntries(), image(19 * MIB)]))).toBe('docx');
  });
});

describe('R12: looking at a file on disk', () => {
  it.each([
    ['docx', docx()],
    ['odt', odt()],
    ['truncated', docx().subarray(0, -30)],
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
