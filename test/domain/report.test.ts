import type { RefusalCode } from '../../domain/errors.ts';
import { RuleViolation } from '../../domain/errors.ts';
import {
  FILE_FLAWS,
  type FileFlaw,
  type FoundFile,
  judgeFile,
  MAX_FILE_BYTES,
  missingFile,
} from '../../domain/report.ts';

const file = (changes: Partial<FoundFile> = {}): FoundFile => ({
  kind: 'report',
  sizeBytes: 1000,
  format: 'pdf',
  pages: 7,
  ...changes,
});

function refusalOf(found: FoundFile): { code: RefusalCode; message: string } | undefined {
  try {
    judgeFile(found);
  } catch (error) {
    if (error instanceof RuleViolation) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

describe('R12: what a deposited file may be', () => {
  it.each(['report', 'revision'] as const)('R12: a %s in PDF may have 7 pages', (kind) => {
    expect(refusalOf(file({ kind, pages: 7 }))).toBeUndefined();
  });

  it('R12: a report of 8 pages is refused, with the count and what to do', () => {
    expect(refusalOf(file({ pages: 8 }))).toEqual({
      code: 'report.too_long',
      message:
        'Le rapport compte 8\u00a0pages et doit en compter moins de 8. ' +
        'Ramenez-le à 7\u00a0pages au plus, puis déposez-le de nouveau.',
    });
  });

  it('R12: a revised report of 121 pages is refused, with the count', () => {
    expect(refusalOf(file({ kind: 'revision', pages: 121 }))?.message).toContain(
      'Le rapport révisé compte 121\u00a0pages',
    );
  });

  it('R12: an annotated correction has any number of pages', () => {
    expect(refusalOf(file({ kind: 'correction', pages: 121 }))).toBeUndefined();
  });

  it.each(['docx', 'odt'] as const)('R12: a report may be in %s, whose pages are not counted', (format) => {
    expect(refusalOf(file({ format, pages: undefined }))).toBeUndefined();
  });

  it('R12: 20 MiB exactly are accepted', () => {
    expect(refusalOf(file({ sizeBytes: MAX_FILE_BYTES }))).toBeUndefined();
  });

  it('R12: one byte more than 20 MiB is refused, and never reads as 20 MiB', () => {
    const refusal = refusalOf(file({ sizeBytes: MAX_FILE_BYTES + 1 }));
    expect(refusal?.code).toBe('report.too_large');
    expect(refusal?.message).toContain('pèse 20,1\u00a0Mio et la limite est de 20\u00a0Mio');
  });

  it('R12: the size is looked at before the type', () => {
    expect(refusalOf(file({ sizeBytes: MAX_FILE_BYTES + 1, format: 'other' }))?.code).toBe('report.too_large');
  });

  it.each(['report', 'correction', 'revision'] as const)('R12: a %s that is no PDF, DOCX or ODT is refused', (kind) => {
    expect(refusalOf(file({ kind, format: 'other' }))?.code).toBe('report.type');
  });

  it.each(['report', 'correction', 'revision'] as const)('R12: a %s that cannot be opened is refused', (kind) => {
    expect(refusalOf(file({ kind, format: 'unreadable', pages: undefined }))?.code).toBe('report.unreadable');
  });

  it.each<[FileFlaw, RefusalCode, string]>([
    ['other', 'report.type', 'PDF, DOCX ou ODT'],
    ['old_word', 'report.type', 'ancien format (.doc)'],
    ['macros', 'report.type', 'contient des macros'],
    ['ambiguous', 'report.type', 'autre chose que l’on pourrait ouvrir à sa place'],
    ['unreadable', 'report.unreadable', 'endommagé'],
    ['truncated', 'report.unreadable', 'sa fin manque'],
    ['locked', 'report.unreadable', 'protégé par un mot de passe ou par des restrictions'],
    ['bomb', 'report.unreadable', 'une place ou un temps démesurés'],
    ['infected', 'document.infected', 'L’antivirus a reconnu un contenu dangereux'],
  ])('R12: of a file found %s, %s tells what is wrong and what to do', (flaw, code, says) => {
    for (const kind of ['report', 'correction', 'revision'] as const) {
      const refusal = refusalOf(file({ kind, format: flaw, pages: undefined }));
      expect(refusal).toEqual({ code, message: expect.stringContaining(says) });
      expect(refusal?.message).toMatch(/^[A-ZÀÉ].*\. .*déposez.*\.$/u);
    }
  });

  it('R12: each flaw has a sentence of its own, and one that this version does not know is told as damage', () => {
    const told = FILE_FLAWS.map((format) => refusalOf(file({ format }))?.message);
    expect(new Set(told).size).toBe(FILE_FLAWS.length);
    expect(refusalOf(file({ format: 'of tomorrow' as FileFlaw }))?.code).toBe('report.unreadable');
  });

  it('R12: a PDF whose pages are not known, or that has none, is unreadable', () => {
    expect(refusalOf(file({ pages: undefined }))?.code).toBe('report.unreadable');
    expect(refusalOf(file({ pages: 0 }))?.code).toBe('report.unreadable');
  });

  it('R12: an empty file is unreadable, and the message says that it is empty', () => {
    const refusal = refusalOf(file({ sizeBytes: 0, format: 'other', pages: undefined }));
    expect(refusal?.code).toBe('report.unreadable');
    expect(refusal?.message).toMatch(/^Le fichier est vide\./);
  });

  it('R12: a deposit without a file says which one is missing', () => {
    expect(missingFile('revision')).toMatchObject({
      code: 'report.missing',
      message: 'Le rapport révisé manque\u00a0: joignez un fichier PDF, DOCX ou ODT.',
    });
  });
});
