import { type RefusalCode, RuleViolation } from './errors.ts';

/** What a deposited file is for. A correction is the report as annotated by the tutor. */
export type FileKind = 'report' | 'correction' | 'revision';

export const FILE_FORMATS = ['pdf', 'docx', 'odt'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/**
 * What is wrong with a file, by its content: nothing that we take (`other`), an old Word document, one with macros, two
 * things at once; damaged (`unreadable`), cut short, locked by a password or by restrictions, made to exhaust whoever
 * opens it; or dangerous, says the antivirus.
 */
export const FILE_FLAWS = [
  'other',
  'old_word',
  'macros',
  'ambiguous',
  'unreadable',
  'truncated',
  'locked',
  'bomb',
  'infected',
] as const;
export type FileFlaw = (typeof FILE_FLAWS)[number];

/** What a file turned out to be: one of ours, or what is wrong with it. */
export type FoundFormat = FileFormat | FileFlaw;

/** Whether it is one of ours. */
export const isFileFormat = (found: FoundFormat): found is FileFormat =>
  (FILE_FORMATS as readonly string[]).includes(found);

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
 * @throws RuleViolation `report.too_large`, `report.unreadable`, `report.type`, `document.infected` or `report.too_long`,
 * each saying in French what to do; the size is looked at first, the number of pages last.
 */
export function judgeFile(file: FoundFile): asserts file is FoundFile & { format: FileFormat } {
  if (file.sizeBytes > MAX_FILE_BYTES) throw tooLarge(file.sizeBytes);
  if (file.sizeBytes === 0) throw empty();
  if (!isFileFormat(file.format)) throw flawed(file.format);
  if (file.format === 'pdf' && !file.pages) throw flawed('unreadable');
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

const EXPORT_AGAIN =
  'Ouvrez l’original, exportez-le de nouveau en PDF sans mot de passe, puis déposez ce nouveau fichier.';
const SAVE_AS = 'Enregistrez-le au format DOCX, ODT ou PDF, puis déposez-le de nouveau.';

const empty = (): RuleViolation => new RuleViolation('report.unreadable', `Le fichier est vide. ${EXPORT_AGAIN}`);

/** What is told of each flaw, and under which code. */
const FLAWS: Readonly<Record<FileFlaw, readonly [RefusalCode, string]>> = {
  other: [
    'report.type',
    'Le contenu du fichier n’est pas celui d’un document PDF, DOCX ou ODT, quel que soit son nom. ' +
      'Enregistrez le document dans l’un de ces formats, sans mot de passe, puis déposez-le de nouveau.',
  ],
  old_word: ['report.type', `Le fichier est un document Word d’un ancien format (.doc). ${SAVE_AS}`],
  macros: ['report.type', `Le document contient des macros, qui ne sont pas acceptées. Retirez-les. ${SAVE_AS}`],
  ambiguous: [
    'report.type',
    'Le fichier contient, outre un document, autre chose que l’on pourrait ouvrir à sa place (archive, page web, programme). ' +
      EXPORT_AGAIN,
  ],
  unreadable: ['report.unreadable', `Le fichier est illisible\u00a0: il est endommagé. ${EXPORT_AGAIN}`],
  truncated: ['report.unreadable', `Le fichier est incomplet\u00a0: sa fin manque. ${EXPORT_AGAIN}`],
  locked: [
    'report.unreadable',
    'Le fichier est protégé par un mot de passe ou par des restrictions\u00a0: on ne pourrait ni le lire ni l’annoter. ' +
      EXPORT_AGAIN,
  ],
  bomb: [
    'report.unreadable',
    `Le fichier ne peut pas être ouvert\u00a0: il y faudrait une place ou un temps démesurés. ${EXPORT_AGAIN}`,
  ],
  infected: [
    'document.infected',
    'L’antivirus a reconnu un contenu dangereux dans le fichier, qui n’a pas été conservé. ' +
      'Vérifiez votre ordinateur avec un antivirus, puis déposez un fichier sain.',
  ],
};

/** A flaw that this version does not know is told as damage. */
const flawed = (flaw: FileFlaw): RuleViolation => new RuleViolation(...(FLAWS[flaw] ?? FLAWS.unreadable));

const tooLong = ({ kind, pages }: FoundFile): RuleViolation =>
  new RuleViolation(
    'report.too_long',
    `${NAMES[kind]} compte ${pages}\u00a0pages et doit en compter moins de ${MAX_REPORT_PAGES + 1}. ` +
      `Ramenez-le à ${MAX_REPORT_PAGES}\u00a0pages au plus, puis déposez-le de nouveau.`,
  );

/** Mebibytes with one decimal, rounded up, so that what is over the limit never reads as the limit. */
const inMib = (bytes: number): string => (Math.ceil((bytes * 10) / MIB) / 10).toFixed(1).replace('.', ',');
