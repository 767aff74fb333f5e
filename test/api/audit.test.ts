import { randomUUID } from 'node:crypto';
import { auditAnswer } from '../../api/answers.ts';
import { AT, type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

const HOLIDAYS = `Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances inventées;-;2031-02-10T00:00:00+00:00;2031-02-24T00:00:00+00:00;Nantes;Zone B;2030-2031`;

type Ask = Parameters<House['ask']>[2];
const ok = async (method: string, path: string, ask?: Ask) => {
  const reply = await house.ask(method, path, ask);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
};
interface Line {
  line: number;
  at: string;
  actor: { role: string; name: string };
  action: string;
  subject?: string;
  centre: string | null;
  text: string;
}
const read = async (query = '', token?: string): Promise<Line[]> =>
  auditAnswer.parse((await house.ask('GET', `/api/audit?limit=200&${query}`, { token })).body).items;
const lastLine = async (query = '') => (await read(query))[0];
const person = (changes = {}) => ({
  firstName: 'Léa',
  lastName: 'Roy',
  email: `lea.${randomUUID()}@example.org`,
  role: 'staff',
  ...changes,
});

describe('the audit log', () => {
  it('says who did what to a user, and from what to what', async () => {
    const user = await ok('POST', '/api/users', { body: person() });
    expect(await lastLine()).toMatchObject({
      at: AT,
      actor: { role: 'administrator', name: 'Administration' },
      action: 'user.added',
      subject: user.id,
      text: 'Utilisateur ajouté\u00a0: Léa Roy, gestionnaire.',
    });
    await ok('PATCH', `/api/users/${user.id}`, { body: { role: 'manager', active: false } });
    expect(await lastLine()).toMatchObject({
      action: 'user.changed',
      text: 'Utilisateur modifié\u00a0: Léa Roy, gestionnaire (rôle\u00a0: gestionnaire, désormais responsable\u00a0; actif\u00a0: oui, désormais non).',
    });
    await ok('DELETE', `/api/users/${user.id}`);
    expect((await lastLine())?.text).toBe('Utilisateur supprimé, avec ses jetons\u00a0: Léa Roy, responsable.');
  });

  it('says nothing of what changes nothing, of what is refused, or twice of a repeat', async () => {
    const key = randomUUID();
    const body = person();
    const user = await ok('POST', '/api/users', { body, key });
    await ok('POST', '/api/users', { body, key });
    const { lastName } = body;
    await ok('PATCH', `/api/users/${user.id}`, { body: { lastName } });
    const taken = await house.ask('POST', '/api/users', { body: { ...body, lastName: 'Autre' } });
    expect(taken.body.code).toBe('user.duplicate');
    expect(await read(`subject=${user.id}`)).toHaveLength(1);
    expect((await read()).filter(({ text }) => text.includes('Autre'))).toEqual([]);
  });

  it('tells of tokens, never of their secrets', async () => {
    const made = await ok('POST', '/api/tokens', { body: { label: 'Tableau de bord', role: 'staff' } });
    await ok('PATCH', `/api/tokens/${made.id}`, { body: { label: 'Export' } });
    await ok('DELETE', `/api/tokens/${made.id}`);
    expect((await read(`subject=${made.id}`)).map(({ text }) => text)).toEqual([
      'Jeton révoqué\u00a0: «\u00a0Export\u00a0», gestionnaire.',
      'Jeton renommé\u00a0: «\u00a0Tableau de bord\u00a0», gestionnaire (nom\u00a0: «\u00a0Tableau de bord\u00a0», désormais «\u00a0Export\u00a0»).',
      'Jeton créé\u00a0: «\u00a0Tableau de bord\u00a0», gestionnaire.',
    ]);
    expect(JSON.stringify(await house.database('audit'))).not.toContain(made.token);
  });

  it('tells of tutors, certifications, windows, centres with their policy, and calendars', async () => {
    const tutor = await ok('POST', '/api/tutors', {
      body: {
        ...person(),
        role: undefined,
        certifications: ['LIC-GEST'],
        capacity: 3,
        approved: { on: '2026-01-05', reference: 'A1' },
      },
    });
    await ok('PATCH', `/api/tutors/${tutor.id}`, { body: { capacity: 5, approved: null } });
    await ok('PATCH', '/api/certifications/LIC-GEST', { body: { minExperienceMonths: 6 } });
    const days = { label: 'Essai', from: '2027-04-01', to: '2027-04-30' };
    const window = await ok('POST', '/api/registration-windows', { body: days });
    await ok('PATCH', `/api/registration-windows/${window.id}`, { body: { to: '2027-05-02' } });
    const policy = { avisDays: 10, reminders: { avis: [] } };
    await ok('PATCH', '/api/centres/pays-de-la-loire', { body: { policy, contactPhone: '02 40 00 00 00' } });
    await ok('PUT', '/api/calendar', { body: HOLIDAYS, headers: { 'content-type': 'text/csv' } });
    await ok('PUT', '/api/calendar', { body: HOLIDAYS, headers: { 'content-type': 'text/csv' } });
    const texts = (await read()).map(({ text }) => text.replaceAll('\u00a0', ' '));
    expect(texts.slice(0, 7)).toEqual([
      expect.stringMatching(/^Calendrier scolaire importé, version \d+ : 1 période ajoutée\.$/),
      expect.stringMatching(
        /^Centre modifié : .* \(téléphone ; jours pour l’avis : 14, désormais 10 ; relances \(l’avis est attendu\)\)\.$/,
      ),
      'Période d’inscription modifiée : Essai, du 1er avril 2027 au 30 avril 2027 (fin : 30 avril 2027, désormais 2 mai 2027).',
      'Période d’inscription ajoutée : Essai, du 1er avril 2027 au 30 avril 2027.',
      expect.stringMatching(/^Certification modifiée : .* \(expérience minimale en mois : \d+, désormais 6\)\.$/),
      `Tuteur modifié : Léa Roy (${tutor.code}) (agrément : du 5 janvier 2026 (A1), désormais aucun ; capacité : 3, désormais 5).`,
      `Tuteur ajouté : Léa Roy (${tutor.code}).`,
    ]);
  });

  it('tells from which tariff to which, and of what else a change would hide in one word', async () => {
    const change = (path: string, body: object) => ok('PATCH', path, { body });
    const special = { tariff: 'special', prices: { individual: 9_950, organisation: 15_000 } };
    await change('/api/certifications/LIC-GEST', special);
    expect((await lastLine())?.text).toContain(
      'tarif\u00a0: tarif du centre, désormais tarif propre\u00a0; prix en euros\u00a0: rien, désormais 99,5 et 150',
    );
    await change('/api/certifications/LIC-GEST', { tariff: 'standard', prices: null });
    await change('/api/centres/pays-de-la-loire', { cgv: { version: '2024', url: 'https://example.org/autres' } });
    expect((await lastLine())?.text).toContain('2024 (https://example.org/autres)');
  });

  it('tells of the token of a user to the centre of the user, whoever made it', async () => {
    const { id: userId } = await ok('POST', '/api/users', { body: person({ centre: 'pays-de-la-loire' }) });
    const made = await ok('POST', '/api/tokens', { body: { label: 'Export', role: 'staff', userId } });
    await ok('DELETE', `/api/tokens/${made.id}`);
    for (const { text, centre } of await read(`subject=${made.id}`)) {
      expect([text.endsWith(', gestionnaire, au nom de Léa Roy.'), centre]).toEqual([true, 'pays-de-la-loire']);
    }
  });

  it('tells of what changed in between, when two change the same thing at once', async () => {
    const { id } = await ok('POST', '/api/users', { body: person({ lastName: 'A' }) });
    const names = ['B', 'C', 'D', 'E', 'F', 'G'];
    await Promise.all(names.map((lastName) => ok('PATCH', `/api/users/${id}`, { body: { lastName } })));
    const told = (await read(`subject=${id}&action=user.changed`)).map(
      ({ text }) => / (\w), gestionnaire/.exec(text)?.[1],
    );
    const { lastName } = await ok('GET', `/api/users/${id}`);
    expect([...told, lastName].sort()).toEqual(['A', ...names]);
  });

  it('is read by action, author, subject and instants, page by page, newest first', async () => {
    house.setTime('2026-11-20T10:00:00.000Z');
    const users = [];
    for (let index = 0; index < 3; index += 1) users.push(await ok('POST', '/api/users', { body: person() }));
    house.setTime(AT);
    const since = await read('from=2026-11-20T00:00:00Z');
    expect(since.map(({ subject }) => subject)).toEqual(users.map(({ id }) => id).reverse());
    expect(await read('from=2026-11-20T00:00:00Z&before=2026-11-20T10:00:00Z')).toEqual([]);
    expect((await read('action=user')).every(({ action }) => action.startsWith('user.'))).toBe(true);
    expect((await read('action=user.removed')).every(({ action }) => action === 'user.removed')).toBe(true);
    expect(await read('action=use')).toEqual([]);
    expect((await read('actor=ADMIN')).length).toBe((await read()).length);
    expect(await read('actor=%25')).toEqual([]);
    const all = await read();
    const paged: Line[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Line[]; nextCursor: string | null } = (
        await house.ask('GET', `/api/audit?limit=4${cursor && `&cursor=${cursor}`}`)
      ).body;
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  it('shows the administrator of one centre what was done there, and to what centres share', async () => {
    const code = 'bretagne';
    const centre = {
      ...{ code, name: 'Cnam Bretagne', holidayZone: 'B', cgv: { version: '2025', url: 'https://example.org/cgv' } },
      ...{ staffEmail: 's@example.org', managerEmail: 'm@example.org', handicapEmail: 'h@example.org' },
      prices: { individual: 10_000, organisation: 15_000 },
    };
    await ok('POST', '/api/centres', { body: centre });
    const chief = await ok('POST', '/api/users', { body: person({ role: 'administrator', centre: code }) });
    await ok('POST', '/api/users', { body: person({ lastName: 'Ailleurs', centre: 'pays-de-la-loire' }) });
    await ok('POST', '/api/users', { body: person({ lastName: 'Partout' }) });
    const token = await house.tokenFor('administrator', { userId: chief.id });
    const lines = await read('', token);
    expect(lines.map(({ centre: of }) => of).filter((of) => of !== null && of !== code)).toEqual([]);
    const texts = lines.map(({ text }) => text).join('\n');
    expect(texts).toContain('Cnam Bretagne');
    expect(texts).toContain('Tuteur ajouté');
    expect(texts).toContain('Période d’inscription ajoutée\u00a0: Essai'); // it opens every centre
    expect(texts).toMatch(/Jeton créé\u00a0: .*, administrateur, au nom de Léa Roy\./);
    expect(texts.match(/Jeton/g)).toHaveLength(1);
    expect(texts).not.toMatch(/Ailleurs|Partout/);
  });

  it.each(['update audit set text = $$rien$$', 'delete from audit', 'truncate audit'])('refuses %s', async (sql) => {
    await expect(house.database.raw(sql)).rejects.toThrow('The audit log is append-only.');
  });
});
