import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { addDays } from '../../../domain/dates.ts';
import { devServer } from '../../environment/temporal.ts';
import { openSite, type Site } from '../site.ts';
import { aPdf, type Story, tell } from '../stories.ts';

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

/** Registered so long ago that its limit has gone by. */
const AT_THE_LIMIT = { registeredOn: '2024-10-05', cgv: { version: '2024', acceptedOn: '2024-10-01' } };

const stateOf = async ({ id }: Story) => (await site.house.ask('GET', `/api/enrolments/${id}`)).body;

/** The values that a page's form holds, by field. */
function valuesIn(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return Object.fromEntries(
    inputs
      .filter((tag) => !/type="(radio|checkbox|file)"/.test(tag))
      .flatMap((tag) => {
        const [name, value] = [attribute(tag, 'name'), attribute(tag, 'value')];
        return name && value && name !== '_csrf' && name !== 'cle' ? [[name, value]] : [];
      }),
  );
}

/** What refuses a Sunday; the page says the hours itself, in other words. */
const OUTSIDE_HOURS = 'Le rendez-vous de 30\u00a0minutes se tient du lundi au vendredi';

describe('the first meeting, on a page (R10)', () => {
  it('offers slots within the rules, and books the one chosen; anyone concerned may', async () => {
    const story = await tell(site, 'tutor');
    const address = `${story.page}/rendez-vous`;
    for (const visitor of [story.auditeur, story.tutor, story.staff]) {
      expect((await site.visit(visitor, address)).status).toBe(200);
    }
    const { html } = await site.visit(story.auditeur, address);
    const slots = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value!);
    expect(slots.length).toBeGreaterThanOrEqual(9 * 22);
    const videoUrl = 'https://visio.example.org/salle';
    const sent = await site.send(story.auditeur, address, { startsAt: slots[60]!, videoUrl });
    expect([sent.status, sent.location]).toEqual([303, story.page]);
    expect((await stateOf(story)).meeting).toMatchObject({ startsAt: slots[60], videoUrl });
  });

  it('refuses what the rules refuse, next to the field, with what was typed', async () => {
    const story = await tell(site, 'tutor');
    const address = `${story.page}/rendez-vous`;
    const sunday = await site.send(story.tutor, address, { day: '2027-01-03', time: '10:00' });
    expect(sunday.status).toBe(422);
    expect(sunday.text).toContain(OUTSIDE_HOURS);
    expect(sunday.html).toContain('href="#champ-day"');
    expect(sunday.html).toMatch(/name="day"[^>]*value="2027-01-03"/);
    const nothing = await site.send(story.tutor, address, {});
    expect([nothing.status, nothing.text.includes('Créneau')]).toEqual([422, true]);
    const inAnotherAge = await site.send(story.tutor, address, { startsAt: '9998-12-31T10:00:00.000Z' });
    expect([inAnotherAge.status, (await stateOf(story)).meeting]).toEqual([422, undefined]);
  });

  it('R34: after the limit, is booked by who was told of it and goes on; its page says what is missing', async () => {
    const story = await tell(site, 'tutor', AT_THE_LIMIT);
    const address = `${story.page}/rendez-vous`;
    const { text, html } = await site.visit(story.tutor, address);
    expect(text).toContain('ne laisse plus le temps d’un planning');
    expect(html).toMatch(/\((après la limite|trop tard pour un planning)\)</);
    const slots = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value!);
    const startsAt = slots.at(-1)!;
    const warned = await site.send(story.tutor, address, { startsAt });
    expect([warned.status, (await stateOf(story)).meeting]).toEqual([422, undefined]);
    expect(warned.text).toContain('Fixer tout de même ce rendez-vous');
    expect(warned.html).toContain('href="#champ-startsAt"');
    expect(warned.html).toMatch(new RegExp(`value="${startsAt}"[^>]* selected`));
    const sunday = await site.send(story.tutor, address, { day: '2027-01-03', time: '10:00' });
    expect([sunday.status, sunday.text.includes(OUTSIDE_HOURS)]).toEqual([422, true]);
    expect(sunday.text).not.toContain('Fixer tout de même');
    expect((await site.send(story.tutor, address, { startsAt, knowing: 'true' })).status).toBe(303);
    for (const visitor of [story.auditeur, story.tutor, story.staff]) {
      expect((await site.visit(visitor, story.page)).text).toContain('prolonger la limite');
    }
    // Closed by other ways than its end, a dossier keeps the meeting that was booked.
    await site.house.database('enrolments').where({ id: story.id }).update({ step: 'closed' });
    expect((await site.visit(story.staff, story.page)).text).not.toContain('prolonger la limite');
  });

  it('is moved, then called off with a reason', async () => {
    const story = await tell(site, 'meeting');
    expect((await site.visit(story.tutor, `${story.page}/rendez-vous`)).text).toContain('Déplacer');
    const without = await site.send(story.tutor, `${story.page}/rendez-vous/annulation`, {});
    expect([without.status, without.text.includes('motif')]).toEqual([422, true]);
    const sent = await site.send(story.tutor, `${story.page}/rendez-vous/annulation`, { reason: 'Empêchement' });
    expect(sent.status).toBe(303);
    expect((await stateOf(story)).meeting).toBeUndefined();
  });
});

