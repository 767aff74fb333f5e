import { randomUUID } from 'node:crypto';
import type { PageRoute } from '../../web/page-route.ts';
import type { Visitor } from '../../web/visitor.ts';
import type { Site } from '../web/site.ts';
import { visitorOf } from '../web/site.ts';
import { type Stage, type Story, tell } from '../web/stories.ts';

/** A page to look at, with an enrolment that has come as far as it shows something. */
export interface Address {
  path: string;
  story: Story;
  /** What it answers. */
  status: number;
  /** Who alone may see it, if so. */
  visitor?: Visitor;
}

/** How far an enrolment has come where a page of it has something to show; elsewhere its report is in. */
const STAGE_OF: Record<string, Stage> = {
  tuteur: 'registered',
  'rendez-vous': 'tutor',
  'rendez-vous/annulation': 'meeting',
  'compte-rendu': 'tutor',
  revision: 'correction',
  avis: 'revision',
  'avis/correction': 'avis',
  suite: 'refused',
  enquete: 'avis',
};

/** There is nothing to sign in with, here. */
const STATUS_OF: Record<string, number> = {
  '/connexion/:token': 410,
  '/connexion/sso': 404,
  '/connexion/sso/retour': 404,
};

/** The address of each page of the table, with real things behind its parameters; each story is told once. */
export class Addresses {
  readonly #site: Site;
  readonly #stories = new Map<string, Promise<Story>>();

  constructor(site: Site) {
    this.#site = site;
  }

  story(stage: Stage): Promise<Story> {
    return this.#told(stage, () => tell(this.#site, stage));
  }

  #told(name: string, tale: () => Promise<Story>): Promise<Story> {
    const story = this.#stories.get(name) ?? tale();
    this.#stories.set(name, story);
    return story;
  }

  /** Its limit is long past, so that it can be closed as expired. */
  #old(): Promise<Story> {
    return this.#told('old', () => tell(this.#site, 'tutor', { registeredOn: '2024-10-07', ...CGV_OF_THEN }));
  }

  /** Where the page of a route is looked at. */
  async of({ path }: PageRoute): Promise<Address> {
    const act = path.replace('/dossiers/:id/', '');
    const story = await (act === 'expiration' ? this.#old() : this.story(STAGE_OF[act] ?? 'report'));
    const status = STATUS_OF[path] ?? 200;
    const real = await REAL[path]?.(this.#site, this);
    if (real) return { path: real, story, status, visitor: path === IMPORT ? IMPORTER : undefined };
    const ofStory = path.replace(/^\/dossiers\/:id/, story.page);
    return { path: ofStory.replace(':token', 'x'.repeat(43)), story, status };
  }
}

const CGV_OF_THEN = { cgv: { version: '2024', acceptedOn: '2024-10-01' } };

/** The addresses that need something to be there. */
const REAL: Record<string, (site: Site, addresses: Addresses) => Promise<string>> = {
  '/a-faire/:section': async () => '/a-faire/rendez-vous-qui-tardent',
  '/dossiers/import/:id': anImport,
  '/reglages/centre/:code/relances/:wait': async () => '/reglages/centre/pays-de-la-loire/relances/report',
  '/reglages/fenetres/:id': async ({ house }) =>
    `/reglages/fenetres/${(await house.ask('GET', '/api/registration-windows')).body.items[0].id}`,
  '/reglages/certifications/:code': async () => '/reglages/certifications/LIC-GEST',
  '/reglages/certifications/:code/formulaire': async () => '/reglages/certifications/LIC-GEST/formulaire',
  '/reglages/certifications/:code/formulaire/:version': async () => '/reglages/certifications/LIC-GEST/formulaire/1',
  '/reglages/tuteurs/:id': async (_site, addresses) =>
    `/reglages/tuteurs/${(await addresses.story('report')).tutor.principal.tutorId}`,
  '/administration/utilisateurs/:id': async (site) => `/administration/utilisateurs/${await aUser(site)}`,
  '/administration/utilisateurs/:id/suppression': async (site) =>
    `/administration/utilisateurs/${await aUser(site)}/suppression`,
  '/administration/jetons/:id/revocation': async (site) => `/administration/jetons/${await aToken(site)}/revocation`,
  '/administration/centres/:code/suppression': async () => '/administration/centres/pays-de-la-loire/suppression',
  '/administration/courriels/:id': async ({ house }) =>
    `/administration/courriels/${house.backend.mailPreviews.list()[0]!.id}`,
  '/verify/:code': async ({ house }, addresses) => {
    const { id } = await addresses.story('avis');
    const { attestation } = (await house.ask('GET', `/api/enrolments/${id}`)).body;
    return new URL(attestation.verificationUrl).pathname;
  },
};

const IMPORT = '/dossiers/import/:id';
/** An import is for who sent it. */
const IMPORTER = visitorOf('manager');

const LINES = [
  'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le;Motif',
  'Durand;Aline;aline.durand@example.org;LIC-GEST;individuel;2;60;2024;01/10/2026;Rentrée',
  'Roux;Zoé;zoe.roux;LIC-GEST;individuel;deux;60;2024;01/10/2026;Rentrée',
  'Blanc;Noé;noe.blanc@example.org;LIC-GEST;individuel;1;0;2024;01/10/2026;Rentrée',
];

async function anImport(site: Site): Promise<string> {
  const file = new File([LINES.join('\r\n')], 'rentrée.csv', { type: 'text/csv' });
  const { location } = await site.send(IMPORTER, '/dossiers/import', { file });
  return location!;
}

async function aUser({ house }: Site): Promise<string> {
  const email = `${randomUUID()}@example.org`;
  const body = { firstName: 'Sofia', lastName: 'Bernard', email, role: 'staff' };
  return (await house.ask('POST', '/api/users', { body })).body.id;
}

async function aToken({ house }: Site): Promise<string> {
  return (await house.ask('POST', '/api/tokens', { body: { label: randomUUID(), role: 'staff' } })).body.id;
}
