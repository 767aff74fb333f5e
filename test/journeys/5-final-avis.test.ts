import { addDays, inFrench } from '../../domain/dates.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { type Dossier, favourable, unfavourable, withCorrection, withRevision } from './enrolments.ts';
import { civil, journal, letters, passing, sent, told, workingDaysAfter } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(() => endAll(world));
afterAll(() => world.close());

const avis = ({ path }: Dossier) => `${path}/avis`;
const correction = ({ path }: Dossier) => `${path}/avis/correction`;
const AVIS_REMINDERS = /^(Rappel|Aujourd’hui|En retard|À suivre) : avis sur le rapport/;

describe('Step 5, the final avis (R20)', () => {
  it('when favourable closes the enrolment, tells the auditeur, and asks what they thought of it', async () => {
    const dossier = await withRevision(world);
    await world.forgetMails();
    const closed = await dossier.tutor.post(avis(dossier), favourable(dossier));
    expect(closed).toMatchObject({ step: 'closed', waitingFor: 'nobody', outcome: 'validated', overdue: false });
    expect(closed.avis).toMatchObject({
      mention: 'validated',
      version: 1,
      motivation: 'Complet et analysé.',
      previous: [],
    });
    expect(closed.due).toBeUndefined();
    const told = await letters(world, dossier);
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['auditeur', 'L’avis sur votre rapport est rendu'],
      ['auditeur', 'Votre avis sur l’accompagnement : une question, une minute'],
    ]);
    expect(told[0]?.text).toContain('« validé »');
  });

  it('when unfavourable waits for a permanent to build with the auditeur what follows (R21)', async () => {
    const dossier = await withRevision(world);
    await world.forgetMails();
    const given = await dossier.tutor.post(avis(dossier), unfavourable(dossier));
    expect(given).toMatchObject({ step: 'final_avis', waitingFor: 'staff' });
    expect(given.outcome).toBeUndefined();
    expect((await letters(world, dossier)).map(({ to }) => to)).toEqual(['auditeur', 'staff']);
    const closed = await dossier.staff.post(`${dossier.path}/follow-up`, followUp(await world.today()));
    expect(closed).toMatchObject({ step: 'closed', outcome: 'not_validated' });
  });

  it('is incomplete without its mention, its motivation, or an answer to each criterion once (avis.incomplete)', async () => {
    const dossier = await withRevision(world);
    const { mention, motivation, criteria } = favourable(dossier);
    const refused = async (body: object) => {
      const answer = await dossier.tutor.ask('POST', avis(dossier), body);
      expect([answer.status, answer.body.code]).toEqual([422, 'avis.incomplete']);
      return answer.body.errors.map(({ path }: { path: string }) => path);
    };
    expect(await refused({ motivation, criteria })).toEqual(['mention']);
    expect(await refused({ mention, motivation: ' \n ', criteria })).toEqual(['motivation']);
    expect(await refused({ mention, criteria })).toEqual(['motivation']);
    for (const { id } of criteria) {
      const others = criteria.filter((criterion) => criterion.id !== id);
      expect(await refused({ mention, motivation, criteria: others })).toEqual([`criteria.${id}`]);
    }
    expect(await refused({ mention, motivation, criteria: [...criteria, criteria[0]] })).toEqual([
      `criteria.${criteria[0]?.id}`,
    ]);
    expect(await refused({ mention, motivation, criteria: [...criteria, { id: 'autre', met: true }] })).toEqual([
      `criteria.#${criteria.length + 1}`,
    ]);
    expect(await refused({})).toEqual(['mention', 'motivation', ...criteria.map(({ id }) => `criteria.${id}`)]);
    expect(await dossier.tutor.get(dossier.path)).toMatchObject({ step: 'final_avis', waitingFor: 'tutor' });
  });

  it('is not favourable with an unmet mandatory criterion (avis.inconsistent), but may be with another', async () => {
    const dossier = await withRevision(world);
    const { items } = await dossier.staff.get('/certifications');
    const { certification } = await dossier.staff.get(dossier.path);
    const { evaluation } = items.find(({ code }: { code: string }) => code === certification);
    const unmet = (unmetId: string) => ({
      ...favourable(dossier),
      criteria: dossier.criteria.map(({ id }) => ({ id, met: id !== unmetId })),
    });
    for (const { id } of evaluation.criteria.filter(({ mandatory }: { mandatory: boolean }) => mandatory)) {
      const { status, body } = await dossier.tutor.ask('POST', avis(dossier), unmet(id));
      expect([status, body.code, body.errors[0].path]).toEqual([422, 'avis.inconsistent', `criteria.${id}`]);
    }
    const optional = evaluation.criteria.find(({ mandatory }: { mandatory: boolean }) => !mandatory);
    expect(await dossier.tutor.post(avis(dossier), unmet(optional.id))).toMatchObject({ outcome: 'validated' });
  });

  it('is not given before the revision, nor by the auditeur (409, 403)', async () => {
    const dossier = await withCorrection(world);
    const early = await dossier.tutor.ask('POST', avis(dossier), favourable(dossier));
    expect([early.status, early.body.code]).toEqual([409, 'enrolment.state']);
    expect((await dossier.auditeur.ask('POST', avis(dossier), favourable(dossier))).status).toBe(403);
  });

  it('is due 14 days after the reception; recalled 5 and 1 days before, weekly after; staff the day after, a manager after 7 days', async () => {
    const [late, intime] = [await withRevision(world), await withRevision(world)];
    const due = addDays(await world.today(), 14);
    expect(await late.tutor.get(late.path)).toMatchObject({ due: { date: due }, overdue: false });
    await world.goTo(addDays(due, -3));
    await intime.tutor.post(avis(intime), favourable(intime));
    await world.goTo(due, '23:00');
    expect((await late.tutor.get(late.path)).overdue).toBe(false);
    await world.goTo(addDays(due, 18));
    const on = (days: number, to: string) => civil(addDays(due, days), to);
    expect(await sent(world, late, AVIS_REMINDERS)).toEqual(
      [...[-5, -1, 7, 14].map((days) => on(days, 'tutor')), on(1, 'staff'), on(7, 'manager')].sort(),
    );
    expect(await sent(world, intime, AVIS_REMINDERS)).toEqual([on(-5, 'tutor')]);
    // To the minute: between a timer and the line that tells of it, the machine takes its time.
    expect((await journal(late)).find(({ type }) => type === 'deadline.passed')?.at.slice(0, 16)).toBe(
      passing(due).slice(0, 16),
    );
    expect((await late.tutor.get(late.path)).overdue).toBe(true);
    expect(await late.tutor.post(avis(late), favourable(late))).toMatchObject({ overdue: false, step: 'closed' });
    expect((await told(late, 'avis.given'))[0]).toContain(`en retard (échéance : ${inFrench(due)})`);
  });

  it('given on paper is recorded by staff on its real date, from which the follow-up counts (R35)', async () => {
    const dossier = await withRevision(world);
    const receivedOn = await world.today();
    await world.goTo(addDays(receivedOn, 6));
    const given = (givenOn: string, who = dossier.staff) =>
      who.ask('POST', avis(dossier), { ...unfavourable(dossier), givenOn, note: 'Fiche reçue par courrier' });
    const refusals = [
      await given(addDays(receivedOn, 2), dossier.tutor),
      await given(addDays(receivedOn, -1)),
      await given(addDays(await world.today(), 1)),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'date.staff_only'],
      [422, 'date.before_step'],
      [422, 'date.in_the_future'],
    ]);
    const { status, body } = await given(addDays(receivedOn, 2));
    expect(status).toBe(200);
    expect(body.avis.givenOn).toBe(addDays(receivedOn, 2));
    expect(body.due.date).toBe(workingDaysAfter(addDays(receivedOn, 2), 10));
    expect((await told(dossier, 'avis.given'))[0]).toContain('(note : Fiche reçue par courrier)');
  });

  it('once given is immutable: nobody gives it again (409)', async () => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(avis(dossier), favourable(dossier));
    for (const who of [dossier.tutor, dossier.staff, dossier.manager]) {
      const { status, body } = await who.ask('POST', avis(dossier), unfavourable(dossier));
      expect([status, body.code]).toEqual([409, 'enrolment.state']);
    }
    expect((await dossier.staff.get(dossier.path)).avis).toMatchObject({ mention: 'validated', previous: [] });
  });
});

