import { readdirSync, readFileSync } from 'node:fs';
import { createEnrolments } from '../../db/enrolments.ts';
import { type House, openHouse } from '../api/house.ts';
import { registration } from '../db/people.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const get = (path: string) => house.ask('GET', path, { token: null });

describe('what anybody reads', () => {
  it('the landing page is French, and loads nothing from elsewhere', async () => {
    const { status, body, headers } = await get('/');
    expect(status).toBe(200);
    expect(body).toContain('<html lang="fr">');
    expect(body).not.toMatch(/(?:src|<link[^>]*href)="https?:/);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  });

  it('a dossier says what is awaited, and nothing about anyone', async () => {
    const auditeur = { firstName: 'Gwendoline', lastName: 'Xylander', email: 'gwendoline@secret.example.org' };
    const { id, reference } = await createEnrolments(house.database).insert(
      registration({ auditeur, funding: { type: 'organisation', funder: 'OPCO Y' } }),
    );
    const tutor = (await house.ask('GET', '/api/tutors')).body.items[0];
    const due = { date: '2026-11-05', explanation: 'x' };
    await house
      .database('enrolments')
      .where({ id })
      .update({
        tutor_id: tutor.id,
        step: 'annotated_correction',
        situation: 'report_received',
        waiting_for: 'tutor',
        due_date: due.date,
        due: JSON.stringify(due),
      });
    const { status, body, headers } = await get(`/dossiers/${id}`);
    expect(status).toBe(200);
    for (const said of [
      reference,
      'le tuteur ou la tutrice',
      'Correction annotée',
      'jeudi 5 novembre 2026',
      'étape en cours',
    ])
      expect(body).toContain(said);
    for (const hidden of ['Gwendoline', 'Xylander', 'secret', 'OPCO', tutor.lastName, tutor.email])
      expect(body).not.toContain(hidden);
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('cache-control')).toContain('no-store');
  });

  it.each(['/nowhere', '/dossiers/not-an-id', '/dossiers/00000000-0000-4000-8000-000000000000'])(
    '%s is a page that says so',
    async (path) => {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(body).toContain('Page introuvable');
    },
  );
});

describe('what the law asks to be told', () => {
  const read = async (path: string) => (await get(path)).body.replaceAll('&nbsp;', ' ').replaceAll(/\s+/g, ' ');
  const publish = (publication: object | null) =>
    house.ask('PATCH', '/api/centres/pays-de-la-loire', { body: { publication } });

  it('is told of accessibility in the order of the RGAA, and the footer of each page says the state', async () => {
    const page = await read('/accessibilite');
    const titles = [...page.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      'État de conformité',
      'Contenus non accessibles',
      'Établissement de cette déclaration',
      'Retour d’information et contact',
      'Voies de recours',
    ]);
    for (const said of [
      'Cnam Pays de la Loire',
      house.backend.publicUrl,
      'non conforme',
      'handi@',
      'Défenseur des droits',
    ])
      expect(page).toContain(said);
    expect(await read('/aide')).toContain('Accessibilité : non conforme');
  });

  it('is what each centre says of itself: who publishes, who hosts, how long data are kept, who answers for them', async () => {
    expect(await read('/mentions-legales')).toContain('se demandent au centre');
    expect(await read('/confidentialite')).toContain('5 ans après la clôture');
    await publish({ director: 'Camille Éditrice', host: 'Nuage SA', dpoEmail: 'dpo@example.org', proofsYears: 9 });
    const [legal, privacy] = [await read('/mentions-legales'), await read('/confidentialite')];
    for (const said of ['Camille Éditrice', 'Nuage SA']) expect(legal).toContain(said);
    expect(legal).not.toContain('se demandent au centre');
    for (const said of [
      'dpo@example.org',
      '9 ans après',
      '2 ans après',
      'sept jours une fois confirmé',
      'un envoi se répète',
    ])
      expect(privacy).toContain(said);
    await publish(null);
  });

  it('names every cookie that is set', async () => {
    const sources = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    const code = sources.filter((name) => !name.startsWith('information')).map((name) => readFileSync(`web/${name}`));
    const cookies = new Set(
      Buffer.concat(code)
        .toString()
        .match(/(?<=')jalons_\w+(?=')/g),
    );
    expect(cookies.size).toBeGreaterThan(3);
    const page = await read('/confidentialite');
    for (const cookie of cookies) expect(page).toContain(`<code>${cookie}</code>`);
  });
});
