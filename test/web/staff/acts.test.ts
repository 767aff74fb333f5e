import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { parisDate } from '../../../calendar/paris-time.ts';
import { addDays } from '../../../domain/dates.ts';
import { devServer } from '../../environment/temporal.ts';
import { openSite, type Site } from '../site.ts';
import { type Story, tell } from '../stories.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
beforeAll(async () => {
  temporal = await devServer();
  site = await openSite({ temporal });
});
afterAll(async () => {
  await site?.close();
  await temporal?.teardown();
});

const today = parisDate(new Date().toISOString());
const enrolment = async ({ id }: Story) => (await site.house.ask('GET', `/api/enrolments/${id}`)).body;

async function hire(changes: Record<string, unknown> = {}): Promise<string> {
  const tutor = {
    firstName: 'Tim',
    lastName: `Tuteur-${randomUUID().slice(0, 8)}`,
    email: `tim.${randomUUID()}@example.org`,
    approved: { on: '2026-01-01', reference: 'R' },
    certifications: ['LIC-GEST'],
    capacity: 5,
    ...changes,
  };
  return (await site.house.ask('POST', '/api/tutors', { body: tutor })).body.id;
}

describe('A tutor, on a page (R9, R31)', () => {
  it('is chosen among those who may be, the least loaded first', async () => {
    const story = await tell(site, 'registered');
    const tutorId = await hire({ capacity: 7 });
    const inactive = await hire({ active: false });
    const page = await site.visit(story.staff, `${story.page}/tuteur`);
    expect(page.text).toContain('0\u00a0dossier sur 7');
    expect(page.html).toContain(tutorId);
    expect(page.html).not.toContain(inactive);
    const { status, location } = await site.send(story.staff, `${story.page}/tuteur`, { tutorId });
    expect([status, location]).toEqual([303, story.page]);
    expect((await enrolment(story)).tutor.id).toBe(tutorId);
  });

  it('is assigned from what there is to do, one auditeur after another', async () => {
    const story = await tell(site, 'registered');
    const tutorId = await hire();
    const list = await site.visit(story.staff, '/a-faire/tuteurs-a-affecter');
    const address = `${story.page}/tuteur?depuis=a-faire`;
    expect(list.html).toContain(`href="${address}"`);
    const { status, location } = await site.send(story.staff, address, { tutorId });
    expect([status, location]).toEqual([303, '/a-faire/tuteurs-a-affecter']);
    const elsewhere = await tell(site, 'registered');
    const sent = await site.send(story.staff, `${elsewhere.page}/tuteur?depuis=//example.org`, { tutorId });
    expect(sent.location).toBe(elsewhere.page);
  });

  it('at capacity is refused, unless forced with a reason; what was chosen stays chosen', async () => {
    const story = await tell(site, 'registered');
    const tutorId = await hire({ capacity: 0 });
    const full = await site.visit(story.staff, `${story.page}/tuteur`);
    expect(full.text).toContain('à sa capacité');
    const refused = await site.send(story.staff, `${story.page}/tuteur`, { tutorId, force: 'true' });
    expect(refused.status).toBe(422);
    expect(refused.html).toMatch(new RegExp(`value="${tutorId}"[^>]*checked`));
    expect(refused.text).toContain('capacité');
    const fields = { tutorId, force: 'true', reason: 'Seule spécialiste.' };
    expect((await site.send(story.staff, `${story.page}/tuteur`, fields)).status).toBe(303);
  });

  it('is replaced with a reason, and the page says what follows', async () => {
    const story = await tell(site, 'meeting');
    const tutorId = await hire();
    const page = await site.visit(story.staff, `${story.page}/tuteur`);
    expect(page.text).toContain('Remplacer le tuteur');
    expect(page.text).toContain('Le rendez-vous fixé sera annulé.');
    const without = await site.send(story.staff, `${story.page}/tuteur`, { tutorId });
    expect([without.status, without.text]).toEqual([422, expect.stringMatching(/motif/i)]);
    const sent = await site.send(story.staff, `${story.page}/tuteur`, { tutorId, reason: 'Congé.' });
    expect(sent.status).toBe(303);
    expect((await enrolment(story)).tutor.id).toBe(tutorId);
  });

  it('is asked for', async () => {
    const story = await tell(site, 'registered');
    const { status, html } = await site.send(story.staff, `${story.page}/tuteur`, {});
    expect(status).toBe(422);
    expect(html).toContain('href="#champ-tutorId"');
  });

  it('is no business of auditeurs and tutors', async () => {
    const story = await tell(site, 'tutor');
    for (const who of [story.auditeur, story.tutor])
      expect((await site.visit(who, `${story.page}/tuteur`)).status).toBe(403);
  });
});