const OBJECTIVES = {
  'objectives.acquainted': 'true',
  'objectives.instructions': 'true',
  'objectives.questions': 'true',
  'objectives.planning': 'true',
};

describe('what came of the first meeting, on a page (step 2)', () => {
  it('proposes a planning and says why; recorded with it, the report is awaited', async () => {
    const story = await tell(site, 'tutor');
    const address = `${story.page}/compte-rendu`;
    const { html, text } = await site.visit(story.tutor, address);
    expect(text).toMatch(/(4|6)\ssemaines/);
    const proposed = valuesIn(html);
    const today = (await stateOf(story)).registeredOn;
    const sent = await site.send(story.tutor, address, {
      held: 'true',
      heldOn: today,
      ...OBJECTIVES,
      'planning.reportDue': proposed['planning.reportDue']!,
      'planning.revisionDue': proposed['planning.revisionDue']!,
    });
    expect([sent.status, sent.location]).toEqual([303, story.page]);
    expect(await stateOf(story)).toMatchObject({
      step: 'annotated_correction',
      planning: { reportDue: proposed['planning.reportDue'] },
    });
  });

  it('follows another date butoir, with a script or without', async () => {
    const story = await tell(site, 'tutor');
    const { html } = await site.visit(story.tutor, `${story.page}/compte-rendu?reportDue=2027-02-10`);
    expect(valuesIn(html)['planning.reportDue']).toBe('2027-02-10');
    const piece = await site.visit(story.tutor, `${story.page}/planning/proposition?planning.reportDue=2027-02-10`);
    expect(piece.html).not.toContain('<html');
    expect(piece.html).toContain('10 février 2027');
    const none = await site.visit(story.tutor, `${story.page}/planning/proposition?reportDue=2029-02-10`);
    expect(none.html).toContain('dernière date possible');
  });

  it('refuses a meeting without its four objectives, field by field', async () => {
    const story = await tell(site, 'tutor');
    const today = (await stateOf(story)).registeredOn;
    const fields = { held: 'true', heldOn: today, 'objectives.acquainted': 'true' };
    const { status, html } = await site.send(story.tutor, `${story.page}/compte-rendu`, fields);
    expect(status).toBe(422);
    expect(html).toContain('href="#champ-objectives-planning"');
    expect(html).toMatch(/name="objectives.acquainted"[^>]*checked/);
  });
});

describe('the planning, on a page (R32)', () => {
  it('is amended with a reason, within the rules', async () => {
    const story = await tell(site, 'held');
    const address = `${story.page}/planning`;
    const current = valuesIn((await site.visit(story.tutor, address)).html);
    const without = await site.send(story.tutor, address, current);
    expect([without.status, without.html.includes('href="#champ-reason"')]).toEqual([422, true]);
    const late = await site.send(story.tutor, address, { ...current, revisionDue: '2029-01-01', reason: 'Accord' });
    expect([late.status, late.html.includes('href="#champ-revisionDue"')]).toEqual([422, true]);
    const proposed = valuesIn((await site.visit(story.tutor, `${address}?reportDue=2027-02-10`)).html);
    const sent = await site.send(story.tutor, address, { ...proposed, reason: 'Accord' });
    expect(sent.status).toBe(303);
    expect((await stateOf(story)).planning.reportDue).toBe('2027-02-10');
  });
});

