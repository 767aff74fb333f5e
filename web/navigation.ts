import type { Role } from '../domain/actions.ts';
import { paths } from './paths.ts';

export interface NavigationLink {
  label: string;
  path: string;
  /** Other addresses of the page that it leads to. */
  page?: RegExp;
  /** Addresses of its section, besides those below its own. */
  section?: RegExp;
}

/** A few links under one word of the header. */
export interface NavigationGroup {
  label: string;
  links: readonly NavigationLink[];
}

const link = (label: string, path: string, more: Pick<NavigationLink, 'page' | 'section'> = {}): NavigationLink => ({
  label,
  path,
  ...more,
});

const A_DOSSIER = /^\/dossiers\/[0-9a-f-]{36}$/i;
const OF_A_DOSSIER = /^\/dossiers\/[0-9a-f-]{36}(?:\/|$)/i;

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
  auditeur: [link('Mon accompagnement', paths.myCoaching(), { page: A_DOSSIER, section: OF_A_DOSSIER })],
  tutor: [link('Mes accompagnements', paths.myCoachings(), { section: OF_A_DOSSIER })],
  staff: [...STAFF_LINKS, SETTINGS],
  manager: MANAGER_LINKS,
  administrator: [...MANAGER_LINKS, ADMINISTRATION],
};

/** The links of the header, for a role. */
export const navigationOf = (role: Role): readonly (NavigationLink | NavigationGroup)[] => LINKS[role];

/** All of them, those of groups too. */
const linksOf = (role: Role): NavigationLink[] =>
  navigationOf(role).flatMap((entry) => ('links' in entry ? entry.links : [entry]));

/** What the page shown is to a link, as `aria-current` says it: the one that it leads to, or one of its section (`true`). */
export function currentIn(role: Role, shown: string): (link: NavigationLink) => 'page' | 'true' | undefined {
  const isItsPage = ({ path, page }: NavigationLink): boolean => path === shown || page?.test(shown) === true;
  const isOfOne = linksOf(role).some(isItsPage);
  return (link) => {
    if (isItsPage(link)) return 'page';
    const isInSection = shown.startsWith(`${link.path}/`) || link.section?.test(shown) === true;
    return isInSection && !isOfOne ? 'true' : undefined;
  };
}

/** Where each role begins. */
export const homeOf = (role: Role): string => (LINKS[role][0] as NavigationLink).path;

export { ROLE_NAMES } from '../domain/words.ts';
