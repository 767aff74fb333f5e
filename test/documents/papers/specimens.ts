import type {
  AttestationPaper,
  CentreIdentity,
  CompletionCertificatePaper,
  EvaluatedCriterion,
  EvaluationPaper,
  Paper,
  TutoringRecordPaper,
} from '../../../domain/papers.ts';
import { jpegLogo, pngLogo } from './logos.ts';

/** An invented centre. */
export const CENTRE: CentreIdentity = {
  name: 'Centre régional des Pays de la Loire (démonstration)',
  address: '1 place de l’Exemple\n44000 Nantes',
  phone: '02 00 00 00 00',
  email: 'accompagnement@centre.example',
  legalNotice: 'SIRET 000 000 000 00000 – Déclaration d’activité n° 00 00 00000 00 (exemple)',
  signature: { place: 'Nantes', name: 'Hélène Le Goff', capacity: 'Directrice du centre' },
};

const PAPER: Paper = {
  centre: CENTRE,
  reference: 'JAL-2026-00042',
  auditeur: { firstName: 'Marie', lastName: 'Durand' },
  certification: { title: 'Licence Informatique générale', kind: 'diploma' },
  activityUnit: { code: 'UA-INFO', title: 'Rapport d’activité en informatique' },
  tutor: { firstName: 'Élise', lastName: 'Garnier' },
  issuedOn: '2027-03-05',
  issuedAt: '2027-03-05T13:04:27.318Z',
};

export const ATTESTATION: AttestationPaper = {
  ...PAPER,
  number: 'ATT-2027-00042',
  code: '7Q3M9XKD0VTR2H5B',
  verificationUrl: 'https://jalons.example/verify/7Q3M-9XKD-0VTR-2H5B',
  registeredOn: '2026-10-01',
  givenOn: '2027-03-05',
};

const CRITERIA: EvaluatedCriterion[] = [
  {
    id: 'contexte',
    label: 'L’entreprise, le service et le poste occupé sont présentés avec précision.',
    mandatory: false,
    met: true,
  },
  {
    id: 'experience',
    label: 'L’expérience décrite relève du domaine de la certification et atteint la durée demandée.',
    mandatory: true,
    met: true,
    comment: 'Vingt-six mois dans un service informatique, attestés par deux employeurs.',
  },
  {
    id: 'analyse',
    label: 'L’activité est analysée avec recul : choix, difficultés rencontrées, résultats obtenus.',
    mandatory: true,
    met: true,
    comment: 'La migration est racontée avec franchise : ce qui a échoué, pourquoi, et ce qui en a été tiré.',
  },
  {
    id: 'technique',
    label: 'Les réalisations techniques sont expliquées et leurs choix justifiés.',
    mandatory: true,
    met: true,
  },
  {
    id: 'liens',
    label: 'Les liens entre l’activité et les enseignements suivis sont explicites.',
    mandatory: false,
    met: false,
    comment: 'Deux enseignements sont cités sans être mis en rapport avec les réalisations.',
  },
  {
    id: 'forme',
    label: 'Le rapport est structuré, correctement rédigé et compte moins de huit pages.',
    mandatory: false,
    met: true,
  },
];

export const EVALUATION: EvaluationPaper = {
  ...PAPER,
  form: { kind: 'grid', version: 3, criteria: CRITERIA },
  mention: 'validated',
  motivation:
    'Le rapport rend compte d’une expérience solide, située et analysée. Les choix techniques sont argumentés, et les difficultés exposées sans détour.\n\nLa partie consacrée à la reprise des données est la plus aboutie : elle montre une vraie capacité à documenter, à tester et à transmettre.\n\nPoints à approfondir :\n– mettre en rapport les enseignements suivis et les réalisations ;\n– préciser la part personnelle prise dans les décisions d’équipe.',
  givenOn: '2027-03-05',
  avisVersion: 1,
};