describe('the planning, once the report is there (R32)', () => {
  it('has another date for the revision only', async () => {
    const story = await tell(site, 'report');
    const address = `${story.page}/planning`;
    const { planning } = await stateOf(story);
    const { html, text } = await site.visit(story.tutor, address);
    expect(text).not.toMatch(/date butoir/i);
    expect(html).not.toContain('name="reportDue"');
    const without = await site.send(story.tutor, address, { reason: 'Congés' });
    expect([without.status, without.html.includes('href="#champ-revisionDue"')]).toEqual([422, true]);
    const revisionDue = addDays(planning.revisionDue, 7);
    expect((await site.send(story.tutor, address, { revisionDue, reason: 'Congés' })).status).toBe(303);
    expect((await stateOf(story)).planning).toEqual({ reportDue: planning.reportDue, revisionDue });
  });
});

describe('the correction, on a page (step 3)', () => {
  it('is returned as remarks and an annotated file of any number of pages', async () => {
    const story = await tell(site, 'report');
    const address = `${story.page}/correction`;
    const { text, html } = await site.visit(story.tutor, address);
    expect(text).toContain('Lire le rapport');
    expect(html).not.toContain('returnedOn');
    const sent = await site.send(story.tutor, address, { remarks: 'À préciser.', file: await aPdf(12) });
    expect([sent.status, sent.location]).toEqual([303, story.page]);
    const state = await stateOf(story);
    expect([state.step, state.remarks]).toEqual(['revision', 'À préciser.']);
  });

  it('is refused empty, and keeps the remarks when the file is refused', async () => {
    const story = await tell(site, 'report');
    const address = `${story.page}/correction`;
    expect((await site.send(story.tutor, address, {})).status).toBe(422);
    const file = new File(['MZ not a document'], 'virus.pdf');
    const refused = await site.send(story.tutor, address, { remarks: 'Un long travail de relecture.', file });
    expect(refused.status).toBe(415);
    expect(refused.html).toContain('Un long travail de relecture.');
  });

  it('R35: staff enter it with its real date and a note', async () => {
    const story = await tell(site, 'report');
    const address = `${story.page}/correction`;
    const today = (await stateOf(story)).registeredOn;
    expect((await site.visit(story.staff, address)).html).toContain('name="returnedOn"');
    const fields = { remarks: 'Reçues par courrier.', returnedOn: today, note: 'Courrier du tuteur' };
    expect((await site.send(story.staff, address, fields)).status).toBe(303);
    const byTutor = await tell(site, 'report');
    const sneaky = await site.send(byTutor.tutor, `${byTutor.page}/correction`, {
      ...fields,
      returnedOn: '2026-01-01',
    });
    expect(sneaky.status).toBe(403);
  });
});

type Criterion = { id: string; label: string; mandatory: boolean };

/** Makes a new version of the form of the certification that stories are about. */
async function changeForm(change: (criteria: Criterion[]) => Criterion[]): Promise<void> {
  const { body } = await site.house.ask('GET', '/api/certifications');
  const { evaluation } = body.items.find(({ code }: { code: string }) => code === 'LIC-GEST');
  const changed = { kind: evaluation.kind, criteria: change(evaluation.criteria) };
  const { status } = await site.house.ask('PATCH', '/api/certifications/LIC-GEST', { body: { evaluation: changed } });
  expect(status).toBe(200);
}

/** Every criterion answered, but for those left out. */
async function answers(story: Story, met = 'true'): Promise<Record<string, string>> {
  const { html } = await site.visit(story.tutor, `${story.page}/avis`);
  const hidden = valuesIn(html);
  const ranks = Object.keys(hidden).flatMap((name) => /^criteria\.(\d+)\.id$/.exec(name)?.[1] ?? []);
  return { ...hidden, ...Object.fromEntries(ranks.map((rank) => [`criteria.${rank}.met`, met])) };
}

