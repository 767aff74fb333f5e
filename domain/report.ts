import { RuleViolation } from './errors.ts';

/** What a deposited file is for. A correction is the report as annotated by the tutor. */
export type FileKind = 'report' | 'correction' | 'revision';

export const FILE_FORMATS = ['pdf', 'docx', 'odt'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** What a file turned out to be, by its content: one of ours, something else, or one of ours that cannot be opened. */
export type FoundFormat = FileFormat | 'other' | 'unreadable';

/** The media type under which each format is served. */
export const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
};

const MIB = 1024 * 1024;

/** R12: 20 MiB, for every kind of file. */
export const MAX_FILE_BYTES = 20 * MIB;

/** R12: a report in PDF has fewer than 8 pages. */
export const MAX_REPORT_PAGES = 7;

export interface FoundFile {
  kind: FileKind;
  sizeBytes: number;
  format: FoundFormat;
  /** Of a PDF; absent where they could not be counted. */
  pages?: number;
}

const NAMES: Readonly<Record<FileKind, string>> = {
  report: 'Le rapport',
  correction: 'La correction annotée',
  revision: 'Le rapport révisé',
};

const hasPageLimit = (kind: FileKind): boolean => kind !== 'correction';

/**
 * R12: whether the file may be a report, a correction or a revision. Says nothing when it may.
 * @throws RuleViolation `report.too_large`, `report.unreadable`, `report.type` or `report.too_long`, looked at in this
 * order, each saying in French what to do.
 */
export function judgeFile(file: FoundFile): asserts file is FoundFile & { format: FileFormat } {
  if (file.sizeBytes > MAX_FILE_BYTES) throw tooLarge(file.sizeBytes);
  if (file.sizeBytes === 0) throw unreadable('Le fichier est vide.');
  if (file.format === 'other') throw wrongType();
  if (file.format === 'unreadable' || (file.format === 'pdf' && !file.pages)) {
    throw unreadable('Le fichier est illisible\u00a0: il est endommagé, incomplet ou protégé par un mot de passe.');
  }
  if (file.pages !== undefined && file.pages > MAX_REPORT_PAGES && hasPageLimit(file.kind)) throw tooLong(file);
}

/** R12: a deposit came without its file. */
export const missingFile = (kind: FileKind): RuleViolation =>
  new RuleViolation('report.missing', `${NAMES[kind]} manque\u00a0: joignez un fichier PDF, DOCX ou ODT.`);

const tooLarge = (sizeBytes: number): RuleViolation =>
  new RuleViolation(
    'report.too_large',
    `Le fichier pèse ${inMib(sizeBytes)}\u00a0Mio et la limite est de ${MAX_FILE_BYTES / MIB}\u00a0Mio. ` +
      'Allégez-le, par exemple en compressant ses images, puis déposez-le de nouveau.',
  );

const wrongType = (): RuleViolation =>
  new RuleViolation(
    'report.type',
    'Le contenu du fichier n’est pas celui d’un document PDF, DOCX ou ODT, quel que soit son nom. ' +
      'Enregistrez le document dans l’un de ces formats, sans mot de passe, puis déposez-le de nouveau.',
  );

const unreadable = (fact: string): RuleViolation =>
  new RuleViolation(
    'report.unreadable',
    `${fact} Ouvrez l’original, exportez-le de nouveau en PDF sans mot de passe, puis déposez ce nouveau fichier.`,
  );

const tooLong = ({ kind, pages }: FoundFile): RuleViolation =>
  new RuleViolation(
    'report.too_long',
    `${NAMES[kind]} compte ${pages}\u00a0pages et doit en compter moins de ${MAX_REPORT_PAGES + 1}. ` +
      `Ramenez-le à ${MAX_REPORT_PAGES}\u00a0pages au plus, puis déposez-le de nouveau.`,
  );

/** Mebibytes with one decimal, rounded up, so that what is over the limit never reads as the limit. */
const inMib = (bytes: number): string => (Math.ceil((bytes * 10) / MIB) / 10).toFixed(1).replace('.', ',');
