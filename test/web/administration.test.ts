import { randomUUID } from 'node:crypto';
import { openSite, type Site, visitorOf } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const ADMIN = visitorOf('administrator');
const LOCAL = visitorOf('administrator', { centre: 'pays-de-la-loire' });
const database = () => site.house.database;
const person = (changes: Record<string, string> = {}) => ({
  ...{ firstName: 'Rose', lastName: 'Mercier', email: `rose.${randomUUID()}@example.org`, role: 'staff' },
  ...{ centre: 'pays-de-la-loire', active: 'true' },
  ...changes,
});

describe('the pages of users', () => {
  it('list, add, change and remove, for administrators', async () => {
    const said = person();
    expect((await site.send(ADMIN, '/administration/utilisateurs/ajout', said)).location).toBe(
      '/administration/utilisateurs',
    );
    const { id } = await database()('users').where({ email: said.email }).first();
    expect((await site.visit(ADMIN, '/administration/utilisateurs')).text).toMatch(
      /Mercier Rose .*gestionnaire .*Cnam Pays de la Loire/,
    );
    const page = await site.visit(ADMIN, `/administration/utilisateurs/${id}`);
    expect(page.html).toMatch(/value="staff" checked/);
    const { active: _, ...off } = person({ email: said.email, role: 'manager', centre: 'tous' });
    await site.send(ADMIN, `/administration/utilisateurs/${id}`, off);
    expect(await database()('users').where({ id }).first()).toMatchObject({
      role: 'manager',
      centre_code: null,
      active: false,
    });
    expect((await site.visit(ADMIN, `/administration/utilisateurs/${id}/suppression`)).text).toContain('et ses jetons');
    expect((await site.send(ADMIN, `/administration/utilisateurs/${id}/suppression`)).status).toBe(303);
    expect(await database()('users').where({ id })).toEqual([]);
  });

  it('say what is wrong at its field', async () => {
    const add = (said: Record<string, string>) => site.send(ADMIN, '/administration/utilisateurs/ajout', said);
    const taken = await add(person({ email: 'ADMIN@jalons.localhost' }));
    expect([taken.status, taken.html.includes('href="#champ-email"')]).toEqual([409, true]);
    const { status, text } = await add(person({ email: 'rose', role: '' }));
    expect(status).toBe(422);
    expect(text).toContain('Adresse électronique\u00a0: attend une adresse électronique.');
    expect(text).toContain('Rôle\u00a0: ');
  });

  it('give who belongs to a centre no other', async () => {
    const { html } = await site.visit(LOCAL, '/administration/utilisateurs/ajout');
    expect(html).not.toContain('Tous les centres');
    expect((await site.send(LOCAL, '/administration/utilisateurs/ajout', person({ centre: 'tous' }))).status).toBe(403);
    const said = person({ centre: 'tous' });
    await site.send(ADMIN, '/administration/utilisateurs/ajout', said);
    const { id } = await database()('users').where({ email: said.email }).first();
    expect((await site.visit(LOCAL, `/administration/utilisateurs/${id}`)).status).toBe(404);
    expect((await site.visit(LOCAL, '/administration/utilisateurs')).html).not.toContain(id);
  });
});

describe('the page of oneself, as an administrator', () => {
  it('says what another has to change, and refuses it at its field', async () => {
    const [first] = await database()('users').where({ role: 'administrator' });
    await database()('users').insert({ ...first, id: randomUUID(), email: `${randomUUID()}@example.org` });
    const self = visitorOf('administrator', { userId: first.id });
    const path = `/administration/utilisateurs/${first.id}`;
    const { text, html } = await site.visit(self, path);
    expect([text.includes('C’est vous.'), html.includes('/suppression')]).toEqual([true, false]);
    const said = { firstName: 'Ada', lastName: 'Riou', email: first.email, role: 'administrator', centre: 'tous' };
    const refused = await site.send(self, path, said);
    expect([refused.status, refused.html.includes('href="#champ-active"')]).toEqual([422, true]);
    expect(refused.text).toContain('un autre administrateur peut le faire');
    expect((await site.send(self, `${path}/suppression`)).status).toBe(422);
    expect((await site.send(self, path, { ...said, active: 'true' })).status).toBe(303);
    expect((await site.visit(ADMIN, path)).html).toContain('/suppression');
  });
});

