import { ROLES, STAFF } from '../../../domain/actions.ts';
import { WORK_SECTIONS } from '../../../domain/worklist.ts';
import { SECTION_WORDS } from '../../../web/staff/work-sections.ts';
import { writeMany } from '../../db/many-enrolments.ts';
import { openSite, type Site, visitorOf } from '../site.ts';

const TODAY = '2026-11-23';
let site: Site;
beforeAll(async () => {
  site = await openSite();
  site.house.setTime(`${TODAY}T09:00:00.000Z`);
  await writeMany(site.house.database, 2_000, TODAY);
  const failing = { status: 'queued', last_error: 'EENVELOPE', attempts: 7, queued_at: `${TODAY}T07:00:00.000Z` };
  await site.house.database('mails').where({ key: '5-1' }).update(failing);
});
afterAll(() => site.close());

const staff = visitorOf('staff');
const rowsIn = (html: string): number => html.match(/<tbody[\s\S]*?<\/tbody>/)?.[0].match(/<tr>/g)?.length ?? 0;
const linkIn = (html: string, text: string): string | undefined =>
  [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)]
    .find(([, , label]) => label!.includes(text))?.[1]
    ?.replaceAll('&amp;', '&');

describe('who may', () => {
  it.each(ROLES)('%s', async (role) => {
    for (const path of ['/a-faire', '/dossiers', '/dossiers/nouveau', '/dossiers/import', '/dossiers/export.csv']) {
      const { status } = await site.visit(visitorOf(role), path);
      expect([path, status]).toEqual([path, STAFF.includes(role) ? 200 : 403]);
    }
  });

  it('nobody who has not signed in', async () => {
    const { status, location } = await site.visit(null, '/dossiers?overdue=true');
    expect([status, location]).toEqual([303, `/connexion?suite=${encodeURIComponent('/dossiers?overdue=true')}`]);
  });
});

describe('À faire', () => {
  it('tells each section with its number, its beginning, and the way to the whole', async () => {
    const { html, text } = await site.visit(staff, '/a-faire');
    expect(text).toContain('Tuteurs à affecter (20)');
    expect(html).toMatch(/href="\/dossiers\/[0-9a-f-]{36}\/tuteur\?depuis=a-faire"/);
    expect(html).toMatch(/href="\/dossiers\/[0-9a-f-]{36}\/suite"/);
    const { text: whole, html: rows } = await site.visit(staff, '/a-faire/tuteurs-a-affecter');
    expect(whole).toContain('Tuteurs à affecter');
    expect(rowsIn(rows)).toBe(20);
  });

  it('tells a mail that does not arrive, to whom, and where its address is corrected', async () => {
    const { text, html } = await site.visit(staff, '/a-faire');
    expect(text).toContain('auditeur.5@example.org');
    expect(text).toContain('7\u00a0essais');
    expect(html).toMatch(/href="\/dossiers\/[0-9a-f-]{36}\/coordonnees"/);
  });

  it.each(WORK_SECTIONS)('has a page for each section: %s', async (name) => {
    const { status, text } = await site.visit(staff, `/a-faire/${SECTION_WORDS[name].slug}`);
    expect(status).toBe(200);
    expect(text).toContain(SECTION_WORDS[name].title);
  });

  it('goes on page by page, and says nothing of a place that is none', async () => {
    const first = await site.visit(staff, '/a-faire/limites-proches');
    expect((await site.visit(staff, '/a-faire/nulle-part')).status).toBe(404);
    expect((await site.visit(staff, '/a-faire/limites-proches?cursor=abc')).status).toBe(404);
    expect(first.status).toBe(200);
  });

  it('says that there is nothing, where there is nothing', async () => {
    const { text } = await site.visit(visitorOf('staff', { centre: 'bretagne' }), '/a-faire');
    expect(text).toContain('Rien ne vous attend pour l’instant.');
  });
});

describe('Dossiers', () => {
  it('shows the newest first, fifty a page, each once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/dossiers';
    for (let turn = 0; path && turn < 4; turn += 1) {
      const { html } = await site.visit(staff, path);
      const references = [...html.matchAll(/UA-\d{4}-\d{5}/g)].map(([reference]) => reference);
      expect(references).toHaveLength(50);
      seen.push(...references);
      path = linkIn(html, 'Page suivante');
    }
    expect(new Set(seen).size).toBe(200);
    expect(seen[0]).toMatch(/-02000$/);
  });

  it('is narrowed by the address, which the form and the exports repeat', async () => {
    const address = '/dossiers?outcome=validated&funding=organisation&q=lefevre';
    const { html, text } = await site.visit(staff, address);
    const { body } = await site.house.ask('GET', `/api/enrolments?limit=200&${address.split('?')[1]}`);
    expect(text).toContain(`${body.items.length}\u00a0dossiers`);
    expect(html).toMatch(/<option value="organisation" selected/);
    expect(html).toMatch(/<input[^>]*name="q"[^>]*value="lefevre"/);
    expect(html).toMatch(/<details open/);
    expect(linkIn(html, 'CSV')).toBe('/dossiers/export.csv?outcome=validated&funding=organisation&q=lefevre');
    const exported = await site.visit(staff, linkIn(html, 'CSV')!);
    expect(exported.html.trim().split('\r\n')).toHaveLength(body.items.length + 1);
  });

  it('keeps its filters from page to page', async () => {
    const { html } = await site.visit(staff, '/dossiers?outcome=validated');
    expect(linkIn(html, 'Page suivante')).toMatch(/^\/dossiers\?outcome=validated&cursor=/);
    const second = await site.visit(staff, linkIn(html, 'Page suivante')!);
    expect(linkIn(second.html, 'Début de la liste')).toBe('/dossiers?outcome=validated');
  });

  it('narrows nothing by what cannot be a filter, and shows what it is given as a text', async () => {
    const all = await site.visit(staff, '/dossiers');
    for (const query of ['step=partout', 'overdue=peut-etre', 'dueBefore=hier', 'cursor=%00', 'tutor=a+b', 'x=y']) {
      const { status, html } = await site.visit(staff, `/dossiers?${query}`);
      expect([query, status, rowsIn(html)]).toEqual([query, 200, rowsIn(all.html)]);
    }
    const { html } = await site.visit(staff, `/dossiers?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain('<script>alert');
    expect((await site.visit(staff, '/dossiers?q=a&q=b')).status).toBe(200);
  });

  it('says when there is none', async () => {
    const { text } = await site.visit(staff, '/dossiers?q=personne+ne+porte+ce+nom');
    expect(text).toContain('Aucun dossier');
    expect(text).not.toContain('Exporter');
  });

  it('shows staff of a centre theirs only', async () => {
    const { text } = await site.visit(visitorOf('staff', { centre: 'bretagne' }), '/dossiers');
    expect(text).toContain('Aucun dossier');
  });
});
