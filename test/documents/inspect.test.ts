import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectUpload } from '../../documents/inspect.ts';
import { docx, jpeg, lockedPdf, odt, pdfOf } from './made-files.ts';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('R12: looking into an upload', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jalons-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('R12: a PDF on disk is known by its format, size, pages and hash, whatever its name', async () => {
    const pdf = await pdfOf(8);
    const path = join(folder, 'photo.jpg');
    await writeFile(path, pdf);
    const inspection = { format: 'pdf', sizeBytes: pdf.length, pages: 8, sha256: sha256(pdf) };
    expect(await inspectUpload(path)).toEqual(inspection);
    expect(await inspectUpload(pdf)).toEqual(inspection);
  });

  it('R12: a DOCX and an ODT have no page count', async () => {
    expect(await inspectUpload(docx())).toEqual({ format: 'docx', sizeBytes: docx().length, sha256: sha256(docx()) });
    expect(await inspectUpload(odt())).toEqual({ format: 'odt', sizeBytes: odt().length, sha256: sha256(odt()) });
  });

  it('R12: a PDF is known as locked, a JPEG as something else, nothing as something else', async () => {
    expect(await inspectUpload(await lockedPdf())).toMatchObject({ format: 'locked' });
    expect(await inspectUpload(jpeg())).toMatchObject({ format: 'other' });
    expect(await inspectUpload(Buffer.alloc(0))).toMatchObject({ format: 'other', sizeBytes: 0 });
  });

  it('R12: a PDF over the limit is not opened', async () => {
    const pdf = await pdfOf(1);
    const large = Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024, '\n'), Buffer.from('startxref\n0\n%%EOF')]);
    expect((await inspectUpload(large)).pages).toBeUndefined();
  });

  it('R12: a file that the disk does not give is a failure, not a judgement', async () => {
    await expect(inspectUpload(join(folder, 'absent.pdf'))).rejects.toThrow('ENOENT');
  });
});
