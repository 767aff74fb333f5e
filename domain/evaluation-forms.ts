/** A grille d'évaluation (`grid`) or a fiche navette (`shuttle`, of certificats). */
export type FormKind = 'grid' | 'shuttle';

/** One line of an evaluation form, as the tutor reads it. */
export interface EvaluationCriterion {
  id: string;
  label: string;
  /** Unmet, it forbids a favourable avis (R20). */
  mandatory: boolean;
  /** What to look at, in a sentence. */
  help?: string;
  /** Its points, in a grid that has some. They inform the reader and decide nothing. */
  weight?: number;
}

/** A form's contents; a certification numbers its versions. */
export interface FormContents {
  kind: FormKind;
  criteria: EvaluationCriterion[];
}

/** The grid of a certification that brings none: a report on professional experience, on a hundred points. */
const DEFAULT_GRID: EvaluationCriterion[] = [
  {
    id: 'organisation',
    label: 'Présentation de l’organisation et du contexte',
    help: 'Activité, taille, fonctionnement et place du service\u00a0: le lecteur situe où l’expérience s’est déroulée.',
    mandatory: false,
    weight: 10,
  },
  {
    id: 'missions',
    label: 'Description des missions exercées',
    help: 'Les activités sont nommées, situées dans le temps et illustrées d’exemples vécus\u00a0; la part personnelle se distingue de celle de l’équipe.',
    mandatory: true,
    weight: 20,
  },
  {
    id: 'responsabilites',
    label: 'Responsabilités et autonomie',
    help: 'Décisions prises, marges de manœuvre, personnes ou moyens confiés, interlocuteurs, comptes à rendre.',
    mandatory: true,
    weight: 15,
  },
  {
    id: 'competences',
    label: 'Lien avec les compétences de la certification',
    help: 'L’expérience relève du domaine et du niveau visés\u00a0; savoirs et méthodes mis en œuvre sont reliés aux enseignements suivis.',
    mandatory: true,
    weight: 20,
  },
  {
    id: 'analyse',
    label: 'Analyse de la pratique et prise de recul',
    help: 'Choix argumentés, difficultés rencontrées, résultats obtenus, enseignements tirés\u00a0; le propos dépasse le récit.',
    mandatory: true,
    weight: 20,
  },
  {
    id: 'clarte',
    label: 'Clarté et structure du rapport',
    help: 'Un plan lisible, un propos qui progresse, une introduction et une conclusion.',
    mandatory: false,
    weight: 10,
  },
  {
    id: 'presentation',
    label: 'Qualité de la rédaction et de la présentation',
    help: 'Langue correcte, vocabulaire professionnel, mise en page soignée, moins de huit pages.',
    mandatory: false,
    weight: 5,
  },
];

/** The fiche navette of a certificat that brings none: what its deliverance has to be sure of, point by point. */
const DEFAULT_SHUTTLE: EvaluationCriterion[] = [
  {
    id: 'duree',
    label: 'La durée d’expérience demandée est atteinte',
    help: 'Périodes et quotités indiquées dans le rapport, au regard de la durée minimale du certificat.',
    mandatory: true,
  },
  {
    id: 'domaine',
    label: 'L’expérience relève du domaine du certificat',
    help: 'Le poste et le secteur permettent d’exercer les compétences visées.',
    mandatory: true,
  },
  {
    id: 'missions',
    label: 'Les missions et l’organisation sont décrites',
    help: 'On comprend qui emploie, pour quoi faire, et ce que l’auditeur a fait lui-même.',
    mandatory: true,
  },
  {
    id: 'autonomie',
    label: 'Les responsabilités et le degré d’autonomie sont précisés',
    mandatory: false,
  },
  {
    id: 'competences',
    label: 'Les compétences du certificat sont mises en évidence',
    help: 'Chacune s’appuie sur une situation de travail.',
    mandatory: true,
  },
  {
    id: 'recul',
    label: 'L’auditeur porte un regard critique sur sa pratique',
    mandatory: false,
  },
  {
    id: 'forme',
    label: 'Le rapport est clair, correctement rédigé et compte moins de huit pages',
    mandatory: false,
  },
];

/** What forms are offered to start from, each complete. */
export const DEFAULT_FORMS: Readonly<Record<FormKind, FormContents>> = {
  grid: { kind: 'grid', criteria: DEFAULT_GRID },
  shuttle: { kind: 'shuttle', criteria: DEFAULT_SHUTTLE },
};

/** The form of a certification that brings none: a fiche navette for a certificat, a grid for the others. */
export const defaultFormOf = (certification: 'diploma' | 'title' | 'certificate'): FormContents =>
  certification === 'certificate' ? DEFAULT_FORMS.shuttle : DEFAULT_FORMS.grid;
