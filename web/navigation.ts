import type { Role } from '../domain/actions.ts';
import { paths } from './paths.ts';

export interface NavigationLink {
  label: string;
  path: string;
}

/** A few links under one word of the header. */
export interface NavigationGroup {
  label: string;
  links: readonly NavigationLink[];
}

const link = (label: string, path: string): NavigationLink => ({ label, path });

const SETTINGS: NavigationGroup = {
  label: 'Réglages',
  links: [
    link('Centre et règles', paths.centreSettings()),
    link('Fenêtres d’inscription', paths.windows()),
    link('Calendrier scolaire', paths.calendar()),
    link('Certifications', paths.certifications()),
    link('Tuteurs', paths.tutors()),
  ],
};

const ADMINISTRATION: NavigationGroup = {
  label: 'Administration',
  links: [
    link('Utilisateurs', paths.users()),
    link('Jetons d’accès', paths.tokens()),
    link('Centres', paths.centres()),
    link('Modèles de courriels', paths.mails()),
    link('Journal d’audit', paths.audit()),
  ],
};

const STAFF_LINKS = [
  link('À faire', paths.worklist()),
  link('Dossiers', paths.dossiers()),
  link('Inscrire', paths.newDossier()),
];
const MANAGER_LINKS = [...STAFF_LINKS, link('Pilotage', paths.figures()), SETTINGS];

const LINKS: Record<Role, readonly (NavigationLink | NavigationGroup)[]> = {
  auditeur: [link('Mon accompagnement', paths.myCoaching())],
  tutor: [link('Mes accompagnements', paths.myCoachings())],
  staff: [...STAFF_LINKS, SETTINGS],
  manager: MANAGER_LINKS,
  administrator: [...MANAGER_LINKS, ADMINISTRATION],
};

/** The links of the header, for a role. */
export const navigationOf = (role: Role): readonly (NavigationLink | NavigationGroup)[] => LINKS[role];

/** Where each role begins. */
export const homeOf = (role: Role): string => (LINKS[role][0] as NavigationLink).path;

export { ROLE_NAMES } from '../domain/words.ts';
