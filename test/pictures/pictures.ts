import type { Person } from '../browser/people.ts';
import { aPdf } from '../journeys/enrolments.ts';
import { ADMINISTRATOR, MANAGER, STAFF, TUTOR_EMAIL } from './cast.ts';
import type { Spring } from './spring.ts';

/** A picture of the guide. */
export interface Picture {
  /** Of its file. */
  name: string;
  /** Who looks, by their address; nobody has signed in when absent. */
  who?: string;
  as?: 'user' | 'tutor' | 'auditeur';
  at: string;
  /** What is done on the page before. */
  act?: (person: Person) => Promise<void>;
  /** A desk's screen when absent. */
  device?: 'phone' | 'desktop';
  dark?: boolean;
  /** In CSS pixels; the device's when absent. */
  height?: number;
  /** The part that is shown; what the screen shows when absent. */
  of?: string;
}

const report = async (pages: number) => {
  const { content } = await aPdf(pages);
  return { name: 'Rapport d’activité.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) };
};

const LINES = [
  'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le',
  'Aubert;Manon;manon.aubert@example.org;LIC-GEST;individuel;3;28;2024;15/03/2027',
  'Lemaire;Théo;theo.lemaire@example.org;LIC-INFO;établissement financeur;4;36;2024;15/03/2027',
  'Fontana;Rose;rose.fontana;LIC-GEST;individuel;deux;60;2024;15/03/2027',
  'Bouvier;Noé;noe.bouvier@example.org;LIC-GEST;individuel;1;48;2024;15/03/2027',
];
const ROWS = { name: 'inscriptions-mars.csv', mimeType: 'text/csv', buffer: Buffer.from(LINES.join('\r\n')) };

const asAuditeur = ({ nadia, sophie, julien, elodie }: Spring): Picture[] => [
  { name: 'connexion', at: '/connexion', device: 'phone', height: 560 },
  { name: 'mon-accompagnement', who: nadia.email, at: nadia.page, height: 860 },
  { name: 'rendez-vous', who: sophie.email, at: `${sophie.page}/rendez-vous`, device: 'phone', height: 690 },
  {
    name: 'rapport-trop-long',
    who: julien.email,
    at: `${julien.page}/rapport`,
    device: 'phone',
    height: 660,
    act: async ({ page, presses, reads }) => {
      await page.getByLabel('Rapport d’activité').setInputFiles(await report(9));
      await presses('Déposer');
      await reads(/9 pages/);
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  { name: 'revision', who: nadia.email, at: `${nadia.page}/revision`, device: 'phone', height: 1010 },
  { name: 'attestation', who: elodie.email, at: elodie.page, height: 860 },
];

const asTutor = ({ yanis, thomas }: Spring): Picture[] => [
  { name: 'mes-accompagnements', who: TUTOR_EMAIL, as: 'tutor', at: '/mes-accompagnements', height: 860 },
  {
    name: 'compte-rendu',
    who: TUTOR_EMAIL,
    as: 'tutor',
    at: `${yanis.page}/compte-rendu?reportDue=2027-04-23`,
    device: 'phone',
    height: 1400,
  },
  {
    name: 'avis-relecture',
    who: TUTOR_EMAIL,
    as: 'tutor',
    at: `${thomas.page}/avis`,
    height: 900,
    act: async ({ page, ticks, fills, presses, reads }) => {
      for (const met of await page.getByLabel('Satisfait', { exact: true }).all()) await met.check();
      await ticks('Validé');
      await fills({
        Motivation: 'Un rapport complet : l’expérience est analysée avec recul et reliée aux enseignements.',
      });
      await presses('Relire avant de rendre');
      await reads('Un avis rendu est définitif.');
    },
  },
];

const asStaff = ({ camille, nadia, mathieu }: Spring): Picture[] => [
  { name: 'a-faire', who: STAFF.email, at: '/a-faire', height: 900 },
  { name: 'dossiers', who: STAFF.email, at: '/dossiers', height: 860 },
  {
    name: 'inscrire',
    who: STAFF.email,
    at: '/dossiers/nouveau',
    height: 900,
    act: async ({ page, fills, ticks, reads }) => {
      await fills({ Nom: 'Legrand', Prénom: 'Simon', 'Adresse électronique': 'simon.legrand@example.org' });
      await page.getByLabel('Certification visée').selectOption('LIC-GEST');
      await fills({ 'Unités d’enseignement validées': '3', 'Expérience professionnelle, en mois': '30' });
      await ticks('Un établissement financeur');
      await reads('170 €');
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  { name: 'affecter', who: STAFF.email, at: `${camille.page}/tuteur`, height: 760 },
  { name: 'dossier-gestionnaire', who: STAFF.email, at: nadia.page, height: 860 },
  { name: 'suite', who: STAFF.email, at: `${mathieu.page}/suite`, height: 860 },
  {
    name: 'import',
    who: STAFF.email,
    at: '/dossiers/import',
    height: 800,
    act: async ({ page, presses, reads }) => {
      await page.getByLabel('Fichier CSV').setInputFiles(ROWS);
      await presses('Vérifier le fichier');
      await reads('Vérifier avant d’importer');
    },
  },
];

const asManager = (_: Spring): Picture[] => [
  { name: 'pilotage', who: MANAGER.email, at: '/pilotage', height: 900 },
  { name: 'calendrier', who: MANAGER.email, at: '/reglages/calendrier', height: 1000 },
  { name: 'tuteurs', who: MANAGER.email, at: '/reglages/tuteurs', height: 720 },
  { name: 'formulaire', who: MANAGER.email, at: '/reglages/certifications/LIC-GEST/formulaire', height: 860 },
  {
    name: 'relances',
    who: MANAGER.email,
    at: '/reglages/centre',
    height: 760,
    act: ({ page }) => showing(page, 'Relances et alertes'),
  },
];

const asAdministrator = (_: Spring): Picture[] => [
  { name: 'utilisateurs', who: ADMINISTRATOR.email, at: '/administration/utilisateurs', height: 480 },
  { name: 'jetons', who: ADMINISTRATOR.email, at: '/administration/jetons', height: 620 },
  {
    name: 'courriel',
    who: ADMINISTRATOR.email,
    at: '/administration/courriels',
    height: 1000,
    act: async ({ page }) => {
      await page
        .getByRole('link', { name: /^Rappel/ })
        .first()
        .click();
      await showing(page, 'Tel qu’il se lit');
    },
  },
];

/** Scrolls to a title. */
const showing = (page: Person['page'], title: string): Promise<void> =>
  page.getByRole('heading', { name: title }).evaluate((heading) => heading.scrollIntoView());

/** The pictures of the guide, by who looks. */
export const pictures = (spring: Spring): Picture[] => [
  ...asAuditeur(spring),
  ...asTutor(spring),
  ...asStaff(spring),
  ...asManager(spring),
  ...asAdministrator(spring),
];
