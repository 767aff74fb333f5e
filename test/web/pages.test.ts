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