describe('the pages of tokens', () => {
  it('show a secret once, and the same when the form is sent again', async () => {
    const fields = {
      label: 'Tableau de bord',
      role: 'staff',
      userId: '',
      tutorId: '',
      auditeurEmail: '',
      cle: 'une-seule-fois',
    };
    const made = await site.send(ADMIN, '/administration/jetons', fields);
    const secret = /<code class="secret">(jln_[\w-]+)<\/code>/.exec(made.html)?.[1];
    expect([made.status, Boolean(secret)]).toEqual([200, true]);
    expect((await site.send(ADMIN, '/administration/jetons', fields)).html).toContain(secret!);
    expect(await database()('tokens').where({ label: 'Tableau de bord' })).toHaveLength(1);
    expect((await site.house.ask('GET', '/api/tutors', { token: secret! })).status).toBe(200);
    const list = await site.visit(ADMIN, '/administration/jetons');
    expect(list.html).not.toContain(secret!);
    expect(list.text).toContain('Tableau de bord');
    const { id } = await database()('tokens').where({ label: 'Tableau de bord' }).first();
    expect((await site.visit(ADMIN, `/administration/jetons/${id}/revocation`)).text).toContain(
      'refusé dès maintenant',
    );
    expect((await site.send(ADMIN, `/administration/jetons/${id}/revocation`)).status).toBe(303);
    expect((await site.house.ask('GET', '/api/tutors', { token: secret! })).status).toBe(401);
    const again = await site.send(ADMIN, '/administration/jetons', fields);
    expect([again.status, again.html.includes(secret!)]).toEqual([409, false]);
    expect((await site.house.ask('GET', '/api/tutors', { token: secret! })).status).toBe(401);
  });

  it('say what a token lacks', async () => {
    const { status, html, text } = await site.send(ADMIN, '/administration/jetons', { label: 'Outil', role: 'tutor' });
    expect([status, html.includes('href="#champ-tutorId"')]).toEqual([422, true]);
    expect(text).toContain('Au nom du tuteur\u00a0: est obligatoire avec ce rôle.');
    const both = { label: 'Outil', role: 'staff', auditeurEmail: 'a@example.org' };
    expect((await site.send(ADMIN, '/administration/jetons', both)).text).toContain('ne va pas avec ce rôle');
    const local = await site.send(LOCAL, '/administration/jetons', { label: 'x', role: 'staff' });
    expect([local.status, local.html.includes('href="#champ-userId"')]).toEqual([403, true]);
    expect(local.html).toMatch(/name="label" type="text" value="x"/);
  });

  it('name whom a token acts as, and offer everybody, among hundreds', async () => {
    const many = Array.from({ length: 201 }, (_, index) => ({
      ...{ id: randomUUID(), code: `Z-${index}`, first_name: 'Zoé', last_name: `Zimmer ${index}`, capacity: 1 },
      email: `zoe.${index}.${randomUUID()}@example.org`,
    }));
    await database()('tutors').insert(many);
    const fields = { label: 'Outil de Zoé', role: 'tutor', tutorId: many.at(-1)!.id };
    expect((await site.send(ADMIN, '/administration/jetons', fields)).status).toBe(200);
    const { html, text } = await site.visit(ADMIN, '/administration/jetons');
    expect(text).toMatch(/Outil de Zoé Rôle tuteur Au nom de Zoé Zimmer 200/);
    expect(html.match(/>Zimmer \d+ Zoé</g)).toHaveLength(201);
  });
});

