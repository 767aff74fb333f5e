import type { WorkSection } from '../../domain/worklist.ts';
import type { WorkEntry } from '../../services/worklist.ts';
import { paths, withQuery } from '../paths.ts';

interface SectionWords {
  /** In its address. */
  slug: string;
  title: string;
  /** What there is to know or to do. */
  lead: string;
  /** What the date of its entries is. */
  date: string;
  /** Where the thing is done; the enrolment's own page when absent. */
  act?: { label: string; path: (id: string) => string };
  /** Late or about to be: stands out. */
  pressing: boolean;
}

/** How each section of what there is to do is called and read. */
export const SECTION_WORDS: Record<WorkSection, SectionWords> = {
  tutors_to_assign: {
    slug: 'tuteurs-a-affecter',
    title: 'Tuteurs à affecter',
    lead: 'Ces auditeurs attendent qu’un tuteur leur soit affecté.',
    date: 'Inscrit le',
    act: { label: 'Affecter', path: (id) => withQuery(paths.assignTutor(id), FROM_WORKLIST) },
    pressing: false,
  },
  follow_ups: {
    slug: 'suites-a-donner',
    title: 'Suites à donner',
    lead: 'L’avis est défavorable\u00a0: contactez ces auditeurs pour construire la suite avec eux.',
    date: 'Au plus tard le',
    act: { label: 'Enregistrer l’échange', path: paths.followUp },
    pressing: true,
  },
  limits_reached: {
    slug: 'limites-atteintes',
    title: 'Limites atteintes',
    lead: 'La limite de deux semestres est atteinte\u00a0: un responsable prolonge le dossier, ou le clôt comme expiré.',
    date: 'Limite',
    pressing: true,
  },
  overdue_tutors: {
    slug: 'retards-des-tuteurs',
    title: 'Retards des tuteurs',
    lead: 'Une correction ou un avis se fait attendre\u00a0; les tuteurs sont relancés.',
    date: 'Échéance',
    pressing: true,
  },
  overdue_auditeurs: {
    slug: 'retards-des-auditeurs',
    title: 'Retards des auditeurs',
    lead: 'Un rapport ou une révision se fait attendre\u00a0; les auditeurs sont relancés.',
    date: 'Échéance',
    pressing: false,
  },
  stalled_meetings: {
    slug: 'rendez-vous-qui-tardent',
    title: 'Rendez-vous qui tardent',
    lead: 'Le premier rendez-vous n’est pas fixé, ou son compte rendu manque, depuis trop longtemps.',
    date: 'Depuis le',
    pressing: false,
  },
  uncertain_deadlines: {
    slug: 'echeances-provisoires',
    title: 'Échéances provisoires',
    lead: 'Le calendrier scolaire ne va pas assez loin pour les calculer\u00a0: importez le suivant dès sa parution.',
    date: 'Échéance',
    pressing: false,
  },
  limits_near: {
    slug: 'limites-proches',
    title: 'Limites proches',
    lead: 'La prestation de ces auditeurs se termine bientôt.',
    date: 'Limite',
    pressing: false,
  },
  failing_mails: {
    slug: 'courriels-en-echec',
    title: 'Courriels qui n’arrivent pas',
    lead: 'Ces courriels échouent depuis plus d’une heure. L’adresse est peut-être fausse\u00a0; ils sont retentés d’eux-mêmes.',
    date: 'Écrit le',
    pressing: true,
  },
};

/** The section that an address names. */
export const sectionAt = (slug: string): WorkSection | undefined =>
  (Object.keys(SECTION_WORDS) as WorkSection[]).find((name) => SECTION_WORDS[name].slug === slug);

/** The page of a whole section. */
export const sectionPath = (name: WorkSection): string => `${paths.worklist()}/${SECTION_WORDS[name].slug}`;

/** Said to the page of an act that leads back to the list that one came from. */
export const FROM_WORKLIST = { depuis: 'a-faire' } as const;

/** The page where an entry is dealt with. */
export const actPath = (name: WorkSection, { id }: Pick<WorkEntry, 'id'>): string =>
  SECTION_WORDS[name].act?.path(id) ?? paths.dossier(id);
