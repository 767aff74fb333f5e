import type { EvaluationCriterion } from '../domain/evaluation-forms.ts';
import type { NewCertification } from './certifications.ts';

/** What any report on professional activity is judged on, whatever the certification. */
const COMMON: EvaluationCriterion[] = [
  {
    id: 'contexte',
    label: 'L’entreprise, le service et le poste occupé sont présentés avec précision.',
    mandatory: false,
  },
  {
    id: 'experience',
    label: 'L’expérience décrite relève du domaine de la certification et atteint la durée demandée.',
    mandatory: true,
  },
  {
    id: 'analyse',
    label: 'L’activité est analysée avec recul\u00a0: choix, difficultés rencontrées, résultats obtenus.',
    mandatory: true,
  },
  {
    id: 'liens',
    label: 'Les liens entre l’activité et les enseignements suivis sont explicites.',
    mandatory: false,
  },
  {
    id: 'forme',
    label: 'Le rapport est structuré, correctement rédigé et compte moins de huit pages.',
    mandatory: false,
  },
];

const withOwn = (own: EvaluationCriterion): EvaluationCriterion[] => [...COMMON.slice(0, 3), own, ...COMMON.slice(3)];

/** Invented certifications, one of each tariff and kind, to try Jalons with. */
export const DEMONSTRATION_CERTIFICATIONS: NewCertification[] = [
  {
    code: 'CERT-NUM',
    title: 'Certificat de compétence Médiation numérique (démonstration)',
    kind: 'certificate',
    activityUnits: [{ code: 'UA-NUM', title: 'Expérience professionnelle en médiation numérique' }],
    minExperienceMonths: 3,
    tariff: 'on_request',
    evaluation: {
      kind: 'shuttle',
      criteria: [
        { id: 'duree', label: 'La durée de l’expérience professionnelle est justifiée.', mandatory: true },
        { id: 'domaine', label: 'L’expérience relève du domaine du certificat.', mandatory: true },
        { id: 'missions', label: 'Les missions exercées sont décrites et situées.', mandatory: true },
        { id: 'competences', label: 'Les compétences mobilisées sont identifiées.', mandatory: false },
        { id: 'forme', label: 'Le rapport respecte la forme attendue.', mandatory: false },
      ],
    },
  },
  {
    code: 'LIC-GEST',
    title: 'Licence Gestion et organisation (démonstration)',
    kind: 'diploma',
    activityUnits: [
      { code: 'UA-GEST-1', title: 'Rapport d’activité en gestion et organisation' },
      { code: 'UA-GEST-2', title: 'Rapport d’activité en comptabilité et contrôle de gestion' },
    ],
    minExperienceMonths: 12,
    tariff: 'standard',
    evaluation: {
      kind: 'grid',
      criteria: withOwn({
        id: 'outils',
        label: 'Les outils et méthodes de gestion employés sont décrits et discutés.',
        mandatory: true,
      }),
    },
  },
  {
    code: 'LIC-INFO',
    title: 'Licence Informatique générale (démonstration)',
    kind: 'diploma',
    activityUnits: [{ code: 'UA-INFO', title: 'Rapport d’activité en informatique' }],
    minExperienceMonths: 24,
    tariff: 'standard',
    evaluation: {
      kind: 'grid',
      criteria: withOwn({
        id: 'technique',
        label: 'Les réalisations techniques sont expliquées et leurs choix justifiés.',
        mandatory: true,
      }),
    },
  },
  {
    code: 'TITRE-RH',
    title: 'Titre Responsable des ressources humaines (démonstration)',
    kind: 'title',
    activityUnits: [{ code: 'UA-RH', title: 'Rapport d’activité en ressources humaines' }],
    minExperienceMonths: 36,
    tariff: 'special',
    prices: { individual: 18_000, organisation: 25_000 },
    evaluation: {
      kind: 'grid',
      criteria: withOwn({
        id: 'cadre',
        label: 'Le cadre juridique et social de l’activité est maîtrisé.',
        mandatory: true,
      }),
    },
  },
];