/** Unfavourable, then corrected, on a fiche navette. */
export const CORRECTED_EVALUATION: EvaluationPaper = {
  ...EVALUATION,
  certification: { title: 'Certificat de compétence Médiation numérique', kind: 'certificate' },
  activityUnit: { code: 'UA-NUM', title: 'Expérience professionnelle en médiation numérique' },
  form: {
    kind: 'shuttle',
    version: 1,
    criteria: CRITERIA.slice(0, 4).map((criterion, index) => ({ ...criterion, met: index !== 2, weight: index + 1 })),
  },
  mention: 'not_validated',
  avisVersion: 2,
  correctionReason: 'Un critère obligatoire avait été coché par erreur.\nLe rapport a été relu avec la tutrice.',
};

export const TUTORING_RECORD: TutoringRecordPaper = {
  ...PAPER,
  entries: [
    { date: '2026-11-05', minutes: 30, label: 'Premier rendez-vous en visioconférence', tutor: 'Élise Garnier' },
    { date: '2026-12-01', minutes: 20, label: 'Questions sur le plan du rapport', tutor: 'Élise Garnier' },
    { date: '2027-01-18', minutes: 45, label: 'Retour sur la correction annotée', tutor: 'Élise Garnier' },
  ],
  totalMinutes: 95,
  allowanceMinutes: 120,
  confirmations: [
    {
      totalMinutes: 95,
      confirmedAt: '2027-03-05T08:12:00.000Z',
      confirmedOn: '2027-03-05',
      confirmedTime: '09:12',
      confirmedBy: 'Marie Durand',
    },
  ],
};

/** Beyond the two hours, and not confirmed since. */
export const EXCEEDED_RECORD: TutoringRecordPaper = {
  ...TUTORING_RECORD,
  entries: [
    ...TUTORING_RECORD.entries,
    { date: '2027-02-22', minutes: 60, label: 'Relecture de la partie « Bilan » et préparation de la remise' },
  ],
  totalMinutes: 155,
};

export const COMPLETION: CompletionCertificatePaper = {
  ...PAPER,
  funder: 'Opérateur de compétences (exemple)',
  from: '2026-11-05',
  to: '2027-03-05',
  totalMinutes: 95,
  plannedMinutes: 120,
  outcome: 'validated',
  action: { nature: 'Action de formation', legalReference: 'Convention n° 2026-118 du 1er octobre 2026' },
};

/** Cut short, of a centre whose settings say little. */
export const INTERRUPTED: CompletionCertificatePaper = {
  ...COMPLETION,
  centre: { name: CENTRE.name, email: CENTRE.email },
  tutor: undefined,
  funder: undefined,
  outcome: 'withdrawn',
  totalMinutes: 30,
  to: '2026-11-05',
  action: undefined,
};

const HOSTILE: Partial<Paper> = {
  auditeur: { firstName: 'Łukasz Nguyễn-\u202eO’Brien 😀', lastName: '王小明 Şahin & <Œuvré> (ﬁn) é\u0301\u0327' },
  tutor: { firstName: 'Αλέξανδρος', lastName: 'Щербаков-d’Âge' },
  certification: {
    title: `Licence ${'anticonstitutionnellement'.repeat(12)} – https://exemple.example/${'segment/'.repeat(30)}?q=1`,
    kind: 'title',
  },
  activityUnit: { code: 'UA-Ⅳ', title: 'مرحبا 👩‍🔬🇫🇷 \u0000\u0007 ① ½ \ud800 «guillemets» : fin' },
  reference: 'JAL-\n2026-\t00042',
};

export const HOSTILE_ATTESTATION: AttestationPaper = {
  ...ATTESTATION,
  ...HOSTILE,
  replaces: 'ATT-2027-00007',
  verificationUrl: `https://jalons.example/verify/${'A'.repeat(160)}`,
};
export const HOSTILE_EVALUATION: EvaluationPaper = {
  ...EVALUATION,
  ...HOSTILE,
  motivation: `${'mot'.repeat(900)}\n\n\n  \n${'une-adresse.tres.longue@'.repeat(40)}exemple.example\n漢字かな交じり文\n\tTabulé   et   espacé`,
};

