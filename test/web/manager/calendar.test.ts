import { openSite, type Site, visitorOf } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  site.house.setTime('2026-11-23T10:00:00.000Z');
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');
const PAGE = '/reglages/calendrier';
const csv = (...rows: string[]) =>
  new File(
    [['Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire', ...rows].join('\n')],
    'calendrier.csv',
    { type: 'text/csv' },
  );
const row = (name: string, from: string, to: string, year: string) =>
  `${name};-;${from}T00:00:00+00:00;${to}T00:00:00+00:00;Nantes;Zone B;${year}`;

describe('the page of the school calendar', () => {
  it('shows the year by zone and by month, and tells its dates', async () => {
    const { text, html } = await site.visit(visitorOf('staff'), PAGE);
    expect(html.match(/<svg role="img" aria-label="Les vacances scolaires 2026-2027 par zone/g)).toHaveLength(1);
    expect(html).toContain('aria-label="octobre 2026\u00a0: 15\u00a0jours de vacances"');
    expect(text).toContain('Zone B');
    expect(text).toMatch(/Vacances de la Toussaint .*17 octobre 2026 .*1er novembre 2026/);
    expect(html).not.toContain('/reglages/calendrier/import');
    expect((await site.visit(visitorOf('tutor'), PAGE)).status).toBe(403);
  });

  it('shows another year, another zone, and says of what it knows nothing', async () => {
    const other = await site.visit(MANAGER, `${PAGE}?annee=2024-2025&zone=A`);
    expect(other.text).toContain('Zone A, mois par mois');
    expect((await site.visit(MANAGER, `${PAGE}?annee=1990-1991`)).text).toContain('2026-2027');
  });

  it('tells what a file would change before anything does, then imports it', async () => {
    const file = csv(row('Vacances inventées', '2031-02-10', '2031-02-24', '2030-2031'));
    expect((await site.send(visitorOf('staff'), `${PAGE}/import`, { file })).status).toBe(403);
    const preview = await site.send(MANAGER, `${PAGE}/import`, { file });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('Fichier CSV\u00a0: 1 période nouvelle.');
    expect(preview.text).toContain('Vacances inventées');
    expect(await site.house.database('school_holidays').where({ name: 'Vacances inventées' })).toEqual([]);
    const ticket = /name="ticket" value="([^"]+)"/.exec(preview.html)![1]!;
    const imported = await site.send(MANAGER, `${PAGE}/confirmation`, { ticket });
    expect([imported.status, imported.location]).toEqual([303, PAGE]);
    expect(await site.house.database('school_holidays').where({ name: 'Vacances inventées' })).toHaveLength(1);
    const line = await site.house.database('audit').orderBy('line', 'desc').first();
    expect(line).toMatchObject({ action: 'calendar.imported', actor_name: 'Hélène Marchand' });
    const again = await site.send(MANAGER, `${PAGE}/import`, { file });
    expect(again.text).toContain('n’apprend rien de nouveau');
    expect(again.html).not.toContain('name="ticket"');
  });

  it('tells what it would move', async () => {
    const file = csv(row('Vacances inventées', '2031-02-12', '2031-02-26', '2030-2031'));
    const { text } = await site.send(MANAGER, `${PAGE}/import`, { file });
    expect(text).toMatch(
      /du 10 février 2031, reprise le 24 février 2031 .*du 12 février 2031, reprise le 26 février 2031/,
    );
  });

  it('refuses what is no calendar, and no file, on its form', async () => {
    const wrong = await site.send(MANAGER, `${PAGE}/import`, { file: new File(['bonjour'], 'x.csv') });
    expect([wrong.status, wrong.html.includes('href="#champ-file"')]).toEqual([422, true]);
    const none = await site.send(MANAGER, `${PAGE}/import`, { file: '' });
    expect([none.status, none.text.includes('Choisissez un fichier.')]).toEqual([422, true]);
  });

  it('imports no file that was not looked at', async () => {
    for (const ticket of ['', `${'a'.repeat(64)}.${'b'.repeat(64)}`, 'x.y']) {
      const { status, text } = await site.send(MANAGER, `${PAGE}/confirmation`, { ticket });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      if (status === 409) expect(text).toContain('envoyez-le de nouveau');
    }
  });
});
