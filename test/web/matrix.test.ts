import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PageRoute } from '../../web/page-route.ts';
import { allPages } from '../../web/routes.ts';
import type { Visitor } from '../../web/visitor.ts';
import { devServer } from '../environment/temporal.ts';
import { faultsIn } from './markup.ts';
import { openSite, type Site, type Visited, visitorOf } from './site.ts';
import { type Story, tell } from './stories.ts';

const ELSEWHERE = 'bretagne';
/** What nobody may read whom the enrolment does not concern. */
const AUDITEUR = { firstName: 'Gwendoline', lastName: 'Xylander', email: 'elle@secret.example.org' };
const NAMES = /Gwendoline|Xylander/i;

let temporal: TestWorkflowEnvironment;
let site: Site;
let story: Story;
let routes: PageRoute[];
beforeAll(async () => {
  temporal = await devServer();
  site = await openSite({ temporal, validates: false });
  await site.house.ask('POST', '/api/centres', { body: centre(ELSEWHERE) });
  story = await tell(site, 'report', { auditeur: AUDITEUR });
  routes = allPages(site.house.backend);
});
afterAll(async () => {
  await site?.close();
  await temporal?.teardown();
});

const centre = (code: string) => ({
  code,
  name: 'Cnam Bretagne',
  holidayZone: 'B',
  staffEmail: 's@example.org',
  managerEmail: 'm@example.org',
  handicapEmail: 'h@example.org',
  cgv: { version: '2025', url: 'https://example.org/cgv' },
  prices: { individual: 10_000, organisation: 15_000 },
});

const isOfDossier = ({ path }: PageRoute) => path.startsWith('/dossiers/:id');

/** An address of the route: of the enrolment told, or of something that does not exist. */
const addressOf = (route: PageRoute) =>
  (isOfDossier(route) ? route.path.replace(':id', story.id) : route.path).replaceAll(/:\w+/g, () => randomUUID());

/** Asks for every page and posts every form, as this visitor; each answer with its route. */
async function visitAll(visitor: Visitor | null) {
  const answers: { route: PageRoute; address: string; seen: Visited }[] = [];
  for (const route of routes) {
    const address = addressOf(route);
    const seen = await (route.method === 'get' ? site.visit(visitor, address) : site.send(visitor, address));
    answers.push({ route, address, seen });
  }
  return answers;
}

/** Whether it tells who the auditeur is; who has the same address reads their own. */
const tells = ({ text }: Visited, visitor: Visitor | null) =>
  NAMES.test(text) || (visitor?.email !== AUDITEUR.email && text.includes(AUDITEUR.email));

const told = ({ route, seen }: { route: PageRoute; seen: Visited }) => `${route.method} ${route.path} ${seen.status}`;

describe('the matrix of roles and pages', () => {
  it('who has not signed in is led to do so, wherever a page is not for anyone', async () => {
    for (const { route, address, seen } of await visitAll(null)) {
      if (route.who === 'anyone')
        expect([told({ route, seen }), seen.status < 500]).toEqual([told({ route, seen }), true]);
      else expect([address, seen.status, seen.location]).toEqual([address, 303, signIn(pageAt(address))]);
      expect([told({ route, seen }), tells(seen, null)]).toEqual([told({ route, seen }), false]);
    }
  });

  const signIn = (address: string) => `/connexion?suite=${encodeURIComponent(address)}`;

  /** Nobody is led to an address that only takes forms. */
  const pageAt = (address: string): string => (isPage(address) ? address : pageAt(address.replace(/\/[^/]*$/, '')));
  const isPage = (address: string): boolean =>
    routes.some(
      ({ method, path }) => method === 'get' && new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(address),
    );

  it.each<[string, () => Visitor | null]>([
    ['nobody', () => null],
    ['somebody of another role', () => ({ ...story.others.auditeur, identities: [] })],
  ])(
    'what a page of ours sends is kept for %s; nothing is done, and nothing of the enrolment is told',
    async (_who, visitorFor) => {
      const visitor = visitorFor();
      const closed = routes.filter(({ method, who }) => method === 'post' && who !== 'anyone');
      const notFor = closed.filter(({ who }) => !visitor || !who.includes(visitor.principal.role));
      for (const route of notFor) {
        const fields = { reason: 'Un texte écrit en deux jours.' };
        const seen = await site.send(visitor, addressOf(route), fields, { 'sec-fetch-site': 'same-origin' });
        expect(told({ route, seen })).toBe(told403(route));
        expect([seen.text.includes('Un texte écrit en deux jours.'), tells(seen, visitor)]).toEqual([true, false]);
      }
    },
  );

  const strangers: [string, () => Visitor][] = [
    ['another auditeur', () => story.others.auditeur],
    ['another tutor', () => story.others.tutor],
    [
      'an auditeur of the same name in another centre',
      () => visitorOf('auditeur', { email: AUDITEUR.email, centre: ELSEWHERE }),
    ],
    [
      'the auditeur come for another enrolment only',
      () => visitorOf('auditeur', { email: AUDITEUR.email, onlyEnrolment: randomUUID() }),
    ],
    ['staff of another centre', () => visitorOf('staff', { centre: ELSEWHERE })],
    ['the manager of another centre', () => visitorOf('manager', { centre: ELSEWHERE })],
    ['the administrator of another centre', () => visitorOf('administrator', { centre: ELSEWHERE })],
  ];

  it.each(strangers)('%s sees and does nothing of an enrolment that is not theirs', async (_who, visitorFor) => {
    const visitor = visitorFor();
    for (const { route, seen } of await visitAll(visitor)) {
      const what = told({ route, seen });
      expect([what, tells(seen, visitor)]).toEqual([what, false]);
      expect([what, seen.status < 500]).toEqual([what, true]);
      if (route.who !== 'anyone' && !route.who.includes(visitor.principal.role)) expect(what).toBe(told403(route));
      else if (isOfDossier(route) && route.who !== 'anyone') expect([what, seen.status]).toEqual([what, 404]);
    }
    expect((await site.visit(visitor, story.page)).status).toBe(404);
  });

  const told403 = ({ method, path }: PageRoute) => `${method} ${path} 403`;

  const concerned: [string, () => Visitor][] = [
    ['the auditeur', () => story.auditeur],
    ['the tutor', () => story.tutor],
    ['staff', () => story.staff],
    ['a manager', () => story.manager],
    ['an administrator', () => story.administrator],
  ];

  it.each(concerned)('%s reaches the pages of their role, and no other', async (_who, visitorFor) => {
    const visitor = visitorFor();
    for (const { route, seen } of await visitAll(visitor)) {
      const what = told({ route, seen });
      const isFor = route.who === 'anyone' || route.who.includes(visitor.principal.role);
      expect([what, seen.status < 500, seen.status !== 403]).toEqual([what, true, isFor]);
      // Staff and managers read pages that an administrator reads with more on them.
      const isNew = !['staff', 'manager'].includes(visitor.principal.role) && seen.html.startsWith('<!doctype');
      if (isNew) expect([what, await faultsIn(seen.html)]).toEqual([what, []]);
    }
  });

  it.each([concerned[0]!, concerned[4]!])(
    'nothing is done for %s without the token of the form',
    async (_who, visitorFor) => {
      const visitor = visitorFor();
      for (const route of routes.filter(({ method }) => method === 'post')) {
        const seen = await site.send(visitor, addressOf(route), { _csrf: 'of-another-site' });
        expect(told({ route, seen })).toBe(told403(route));
      }
    },
  );
});