/** About ten pages. */
export const LONG_EVALUATION: EvaluationPaper = {
  ...EVALUATION,
  form: {
    kind: 'grid',
    version: 12,
    criteria: Array.from({ length: 40 }, (_, index) => ({
      id: `c${index}`,
      label: `Critère ${index + 1} : l’activité est décrite, située et analysée, avec ses choix et ses résultats.`,
      mandatory: index % 3 === 0,
      met: index % 7 !== 3,
      ...(index % 2 === 0 && {
        comment:
          'Une remarque qui tient sur plusieurs lignes, car elle explique ce qui a été compris du rapport. '.repeat(
            1 + (index % 5),
          ),
      }),
    })),
  },
  motivation: Array.from({ length: 34 }, (_, index) =>
    `Paragraphe ${index + 1}. ${'Le rapport est lu, relu, annoté ; chaque affirmation y est rapportée à une situation vécue. '.repeat(3 + (index % 4))}`.trim(),
  ).join('\n\n'),
};

/** A cell taller than a page. */
export const TALL_EVALUATION: EvaluationPaper = {
  ...EVALUATION,
  form: {
    kind: 'shuttle',
    version: 2,
    criteria: [
      { id: 'a', label: 'Un seul critère.', mandatory: true, met: true, comment: 'Ligne de texte. '.repeat(900) },
    ],
  },
};

export const LONG_RECORD: TutoringRecordPaper = {
  ...TUTORING_RECORD,
  entries: Array.from({ length: 90 }, (_, index) => ({
    date: `2027-0${1 + (index % 3)}-${String(1 + (index % 28)).padStart(2, '0')}`,
    minutes: 5,
    label: `Échange ${index + 1} par courriel, avec relecture d’un passage du rapport`,
    tutor: 'Élise Garnier',
  })),
  totalMinutes: 450,
};

const withLogo = <Any extends Paper>(paper: Any, format: 'png' | 'jpeg'): Any => ({
  ...paper,
  centre: { ...paper.centre, logo: { format, bytes: format === 'png' ? pngLogo() : jpegLogo() } },
});

/** Every paper in every guise, by name: its kind, and what it says. */
export const SPECIMENS = {
  attestation: { kind: 'attestation', paper: ATTESTATION },
  'attestation-logo-png': { kind: 'attestation', paper: withLogo(ATTESTATION, 'png') },
  'attestation-replaced': {
    kind: 'attestation',
    paper: { ...ATTESTATION, ended: { as: 'replaced', on: '2027-04-01', by: 'ATT-2027-00051' } },
  },
  'attestation-hostile': { kind: 'attestation', paper: HOSTILE_ATTESTATION },
  evaluation: { kind: 'evaluation', paper: EVALUATION },
  'evaluation-corrected': { kind: 'evaluation', paper: withLogo(CORRECTED_EVALUATION, 'jpeg') },
  'evaluation-long': { kind: 'evaluation', paper: LONG_EVALUATION },
  'evaluation-tall': { kind: 'evaluation', paper: TALL_EVALUATION },
  'evaluation-hostile': { kind: 'evaluation', paper: HOSTILE_EVALUATION },
  'tutoring-record': { kind: 'tutoringRecord', paper: withLogo(TUTORING_RECORD, 'png') },
  'tutoring-record-exceeded': { kind: 'tutoringRecord', paper: EXCEEDED_RECORD },
  'tutoring-record-long': { kind: 'tutoringRecord', paper: LONG_RECORD },
  'tutoring-record-empty': {
    kind: 'tutoringRecord',
    paper: { ...TUTORING_RECORD, entries: [], totalMinutes: 0, confirmations: [], tutor: undefined },
  },
  'completion-certificate': { kind: 'completionCertificate', paper: withLogo(COMPLETION, 'jpeg') },
  'completion-certificate-interrupted': { kind: 'completionCertificate', paper: INTERRUPTED },
} as const satisfies Record<string, Specimen>;

export type Specimen =
  | { kind: 'attestation'; paper: AttestationPaper }
  | { kind: 'evaluation'; paper: EvaluationPaper }
  | { kind: 'tutoringRecord'; paper: TutoringRecordPaper }
  | { kind: 'completionCertificate'; paper: CompletionCertificatePaper };
