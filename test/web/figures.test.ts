import { randomUUID } from 'node:crypto';
import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { openSite, type Site, visitorOf } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  const enrolments = createEnrolments(site.house.database);
  for (let index = 0; index < 6; index += 1) {
    const { id } = await enrolments.insert(registered());
    if (index === 0) continue;
    const outcome = index === 1 ? 'not_validated' : 'validated';
    const closed = { step: 'closed', situation: 'closed', waiting_for: 'nobody', outcome, first_closed_at: new Date() };
    await site.house.database('enrolments').where({ id }).update(closed);
    await site.house.database('survey_participations').insert({ enrolment_id: id });
    await site.house.database('enrolment_delays').insert({
      ...{ enrolment_id: id, assignment_days: index, correction_days: 20 + index, correction_late: index === 5 },
      ...{ avis_days: 3, avis_late: false, whole_days: 60 },
    });
  }
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');

describe('the page of figures', () => {
  it('is for managers and administrators', async () => {
    for (const role of ['manager', 'administrator'] as const) {
      expect((await site.visit(visitorOf(role), '/pilotage')).status).toBe(200);
    }
    for (const role of ['auditeur', 'tutor', 'staff'] as const) {
      expect((await site.visit(visitorOf(role), '/pilotage')).status).toBe(403);
      expect((await site.visit(visitorOf(role), '/pilotage/export.csv')).status).toBe(403);
    }
    expect((await site.visit(null, '/pilotage')).location).toBe('/connexion?suite=%2Fpilotage');
  });

  it('tells the figures, and no rate of a handful', async () => {
    const { text, html } = await site.visit(MANAGER, '/pilotage');
    expect(text).toMatch(/Inscriptions 6 dont 1 en cours/);
    expect(text).toMatch(/En retard 0 aucun des dossiers en cours/);
    expect(text).toMatch(/Avis favorables 80\u00a0% 4 sur 5 avis/);
    expect(text).toMatch(/Corrections en retard 20\u00a0%/);
    expect(text).toContain('effectif insuffisant');
    expect(html.match(/<svg role="img" aria-label="[^"]+"/g)).toHaveLength(3);
    expect(text).toContain('2026-2027, 1er semestre');
  });

  it('tells the satisfaction of five', async () => {
    const answer = { centre_code: 'pays-de-la-loire', semester: '2026-2027-S1', certification_code: 'LIC-GEST' };
    const given = [5, 5, 4, 3, 4].map((satisfaction) => ({
      ...answer,
      month: '2026-01',
      satisfaction,
      comment: 'Utile.',
    }));
    await site.house.database('survey_answers').insert(given);
    const { text } = await site.visit(MANAGER, '/pilotage');
    expect(text).toContain('4,2 sur 5, 80\u00a0% de satisfaits');
    expect(text).toContain('Commentaires des mois passés (5)');
  });

  it('keeps its filters in its address, and says what it counts', async () => {
    const { text, html } = await site.visit(MANAGER, '/pilotage?certification=LIC-GEST&semester=2025-2026-S1');
    expect(text).toContain('2025-2026, 1er semestre, ');
    expect(text).toMatch(/Inscriptions 0/);
    expect(html).toMatch(/<option value="LIC-GEST" selected/);
    expect(html).toContain('href="/pilotage/export.csv?semester=2025-2026-S1&amp;certification=LIC-GEST"');
    expect((await site.visit(MANAGER, '/pilotage?certification=%3Cscript%3E')).status).toBe(400);
  });

  it('shows nothing of another centre', async () => {
    const elsewhere = visitorOf('manager', { centre: 'ailleurs' });
    const nothing = (await site.visit(elsewhere, '/pilotage')).text;
    expect(nothing).toMatch(/Inscriptions 0/);
    expect(nothing).toMatch(
      /Avis favorables – aucun avis .*l’auditeur – aucun avis Corrections en retard – aucune correction/,
    );
    expect((await site.visit(elsewhere, '/pilotage?centre=pays-de-la-loire')).status).toBe(403);
  });

  it('is exported as CSV, which the audit log tells', async () => {
    const { headers, html: csv } = await site.visit(MANAGER, '/pilotage/export.csv?certification=LIC-GEST');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/attachment; filename="pilotage-\d{4}-\d{2}-\d{2}\.csv"/);
    const [titles = '', all = '', semester = ''] = csv.trim().split('\r\n');
    expect(titles).toContain('Correction\u00a0: médiane (jours)');
    expect(all).toMatch(/^"?Ensemble"?;;;6;1;/);
    expect(all.split(';')).toHaveLength(titles.split(';').length);
    expect(semester).toMatch(/^"?Semestre"?;"?2026-2027-S1"?;/);
    const line = await site.house.database('audit').orderBy('line', 'desc').first();
    expect(line).toMatchObject({ action: 'figures.exported', actor_name: 'Hélène Marchand' });
    expect(line.text).toBe('Chiffres exportés\u00a0: certification = LIC-GEST.');
  });

  it('has long breakdowns when they are asked for: with hundreds of tutors it stays light', async () => {
    const many = Array.from({ length: 70 }, (_, index) => ({
      ...{ id: randomUUID(), code: `Z-${index}`, first_name: 'Zoé', last_name: `Zimmer ${index}`, capacity: 1 },
      email: `zoe.${index}@example.org`,
    }));
    await site.house.database('tutors').insert(many);
    const enrolments = createEnrolments(site.house.database);
    const elsewhere = { ...(await site.house.database('centres').first()), code: 'grand', name: 'Grand' };
    await site.house.database('centres').insert(elsewhere);
    for (const { id: tutor_id } of many) {
      const { id } = await enrolments.insert(registered({ centre: 'grand' }));
      await site.house.database('enrolments').where({ id }).update({ tutor_id });
    }
    const of = visitorOf('manager', { centre: 'grand' });
    const brief = await site.visit(of, '/pilotage');
    expect([brief.text.includes('Par tuteur (70)'), brief.html.includes('>Zimmer 7 Zoé</a>')]).toEqual([true, false]);
    const path = /href="(\/pilotage\?detail=tutor)#par-tutor"/.exec(brief.html)![1]!;
    const whole = await site.visit(of, path);
    expect(/<details id="par-tutor" open/.test(whole.html)).toBe(true);
    expect(whole.text).toContain('Zimmer 7 Zoé');
  });
});
