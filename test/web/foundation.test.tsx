import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import express from 'express';
import { createApp } from '../../api/app.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import type { Role } from '../../domain/actions.ts';
import { RuleViolation } from '../../domain/errors.ts';
import { createLog } from '../../log.ts';
import { ServiceRefusal, Unavailable } from '../../services/errors.ts';
import { line, z } from '../../services/fields/fields.ts';
import { createFlash } from '../../web/flash.ts';
import { nested } from '../../web/form.ts';
import { currentIn, navigationOf } from '../../web/navigation.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../../web/page-route.ts';
import { createPageRouter } from '../../web/page-router.ts';
import { safeNext, withQuery } from '../../web/paths.ts';
import { allPages } from '../../web/routes.ts';
import { Button } from '../../web/view/button.tsx';
import { Field } from '../../web/view/field.tsx';
import { Form } from '../../web/view/form.tsx';
import { registration } from '../db/people.ts';
import { faultsIn } from './markup.ts';
import { openSite, SESSIONS, type Site, textOf, visitorOf } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('what every page comes with', () => {
  it('assets that are compressed, and kept forever under an address of their content', async () => {
    const { html } = await site.visit(null, '/');
    const found = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(found).toHaveLength(4);
    for (const path of found) {
      for (const encoding of ['br', 'gzip', 'identity']) {
        const response = await fetch(site.house.url + path, { headers: { 'accept-encoding': encoding } });
        expect([path, response.status]).toEqual([path, 200]);
        expect(response.headers.get('cache-control')).toContain('immutable');
        expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      }
    }
  });

  it('a policy that lets nothing run but what is ours', async () => {
    const { headers } = await site.visit(null, '/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';script-src 'self';style-src 'self'/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('links of the header that lead to pages of the role', async () => {
    const routes = allPages(site.house.backend);
    for (const role of ['auditeur', 'tutor', 'staff', 'manager', 'administrator'] as const) {
      const links = navigationOf(role).flatMap((entry) => ('links' in entry ? entry.links : [entry]));
      const dead = links.filter(
        ({ path }) => !routes.some((one) => one.path === path && one.method === 'get' && one.who.includes(role)),
      );
      expect([role, dead.map(({ path }) => path)]).toEqual([role, []]);
    }
  });

  it('the link of the header that leads to the page shown, or to its section, marked as such', () => {
    const id = '0191d2a4-5b6c-4d8e-9f00-112233445566';
    const marked = (role: Role, shown: string) => {
      const links = navigationOf(role).flatMap((entry) => ('links' in entry ? entry.links : [entry]));
      const current = currentIn(role, shown);
      return links.flatMap((link) => (current(link) ? [`${link.label}: ${current(link)}`] : []));
    };
    expect(marked('auditeur', '/mon-accompagnement')).toEqual(['Mon accompagnement: page']);
    expect(marked('auditeur', `/dossiers/${id}`)).toEqual(['Mon accompagnement: page']);
    expect(marked('auditeur', `/dossiers/${id}/rapport`)).toEqual(['Mon accompagnement: true']);
    expect(marked('tutor', `/dossiers/${id}`)).toEqual(['Mes accompagnements: true']);
    expect(marked('staff', '/dossiers')).toEqual(['Dossiers: page']);
    expect(marked('staff', `/dossiers/${id}/journal`)).toEqual(['Dossiers: true']);
    expect(marked('staff', '/dossiers/nouveau')).toEqual(['Inscrire: page']);
    expect(marked('manager', '/reglages/tuteurs/x')).toEqual(['Tuteurs: true']);
    expect(marked('tutor', '/compte')).toEqual([]);
  });

  it('identities to change to, when one has several', async () => {
    const visitor = visitorOf('tutor', { tutorId: 'a-tutor', email: 'both@example.org' });
    visitor.identities.push({ kind: 'user', id: 'a-user', role: 'manager', name: 'Hélène Marchand' });
    const { html, status } = await site.visit(visitor, '/a-faire');
    expect(status).toBe(403);
    expect(html).toContain('Continuer comme responsable');
    expect(html).toContain('name="identity" value="user-a-user"');
    expect(textOf(html)).toContain('Vous avez plusieurs rôles');
  });
});

describe('a form', () => {
  it('has names that are paths, and fields left empty that are absent', () => {
    const fields = { 'planning.reportDue': '2027-01-04', 'planning.revisionDue': '', note: 'x', cle: 'k', _csrf: 't' };
    expect(nested(fields)).toEqual({ planning: { reportDue: '2027-01-04' }, note: 'x' });
    expect(nested({ '__proto__.polluted': 'yes', 'a.constructor.b': 'yes' })).toEqual({ a: {} });
    expect(nested({ [`${'a.'.repeat(500_000)}a`]: 'x', 'b.c': 'y' })).toEqual({ b: { c: 'y' } });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('that nobody answers is shown with its key, so that sending it again does nothing twice', async () => {
    const auditeur = { firstName: 'Aline', lastName: 'Durand', email: 'aline@example.org' };
    const { id } = await createEnrolments(site.house.database).insert(registration({ auditeur }));
    const visitor = visitorOf('auditeur', { email: auditeur.email });
    const fields = { reason: 'Je change de métier.', cle: 'la-meme-cle' };
    const { status, html, text } = await site.send(visitor, `/dossiers/${id}/abandon`, fields);
    expect(status).toBe(503);
    expect(text).toContain('nous ne savons pas si votre demande a abouti');
    expect(html).toContain('name="cle" value="la-meme-cle"');
    expect(html).toContain('Je change de métier.');
  });
});

/** Pages of tests behind the real router, as somebody who has signed in. */
async function withPages(routes: PageRoute[], act: (ask: Ask) => Promise<void>): Promise<void> {
  const { backend } = site.house;
  const log = createLog('test', 'silent');
  const options = { backend, log, flash: createFlash(backend), sessions: SESSIONS, uploadFolder: tmpdir() };
  const pages = express.Router().use(createPageRouter(routes, options));
  const server = createServer(createApp({ backend, log, publicUrl: backend.publicUrl, pages } as never));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const visitor = Buffer.from(JSON.stringify(visitorOf('staff', { email: 's@example.org' }))).toString('base64url');
  try {
    await act(async (path, { fields, headers } = {}) => {
      const body = fields && new URLSearchParams({ _csrf: 'token-of-tests', ...fields });
      const response = await fetch(url + path, {
        method: fields ? 'POST' : 'GET',
        body,
        redirect: 'manual',
        headers: { 'x-visitor': visitor, ...headers },
      });
      const html = await response.text();
      if (html.startsWith('<!doctype')) expect(await faultsIn(html)).toEqual([]);
      return { status: response.status, headers: response.headers, html, text: textOf(html) };
    });
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

type Ask = (
  path: string,
  of?: { fields?: Record<string, string>; headers?: Record<string, string> },
) => Promise<{ status: number; headers: Headers; html: string; text: string }>;

const STAFF = ['staff'] as const;
const throwing = (error: Error): never => {
  throw error;
};

describe('the router of pages', () => {
  const saying = (message: string) =>
    formPage({
      path: '/essai',
      who: STAFF,
      title: 'Essai',
      fields: z.object({ name: line(10) }),
      labels: { name: 'Nom' },
      show: ({ form }) =>
        page(
          <>
            <h1>Essai</h1>
            <Form form={form}>
              <Field form={form} name="name" label="Nom" required />
              <Button>Envoyer</Button>
            </Form>
          </>,
        ),
      act: ({ body }) => seeOther('/essai', `${message}\u00a0: ${body.name}`),
    });

  it('says once, on the page that follows, what was done; and nothing that others signed', async () => {
    await withPages(saying('Fait'), async (ask) => {
      const { status, headers } = await ask('/essai', { fields: { name: 'Zoé' } });
      expect([status, headers.get('location')]).toEqual([303, '/essai']);
      const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
      const next = await ask('/essai', { headers: { cookie } });
      expect(next.text).toContain('Fait\u00a0: Zoé');
      expect(next.headers.getSetCookie()[0]).toMatch(/jalons_message=;/);
      const forged = cookie.replace(/=[^.]+/, `=${Buffer.from('Appelez ce numéro').toString('base64url')}`);
      expect((await ask('/essai', { headers: { cookie: forged } })).text).not.toContain('Appelez');
    });
  });

  it('tells what is wrong with a field by the name that people read', async () => {
    await withPages(saying('Fait'), async (ask) => {
      const { status, text, html } = await ask('/essai', { fields: { name: 'Maximilienne' } });
      expect(status).toBe(422);
      expect(text).toContain('Nom\u00a0: attend au plus 10\u00a0caractères.');
      expect(html).toContain('value="Maximilienne"');
      expect(html).toMatch(/aria-describedby="champ-name-erreur"/);
    });
  });

  it('limits how often it is asked before it reads what it is sent, even from who is not let in', async () => {
    const limited = saying('Fait').map((route) => ({
      ...route,
      who: ['auditeur'] as const,
      before: [() => throwing(new ServiceRefusal('rate', 'rate_limited', 'Attendez un peu.'))],
    }));
    await withPages(limited as unknown as PageRoute[], async (ask) => {
      const { status } = await ask('/essai', { fields: { name: 'Zoé' }, headers: { 'sec-fetch-site': 'same-origin' } });
      expect(status).toBe(429);
    });
  });

  it('does once what a form asks, and refuses its key for other values', async () => {
    let times = 0;
    const counting = formPage({
      path: '/compte',
      who: STAFF,
      title: 'Essai',
      fields: z.object({ name: line(10) }),
      show: ({ form }) =>
        page(
          <>
            <h1>Essai</h1>
            <Form form={form}>
              <Button>Envoyer</Button>
            </Form>
          </>,
        ),
      act: () => {
        times += 1;
        return seeOther('/compte');
      },
    });
    await withPages(counting, async (ask) => {
      const key = `k${Date.now()}`;
      for (let sending = 0; sending < 3; sending += 1)
        expect((await ask('/compte', { fields: { name: 'Zoé', cle: key } })).status).toBe(303);
      expect(times).toBe(1);
      const other = await ask('/compte', { fields: { name: 'Léa', cle: key } });
      expect(other.status).toBe(422);
      expect(other.text).toContain('a déjà été envoyé');
      expect(other.html).not.toContain(key);
    });
  });

  it.each<[number, () => Error, RegExp]>([
    [500, () => new Error('secret inside'), /Une erreur est survenue/],
    [503, () => new Unavailable('x', { retryAfterSeconds: 7 }), /momentanément indisponible/],
    [409, () => new RuleViolation('enrolment.state', 'Le dossier est clos.'), /Le dossier est clos\./],
  ])('tells a %i in French, with what one can do', async (status, thrown, said) => {
    const failing = pageRoute({
      method: 'get',
      path: '/essai',
      who: STAFF,
      title: 'Essai',
      handle: () => {
        throw thrown();
      },
    });
    await withPages([failing], async (ask) => {
      const seen = await ask('/essai');
      expect(seen.status).toBe(status);
      expect(seen.text).toMatch(said);
      expect(seen.html).not.toContain('secret inside');
      if (status === 500) expect(seen.text).toContain(seen.headers.get('x-request-id'));
      if (status === 503) expect(seen.headers.get('retry-after')).toBe('7');
    });
  });

  it('names what an address can be asked', async () => {
    const only = pageRoute({ method: 'get', path: '/essai', who: STAFF, title: 'Essai', handle: () => page('x') });
    await withPages([only], async (ask) => {
      const { status, headers } = await ask('/essai', { fields: {} });
      expect([status, headers.get('allow')]).toEqual([404, 'GET']);
    });
  });
});

describe('addresses', () => {
  it('one goes on to places of ours only', () => {
    for (const elsewhere of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a\nb',
      7,
    ])
      expect(safeNext(elsewhere)).toBe('/');
    expect(safeNext('/dossiers/x?onglet=1')).toBe('/dossiers/x?onglet=1');
  });

  it('a query leaves out what is not given', () => {
    expect(withQuery('/dossiers', { q: 'Zoé & Léa', page: undefined, vide: '' })).toBe(
      '/dossiers?q=Zo%C3%A9+%26+L%C3%A9a',
    );
  });
});