describe('the avis, on a page (R20)', () => {
  it('is read again before it becomes final, then given once', async () => {
    const story = await tell(site, 'revision');
    const fields = { ...(await answers(story)), mention: 'validated', motivation: 'Travail abouti.\n\nBravo.' };
    const preview = await site.send(story.tutor, `${story.page}/avis/relecture`, fields);
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('Un avis rendu est définitif.');
    expect((await stateOf(story)).avis).toBeUndefined();
    const kept = { ...valuesIn(preview.html), motivation: fields.motivation };
    const rewritten = await site.send(story.tutor, `${story.page}/avis/reprise`, kept);
    expect(rewritten.html).toContain('Travail abouti.');
    expect(rewritten.html).toMatch(/value="validated"[^>]*checked/);
    const sent = await Promise.all(
      [1, 2].map(() => site.send(story.tutor, `${story.page}/avis`, { ...kept, cle: 'une-fois' })),
    );
    expect(sent.map(({ status, location }) => [status, location])).toEqual([
      [303, story.page],
      [303, story.page],
    ]);
    expect(await stateOf(story)).toMatchObject({ outcome: 'validated', avis: { motivation: fields.motivation } });
  });

  it('is refused incomplete, each unanswered criterion by its label', async () => {
    const story = await tell(site, 'revision');
    const { 'criteria.0.met': _left, ...rest } = await answers(story);
    const refused = await site.send(story.tutor, `${story.page}/avis/relecture`, { ...rest, mention: 'validated' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('L’avis est incomplet.');
    expect(refused.html).toContain('href="#champ-criteria-0-met"');
    expect(refused.html).toContain('href="#champ-motivation"');
    const places = ['criteria-0-met', 'motivation'].map((name) => refused.html.indexOf(`#champ-${name}"`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(refused.text).toMatch(/À rendre au plus tard le .*\(dans 14\u00a0jours\)/);
    expect(refused.text).toContain('attend une réponse');
  });

  it('is refused as validated with a mandatory criterion unmet', async () => {
    const story = await tell(site, 'revision');
    const fields = { ...(await answers(story, 'false')), mention: 'validated', motivation: 'Non.' };
    const refused = await site.send(story.tutor, `${story.page}/avis/relecture`, fields);
    expect([refused.status, refused.text.includes('critère obligatoire')]).toEqual([422, true]);
    expect(refused.text).toContain('demandée.\u00a0» est obligatoire pour valider, et n’est pas satisfait.');
  });

  it('is judged whole before it is read again: its date, its reason too', async () => {
    const story = await tell(site, 'revision');
    const fields = { ...(await answers(story)), mention: 'validated', motivation: 'Abouti.' };
    const late = await site.send(story.staff, `${story.page}/avis/relecture`, { ...fields, givenOn: '2099-01-04' });
    expect([late.status, late.html.includes('href="#champ-givenOn"')]).toEqual([422, true]);
    expect(late.html).toMatch(/name="motivation"[^>]*>Abouti\./);
  });

  it('keeps each answer with its criterion when the form has changed while it was written', async () => {
    const story = await tell(site, 'revision');
    const typed = await answers(story);
    const [first, second] = [typed['criteria.0.id']!, typed['criteria.1.id']!];
    await changeForm((criteria) => [{ id: 'nouveau', label: 'Un nouveau critère', mandatory: false }, ...criteria]);
    const fields = { ...typed, 'criteria.0.met': 'false', 'criteria.0.comment': 'Trop court.' };
    const again = await site.send(story.tutor, `${story.page}/avis/relecture`, { ...fields, mention: 'not_validated' });
    expect([again.status, again.text.includes('a changé')]).toEqual([409, true]);
    expect(again.html).not.toContain('#champ-formVersion');
    const shown = valuesIn(again.html);
    expect([shown['criteria.1.id'], shown['criteria.2.id']]).toEqual([first, second]);
    const chosen = (rank: number) =>
      new RegExp(`name="criteria.${rank}.met" value="(true|false)" checked`).exec(again.html)?.[1];
    expect([chosen(0), chosen(1), chosen(2)]).toEqual([undefined, 'false', 'true']);
    expect(again.html).toMatch(/name="criteria.1.comment"[^>]*>Trop court\./);
    await changeForm((criteria) => criteria.slice(1));
  });

  it('is corrected by a manager, from the one that was given, with a reason', async () => {
    const story = await tell(site, 'avis');
    const address = `${story.page}/avis/correction`;
    expect((await site.visit(story.staff, address)).status).toBe(403);
    const { html } = await site.visit(story.manager, address);
    expect(html).toContain('Un travail analysé et bien situé.');
    const ranks = Object.keys(valuesIn(html)).flatMap((name) => /^criteria\.(\d+)\.id$/.exec(name)?.[1] ?? []);
    const fields = {
      ...valuesIn(html),
      ...Object.fromEntries(ranks.map((rank) => [`criteria.${rank}.met`, 'true'])),
      mention: 'validated',
      motivation: 'Relu et confirmé.',
      reason: 'Faute de frappe',
    };
    const { reason: _without, ...unreasoned } = fields;
    const refused = await site.send(story.manager, `${address}/relecture`, unreasoned);
    expect([refused.status, refused.html.includes('href="#champ-reason"')]).toEqual([422, true]);
    const preview = await site.send(story.manager, `${address}/relecture`, fields);
    expect(preview.text).toContain('Faute de frappe');
    expect(preview.text).toContain('L’attestation est remplacée.');
    expect((await site.send(story.manager, address, fields)).status).toBe(303);
    expect((await stateOf(story)).avis).toMatchObject({ version: 2, reason: 'Faute de frappe' });
  });
});

describe('the time used, on a page (R30)', () => {
  it('shows the ledger to everyone concerned; tutor and staff add to it', async () => {
    const story = await tell(site, 'held');
    const address = `${story.page}/temps`;
    const auditeurs = await site.visit(story.auditeur, address);
    expect([auditeurs.status, auditeurs.text.includes('30 minutes sur 120')]).toEqual([200, true]);
    expect(auditeurs.html).not.toContain('name="minutes"');
    const today = (await stateOf(story)).registeredOn;
    const sent = await site.send(story.tutor, address, { date: today, minutes: '95', label: 'Lecture' });
    expect([sent.status, sent.location]).toEqual([303, address]);
    const after = await site.visit(story.tutor, address);
    expect(after.text).toContain('125 minutes sur 120');
    expect(after.text).toContain('dépassées');
    const refused = await site.send(story.tutor, address, { date: today, minutes: '0', label: 'Rien' });
    expect([refused.status, refused.html.includes('href="#champ-minutes"')]).toEqual([422, true]);
    expect((await site.send(story.auditeur, address, { date: today, minutes: '5', label: 'x' })).status).toBe(403);
  });
});

/** Gives the tutor of a story another auditeur, whose meeting took place yesterday and is to be told of. */
async function alsoMet({ tutor }: Story): Promise<void> {
  const other = await tell(site, 'meeting');
  const startsAt = new Date(Date.now() - 24 * 3_600_000).toISOString();
  const snapshot = site.house.database.raw(
    `jsonb_set(snapshot, '{facts,meeting}', ?::jsonb)`,
    JSON.stringify({ startsAt, date: startsAt.slice(0, 10), sequence: 0 }),
  );
  const changes = { tutor_id: tutor.principal.tutorId, situation: 'meeting_to_record', waiting_for: 'tutor', snapshot };
  await site.house.database('enrolments').where({ id: other.id }).update(changes);
}

describe('the tutor’s home', () => {
  it('shows what awaits them, with the page where it is done', async () => {
    const story = await tell(site, 'revision');
    const { text, html } = await site.visit(story.tutor, '/mes-accompagnements');
    expect(text).toContain('1 accompagnement en cours, dont 1 qui attend quelque chose de vous.');
    expect(html).toContain(`href="${story.page}/avis"`);
    await alsoMet(story);
    const both = (await site.visit(story.tutor, '/mes-accompagnements')).text;
    expect(both.indexOf('Rendre compte du rendez-vous')).toBeLessThan(both.indexOf('Rendre l’avis'));
    const followed = await tell(site, 'tutor');
    const unmet = (await site.visit(followed.tutor, '/mes-accompagnements')).text;
    expect([unmet.includes('Premier rendez-vous à fixer'), unmet.includes('Affectation')]).toEqual([true, false]);
    const idle = await site.visit(story.others.tutor, '/mes-accompagnements');
    expect(idle.text).toContain('Vous ne suivez personne pour l’instant.');
    expect((await site.visit(story.staff, '/mes-accompagnements')).status).toBe(403);
  });
});