describe('the pages of centres', () => {
  const centre = (changes: Record<string, string> = {}) => ({
    ...{
      name: 'Cnam Bretagne',
      code: 'bretagne',
      holidayZone: 'B',
      staffEmail: 's@example.org',
      managerEmail: 'm@example.org',
    },
    ...{ handicapEmail: 'h@example.org', 'cgv.version': '2026', 'cgv.url': 'https://example.org/cgv' },
    ...{ 'prices.individual': '110', 'prices.organisation': '160,50' },
    ...changes,
  });

  it('add one, and lead to its settings', async () => {
    const { status, location } = await site.send(ADMIN, '/administration/centres/ajout', centre());
    expect([status, location]).toEqual([303, '/reglages/centre?centre=bretagne']);
    expect((await site.visit(ADMIN, '/administration/centres')).text).toMatch(
      /Cnam Bretagne .*110\u00a0€ ou 160,50\u00a0€/,
    );
    expect((await site.visit(ADMIN, location!)).text).toContain('Cnam Bretagne');
    const again = await site.send(ADMIN, '/administration/centres/ajout', centre());
    expect([again.status, again.html.includes('href="#champ-code"')]).toEqual([409, true]);
    expect((await site.send(LOCAL, '/administration/centres/ajout', centre({ code: 'autre' }))).status).toBe(403);
  });

  it('say of what is left empty as a whole which of its fields lacks', async () => {
    const none = { 'cgv.version': '', 'cgv.url': '', 'prices.individual': '', 'prices.organisation': '' };
    const { status, text } = await site.send(ADMIN, '/administration/centres/ajout', centre({ code: 'x', ...none }));
    expect(status).toBe(422);
    expect(text).toContain('Version des conditions générales de vente\u00a0: est obligatoire.');
    expect(text).toContain('Prix pour un établissement financeur, en euros\u00a0: est obligatoire.');
    expect(text).not.toContain('Ce champ est obligatoire.');
  });

  it('remove one that is not in use, but for the last, and say why not', async () => {
    await database()('users').insert({
      ...{ id: randomUUID(), first_name: 'A', last_name: 'B', email: 'ab@example.org', role: 'staff' },
      centre_code: 'pays-de-la-loire',
    });
    const remove = (code: string) => site.send(ADMIN, `/administration/centres/${code}/suppression`);
    const inUse = await remove('pays-de-la-loire');
    expect([inUse.status, inUse.text.includes('ne peut pas être supprimé')]).toEqual([409, true]);
    expect((await remove('bretagne')).status).toBe(303);
    const last = await remove('pays-de-la-loire');
    expect([last.status, last.text.includes('C’est le seul centre')]).toEqual([409, true]);
  });
});

