import { centsIn, dateIn, integerIn, plainWord, yesIn } from '../fields/typed-text.ts';

/** A column of a file of registrations: the field that it fills, and how its cells are read. */
export interface ImportColumn {
  /** As the schema of registrations and its refusals name it. */
  path: string;
  title: string;
  required?: boolean;
  /** Other headings that it is known by, without accents or capitals. */
  aliases: readonly string[];
  /** What a cell says; undefined when it cannot be read. */
  read: (cell: string) => unknown;
  /** What was expected, when it cannot be read. */
  expected?: string;
  /** A cell of the template. */
  example: string;
}

const text = (cell: string): string => cell;

const DATE = { read: dateIn, expected: 'attend une date, par exemple 05/10/2026' };
const COUNT = { read: integerIn, expected: 'attend un nombre entier' };
const YES = { read: yesIn, expected: 'attend «\u00a0oui\u00a0» ou «\u00a0non\u00a0»' };
const EUROS = { read: centsIn, expected: 'attend un prix en euros, par exemple 150 ou 150,50' };
const TEXT = { read: text };

const FUNDING: Record<string, string> = Object.fromEntries([
  ...['individuel', 'particulier', 'individual', 'financement individuel', 'autofinancement'].map(
    (word) => [word, 'individual'] as const,
  ),
  ...[
    'organisme',
    'organisation',
    'etablissement',
    'etablissement financeur',
    'entreprise',
    'employeur',
    'financeur',
    'opco',
  ].map((word) => [word, 'organisation'] as const),
]);

/** Every column, in the order of the template. */
export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  {
    path: 'auditeur.lastName',
    title: 'Nom',
    required: true,
    aliases: ['nom de famille', 'nom d usage'],
    ...TEXT,
    example: 'Durand',
  },
  { path: 'auditeur.firstName', title: 'Prénom', required: true, aliases: [], ...TEXT, example: 'Aline' },
  {
    path: 'auditeur.email',
    title: 'Adresse électronique',
    required: true,
    aliases: ['email', 'e mail', 'mail', 'courriel', 'adresse mail', 'adresse email', 'adresse e mail'],
    ...TEXT,
    example: 'aline.durand@example.org',
  },
  {
    path: 'auditeur.phone',
    title: 'Téléphone',
    aliases: ['tel', 'portable', 'mobile', 'numero de telephone'],
    ...TEXT,
    example: '06 12 34 56 78',
  },
  {
    path: 'certification',
    title: 'Certification',
    required: true,
    aliases: ['code certification', 'code de la certification'],
    ...TEXT,
    example: '',
  },
  { path: 'activityUnit', title: 'UA', aliases: ['unite d activite', 'code ua'], ...TEXT, example: '' },
  {
    path: 'funding.type',
    title: 'Financement',
    required: true,
    aliases: ['type de financement', 'mode de financement'],
    read: (cell) => FUNDING[plainWord(cell)],
    expected: 'attend «\u00a0individuel\u00a0» ou «\u00a0établissement financeur\u00a0»',
    example: 'individuel',
  },
  {
    path: 'funding.funder',
    title: 'Financeur',
    aliases: ['organisme financeur', 'etablissement financeur', 'nom du financeur'],
    ...TEXT,
    example: '',
  },
  {
    path: 'eligibility.validatedUnits',
    title: 'Unités validées',
    aliases: ['ue validees', 'nombre d ue validees', 'nombre d unites validees', 'unites d enseignement validees'],
    ...COUNT,
    example: '3',
  },
  {
    path: 'eligibility.experienceMonths',
    title: 'Expérience (mois)',
    aliases: ['experience', 'experience en mois', 'mois d experience', 'experience professionnelle mois'],
    ...COUNT,
    example: '24',
  },
  {
    path: 'eligibility.experienceInProgress',
    title: 'Expérience en cours',
    aliases: ['experience en cours d acquisition'],
    ...YES,
    example: 'non',
  },
  {
    path: 'cgv.version',
    title: 'Version des CGV',
    aliases: ['cgv', 'version cgv', 'cgv version'],
    ...TEXT,
    example: '2024',
  },
  {
    path: 'cgv.acceptedOn',
    title: 'CGV acceptées le',
    aliases: ['date d acceptation des cgv', 'acceptation des cgv', 'date cgv', 'cgv date'],
    ...DATE,
    example: '01/10/2026',
  },
  {
    path: 'registeredOn',
    title: 'Inscription',
    aliases: ['inscrit le', 'inscription le', 'date d inscription'],
    ...DATE,
    example: '05/10/2026',
  },
  {
    path: 'lateReason',
    title: 'Motif hors période',
    aliases: ['motif', 'motif d inscription hors periode'],
    ...TEXT,
    example: '',
  },
  { path: 'priceCents', title: 'Prix (€)', aliases: ['prix en euros', 'tarif', 'montant'], ...EUROS, example: '' },
  {
    path: 'pathReference',
    title: 'Référence du parcours',
    aliases: ['reference parcours', 'numero d inscription au parcours'],
    ...TEXT,
    example: '',
  },
  { path: 'centre', title: 'Centre', aliases: ['code centre', 'code du centre'], ...TEXT, example: '' },
];

/** Headings of the file of lines to correct, beside those of the file that was sent: known, and not read. */
export const REMARK_HEADINGS = { line: 'Ligne d’origine', remarks: 'À corriger' };

const BY_HEADING = new Map(
  IMPORT_COLUMNS.flatMap((column) =>
    [column.title, column.path, ...column.aliases].map((heading) => [plainWord(heading), column] as const),
  ),
);

/** The column that a heading names, whatever its accents and capitals. */
export const columnNamed = (heading: string): ImportColumn | undefined => BY_HEADING.get(plainWord(heading));

/** Whether a heading is one that we added ourselves. */
export const isRemark = (heading: string): boolean =>
  Object.values(REMARK_HEADINGS).some((known) => plainWord(known) === plainWord(heading));

/** The column that a refusal is about: that of its path, or the first of the group that it names. */
export const columnOf = (path: string): ImportColumn | undefined =>
  IMPORT_COLUMNS.find((column) => column.path === path) ??
  IMPORT_COLUMNS.find((column) => column.path.startsWith(`${path}.`));