describe('What was done outside, on a page (R35)', () => {
  it.each([
    ['held', 'rapport', 'Enregistrer le rapport reçu', 'receivedOn'],
    ['report', 'correction', 'Enregistrer la correction reçue', 'returnedOn'],
    ['correction', 'revision', 'Enregistrer le rapport révisé reçu', 'receivedOn'],
    ['revision', 'avis', 'Enregistrer l’avis reçu', 'givenOn'],
    ['tutor', 'compte-rendu', 'Compte rendu du premier rendez-vous', 'heldOn'],
  ] as const)('once %s: /%s is written for who tells it, with its date and a note', async (stage, act, title, date) => {
    const story = await tell(site, stage);
    const { text, html } = await site.visit(story.staff, `${story.page}/${act}`);
    expect(text).toContain(title);
    expect(text).not.toMatch(/Je |J’ai|Votre rapport|vous l’avez déposé/);
    expect(html).toContain(`name="${date}"`);
    expect(html).toContain('name="note"');
  });
});

describe('The follow-up, on a page (R21)', () => {
  it('is recorded with its date, what was agreed and a summary, and closes the enrolment', async () => {
    const story = await tell(site, 'refused');
    const page = await site.visit(story.staff, `${story.page}/suite`);
    expect(page.html).toMatch(new RegExp(`name="contactedOn"[^>]*value="${today}"`));
    const incomplete = await site.send(story.staff, `${story.page}/suite`, { contactedOn: today, path: 'vae' });
    expect(incomplete.status).toBe(422);
    expect(incomplete.html).toMatch(/value="vae"[^>]*checked/);
    const fields = { contactedOn: today, path: 'vae', summary: 'Échange cordial.' };
    expect((await site.send(story.staff, `${story.page}/suite`, fields)).location).toBe(story.page);
    expect(await enrolment(story)).toMatchObject({ step: 'closed', followUp: { path: 'vae' } });
    expect((await site.visit(story.auditeur, story.page)).text).toContain('Échange cordial.');
    const { avis } = await enrolment(story);
    const criteria = avis.criteria.map(({ id }: { id: string }) => ({ id, met: true }));
    const body = { mention: 'validated', motivation: 'Relu.', criteria, reason: 'Erreur de report' };
    await site.house.ask('POST', `/api/enrolments/${story.id}/avis/correction`, { body });
    const corrected = await site.visit(story.auditeur, story.page);
    expect([corrected.text.includes('Félicitations'), corrected.text.includes('Échange cordial.')]).toEqual([
      true,
      false,
    ]);
  });

  it('is for after an unfavourable avis only', async () => {
    const story = await tell(site, 'avis');
    expect((await site.visit(story.staff, `${story.page}/suite`)).status).toBe(409);
  });
});

describe('The limit, on a page (R32, R34)', () => {
  it('is extended by a manager, with a reason', async () => {
    const story = await tell(site, 'tutor');
    const { limit } = await enrolment(story);
    expect((await site.visit(story.staff, `${story.page}/limite`)).status).toBe(403);
    const later = addDays(limit, 60);
    const without = await site.send(story.manager, `${story.page}/limite`, { limit: later });
    expect(without.status).toBe(422);
    const earlier = await site.send(story.manager, `${story.page}/limite`, { limit: addDays(limit, -1), reason: 'x' });
    expect([earlier.status, earlier.html]).toEqual([422, expect.stringContaining('href="#champ-limit"')]);
    const sent = await site.send(story.manager, `${story.page}/limite`, { limit: later, reason: 'Congé maternité.' });
    expect(sent.location).toBe(story.page);
    expect((await enrolment(story)).limit).toBe(later);
  });

  it('is not the end before it is reached', async () => {
    const story = await tell(site, 'tutor');
    expect((await site.visit(story.manager, `${story.page}/expiration`)).status).toBe(409);
    expect((await site.send(story.manager, `${story.page}/expiration`, { reason: 'x' })).status).toBe(422);
    expect((await site.visit(story.staff, `${story.page}/expiration`)).status).toBe(403);
  });

  it('once reached, is the end when a manager says so', async () => {
    const story = await tell(site, 'tutor', {
      registeredOn: '2024-10-05',
      cgv: { version: '2024', acceptedOn: '2024-10-01' },
    });
    const page = await site.visit(story.manager, `${story.page}/expiration`);
    expect(page.text).toContain('C’est définitif.');
    const sent = await site.send(story.manager, `${story.page}/expiration`, { reason: 'Sans nouvelles.' });
    expect(sent.location).toBe(story.page);
    expect(await enrolment(story)).toMatchObject({ outcome: 'expired' });
  });
});

describe('The details of an auditeur, on a page', () => {
  it('are corrected by staff', async () => {
    const story = await tell(site, 'registered');
    const page = await site.visit(story.staff, `${story.page}/coordonnees`);
    expect(page.html).toMatch(/name="firstName"[^>]*value="Aline"/);
    const wrong = await site.send(story.staff, `${story.page}/coordonnees`, {
      firstName: 'A',
      lastName: 'B',
      email: 'x',
    });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('href="#champ-email"')]);
    const email = `juste.${randomUUID()}@example.org`;
    const fields = { firstName: 'Aline', lastName: 'Durand-Roux', email, phone: '' };
    expect((await site.send(story.staff, `${story.page}/coordonnees`, fields)).location).toBe(story.page);
    expect((await enrolment(story)).auditeur).toEqual({ firstName: 'Aline', lastName: 'Durand-Roux', email });
    expect((await site.visit(story.auditeur, `${story.page}/coordonnees`)).status).toBe(403);
  });
});