describe('the previews of mails', () => {
  it('show every mail with made-up data, as text and as HTML, without styles in the page', async () => {
    const { html } = await site.visit(ADMIN, '/administration/courriels');
    const links = [...html.matchAll(/href="(\/administration\/courriels\/[\w-]+)"/g)].map(([, path]) => path!);
    expect(links.length).toBe(site.house.backend.mailPreviews.list().length);
    for (const path of [links[0]!, links.at(-1)!, links.find((one) => one.includes('survey-reminder'))!]) {
      const { status, html: mail, text } = await site.visit(ADMIN, path);
      expect(status).toBe(200);
      expect(text).toMatch(/UA-2026-00042/);
      expect(mail).not.toMatch(/ style="/);
    }
  });

  it('show those that let somebody in too, and tell those of the same subject apart', async () => {
    const { text, html } = await site.visit(ADMIN, '/administration/courriels');
    expect(text).toMatch(/Lien de connexion, à qui le demande .*Lien personnel, à qui le demande/);
    expect((await site.visit(ADMIN, '/administration/courriels/sign-in-1')).text).toContain('il ne sert qu’une fois');
    const names = [...html.matchAll(/<dd><a [^>]+>([^<]+)<\/a>/g)].map(([, name]) => name);
    const groups = html
      .split('<dt>')
      .map((group) => [...group.matchAll(/<dd><a [^>]+>([^<]+)<\/a>/g)].map(([, name]) => name));
    for (const group of groups) expect(new Set(group).size).toBe(group.length);
    expect(names.some((name) => name?.endsWith(', variante 2'))).toBe(true);
  });

  it('have the colours of the mails, from a stylesheet of ours', async () => {
    const { headers, html } = await site.visit(ADMIN, '/administration/courriels/modeles.css');
    expect(headers.get('content-type')).toMatch(/^text\/css/);
    expect(html).toContain('background:#0c5c63');
    const classes = new Set([...html.matchAll(/\.(m\d+)\{/g)].map(([, name]) => name));
    for (const { body } of site.house.backend.mailPreviews.list()) {
      for (const [, name] of body.matchAll(/ class="(m\d+)"/g)) expect(classes.has(name)).toBe(true);
    }
  });

  it('know no other', async () => {
    expect((await site.visit(ADMIN, '/administration/courriels/inconnu')).status).toBe(404);
  });
});

describe('the page of the audit log', () => {
  it('names centres', async () => {
    await site.send(ADMIN, '/administration/utilisateurs/ajout', person());
    const { text } = await site.visit(ADMIN, '/administration/journal?action=user');
    expect(text).toMatch(/Utilisateur ajouté\u00a0: Rose Mercier, gestionnaire\. Centre Cnam Pays de la Loire/);
  });

  it('tells who did what, narrowed by its address', async () => {
    const { text, html } = await site.visit(ADMIN, '/administration/journal');
    expect(text).toMatch(/Ada Riou, administrateur .*Utilisateur supprimé, avec ses jetons/);
    expect(html).toContain('<time datetime="');
    const users = await site.visit(ADMIN, '/administration/journal?action=user&actor=riou');
    expect(users.text).toContain('Utilisateur ajouté');
    expect(users.text).not.toMatch(/Jeton (créé|révoqué)/);
    const day = new Date().toISOString().slice(0, 10);
    expect((await site.visit(ADMIN, `/administration/journal?from=${day}`)).text).toContain('Utilisateur');
    expect((await site.visit(ADMIN, '/administration/journal?until=2020-01-01')).text).toContain('Rien ne correspond.');
    expect((await site.visit(ADMIN, '/administration/journal?action=%3C&from=hier')).status).toBe(200);
  });

  it('goes on, page by page', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => ({
      ...{ at: '2026-01-01T10:00:00Z', actor_role: 'system', actor_name: 'Essai', action: 'session.opened' },
      text: `Connexion ${index}.`,
    }));
    await database()('audit').insert(lines);
    const { html, text } = await site.visit(ADMIN, '/administration/journal?actor=Essai');
    expect(text).toContain('Connexion 59.');
    expect(text).not.toContain('Connexion 9.');
    const next = /href="(\/administration\/journal\?actor=Essai&amp;cursor=[^"]+)"/
      .exec(html)![1]!
      .replaceAll('&amp;', '&');
    expect((await site.visit(ADMIN, next)).text).toContain('Connexion 9.');
  });
});

describe('who may see the pages of administrators', () => {
  const PAGES = ['utilisateurs', 'utilisateurs/ajout', 'jetons', 'centres', 'centres/ajout', 'courriels', 'journal'];
  it.each(PAGES)('%s: administrators only', async (name) => {
    expect((await site.visit(ADMIN, `/administration/${name}`)).status).toBe(200);
    for (const role of ['auditeur', 'tutor', 'staff', 'manager'] as const) {
      expect((await site.visit(visitorOf(role), `/administration/${name}`)).status).toBe(403);
    }
    expect((await site.visit(null, `/administration/${name}`)).status).toBe(303);
  });
});