describe('A correction of the avis (R20)', () => {
  const withAvis = async (body: (dossier: Dossier) => object) => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(avis(dossier), body(dossier));
    return dossier;
  };
  const REASON = { reason: 'Erreur de saisie' };

  it('is a manager’s, and has a reason', async () => {
    const dossier = await withAvis(favourable);
    for (const who of [dossier.staff, dossier.tutor, dossier.auditeur]) {
      const { status } = await who.ask('POST', correction(dossier), { ...unfavourable(dossier), ...REASON });
      expect(status).toBe(403);
    }
    for (const reason of [undefined, '  ']) {
      const { status, body } = await dossier.manager.ask('POST', correction(dossier), {
        ...favourable(dossier),
        reason,
      });
      expect([status, body.code]).toEqual([422, 'reason.required']);
    }
    const incomplete = await dossier.manager.ask('POST', correction(dossier), { mention: 'validated', ...REASON });
    expect([incomplete.status, incomplete.body.code]).toEqual([422, 'avis.incomplete']);
  });

  it('is refused before any avis, and in an enrolment that never had one (409)', async () => {
    const dossier = await withRevision(world);
    const body = { ...favourable(dossier), ...REASON };
    expect((await dossier.manager.ask('POST', correction(dossier), body)).body.code).toBe('enrolment.state');
    await dossier.staff.post(`${dossier.path}/withdrawal`, { reason: 'Déménagement' });
    const { status, body: after } = await dossier.manager.ask('POST', correction(dossier), body);
    expect([status, ['enrolment.state', 'enrolment.archived'].includes(after.code)]).toEqual([409, true]);
  });

  it('is a new version, kept beside the older, journalled with its reason, and told to auditeur, tutor and staff', async () => {
    const dossier = await withAvis(favourable);
    await world.forgetMails();
    const corrected = await dossier.manager.post(correction(dossier), {
      ...favourable(dossier),
      motivation: 'Complet, analysé, et bien écrit.',
      ...REASON,
    });
    expect(corrected).toMatchObject({ step: 'closed', outcome: 'validated' });
    expect(corrected.avis).toMatchObject({
      version: 2,
      motivation: 'Complet, analysé, et bien écrit.',
      previous: [{ version: 1, motivation: 'Complet et analysé.' }],
    });
    const line = (await journal(dossier)).find(({ type }) => type === 'avis.corrected');
    expect(line?.actor.role).toBe('manager');
    expect(line?.text.replace(/\s/g, ' ')).toBe(
      'Avis corrigé (version 2) : la mention reste « validé » (motif : Erreur de saisie).',
    );
    expect((await letters(world, dossier)).map(({ to }) => to)).toEqual(['auditeur', 'tutor', 'staff']);
  });

  it('to unfavourable, after the closing, reopens the follow-up, then closes again; the survey is not sent twice', async () => {
    const dossier = await withAvis(favourable);
    const closedOn = await world.today();
    await world.goTo(addDays(closedOn, 20), '15:00');
    const today = await world.today();
    await world.forgetMails();
    const reopened = await dossier.manager.post(correction(dossier), { ...unfavourable(dossier), ...REASON });
    const due = workingDaysAfter(today, 10);
    expect(reopened).toMatchObject({ step: 'final_avis', waitingFor: 'staff', due: { date: due } });
    expect(reopened.outcome).toBeUndefined();
    expect(reopened.steps.at(-1)).toMatchObject({ name: 'final_avis', status: 'current' });
    expect(reopened.steps.at(-1).completedAt).toBeUndefined();
    expect((await letters(world, dossier)).map(({ to }) => to)).toEqual(['auditeur', 'tutor', 'staff', 'staff']);

    await world.goTo(workingDaysAfter(today, 6));
    expect(await sent(world, dossier, /Rappel : contacter/)).toEqual([civil(workingDaysAfter(today, 5), 'staff')]);
    const closed = await dossier.staff.post(`${dossier.path}/follow-up`, followUp(await world.today()));
    expect(closed).toMatchObject({ step: 'closed', waitingFor: 'nobody', outcome: 'not_validated' });
    expect(await sent(world, dossier, /une question, une minute/)).toEqual([]);
    expect(await told(dossier, 'survey.sent')).toHaveLength(1);
  });

  it('to favourable, during the follow-up, closes the enrolment: nobody has to be contacted', async () => {
    const dossier = await withAvis(unfavourable);
    await world.forgetMails();
    const closed = await dossier.manager.post(correction(dossier), { ...favourable(dossier), ...REASON });
    expect(closed).toMatchObject({ step: 'closed', waitingFor: 'nobody', outcome: 'validated' });
    expect(closed.due).toBeUndefined();
    await world.goTo(workingDaysAfter(await world.today(), 12));
    expect(await sent(world, dossier, /[Cc]ontacter|attend notre appel/)).toEqual([]);
  });

  it('may come until the 60th day after the closing, and not on the 61st (409 enrolment.archived)', async () => {
    const [before, onTheDay, after, archived] = [
      await withAvis(favourable),
      await withAvis(favourable),
      await withAvis(favourable),
      await withAvis(favourable),
    ];
    const closedOn = await world.today();
    const correct = (dossier: Dossier) =>
      dossier.manager.ask('POST', correction(dossier), { ...favourable(dossier), ...REASON });
    await world.goTo(addDays(closedOn, 59));
    expect((await correct(before)).status).toBe(200);
    await world.goTo(addDays(closedOn, 60), '23:30');
    expect((await correct(onTheDay)).status).toBe(200);
    await world.goTo(addDays(closedOn, 61), '00:30');
    const early = await correct(after);
    expect([early.status, early.body.code]).toEqual([409, 'enrolment.archived']);
    expect((await after.manager.get(after.path)).actions).toEqual([]);
    await world.goTo(addDays(closedOn, 62));
    const late = await correct(archived);
    expect([late.status, late.body.code]).toEqual([409, 'enrolment.archived']);
    expect(await archived.manager.get(archived.path)).toMatchObject({ step: 'closed', archived: true, actions: [] });
  });

  it('may come until midnight of the 60th day in Paris, also when the clocks went back in between', async () => {
    const today = await world.today();
    const october = `${Number(today.slice(0, 4)) + (today < `${today.slice(0, 4)}-10-01` ? 0 : 1)}-10-01`;
    await world.goTo(october, '00:10');
    const dossier = await withAvis(favourable);
    const { steps } = await dossier.staff.get(dossier.path);
    expect(steps).toMatchObject(steps.map(() => ({ startedOn: october, completedOn: october })));
    await world.goTo(addDays(october, 60), '23:40');
    const body = { ...favourable(dossier), ...REASON };
    expect((await dossier.manager.ask('POST', correction(dossier), body)).status).toBe(200);
  });
});

const followUp = (contactedOn: string) => ({ contactedOn, summary: 'Nouvelle session.', path: 'new_enrolment' });
