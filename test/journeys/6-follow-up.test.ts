import { addDays, inFrench } from '../../domain/dates.ts';
import { endAll, openWorldOn } from './almanac.ts';
import { type Dossier, favourable, unfavourable, withRevision } from './enrolments.ts';
import { civil, journal, letters, passing, sent, told, workingDaysAfter } from './letters.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-10-05');
});
afterEach(() => endAll(world));
afterAll(() => world.close());

async function withUnfavourableAvis(): Promise<Dossier> {
  const dossier = await withRevision(world);
  await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
  return dossier;
}

const record = (dossier: Dossier, body: object, who = dossier.staff) =>
  who.ask('POST', `${dossier.path}/follow-up`, body);
const SUMMARY = 'Une nouvelle session est envisagée.';

describe('After an unfavourable avis, the follow-up (R21)', () => {
  it('is due within 10 working days; staff are recalled after 5, a manager after 10, and nobody once it is done', async () => {
    const [late, intime] = [await withUnfavourableAvis(), await withUnfavourableAvis()];
    const givenOn = await world.today();
    const due = workingDaysAfter(givenOn, 10);
    expect(await late.staff.get(late.path)).toMatchObject({ waitingFor: 'staff', due: { date: due } });
    expect((await letters(world, late)).map(({ to, subject }) => `${to}: ${subject}`)).toContain(
      `staff: Avis défavorable : contacter Alix Exemple au plus tard le ${inFrench(due)}`,
    );

    await world.goTo(workingDaysAfter(givenOn, 7));
    await record(intime, { contactedOn: await world.today(), summary: SUMMARY, path: 'vae' });
    await world.goTo(addDays(due, 30));
    const recalled = /Rappel : contacter|attend notre appel/;
    const [staff, manager] = [civil(workingDaysAfter(givenOn, 5), 'staff'), civil(due, 'manager')];
    expect(await sent(world, late, recalled)).toEqual([staff, manager]);
    expect(await sent(world, intime, recalled)).toEqual([staff]);
    expect(await late.staff.get(late.path)).toMatchObject({ overdue: true, waitingFor: 'staff', step: 'final_avis' });
    const passed = (await journal(late)).filter(({ type }) => type === 'deadline.passed');
    expect(passed.at(-1)?.at.slice(0, 16)).toBe(passing(due).slice(0, 16));
  });

  it('is incomplete without its date, its path and its summary (follow_up.incomplete), and dated between the avis and today', async () => {
    const dossier = await withUnfavourableAvis();
    const today = await world.today();
    const whole = { contactedOn: today, summary: SUMMARY, path: 'stop' };
    for (const [field, value] of Object.entries({ contactedOn: undefined, path: undefined, summary: '  ' })) {
      const { status, body } = await record(dossier, { ...whole, [field]: value });
      expect([status, body.code, body.errors[0].path]).toEqual([422, 'follow_up.incomplete', field]);
    }
    expect((await record(dossier, {})).body.errors).toHaveLength(3);
    expect((await record(dossier, { ...whole, contactedOn: addDays(today, 1) })).body.code).toBe('date.in_the_future');
    expect((await record(dossier, { ...whole, contactedOn: addDays(today, -1) })).body.code).toBe('date.before_step');
    expect((await record(dossier, { ...whole, path: 'inconnu' })).status).toBe(400);
    expect((await record(dossier, whole)).status).toBe(200);
  });

  it('is recorded by staff only (403), and once (409)', async () => {
    const dossier = await withUnfavourableAvis();
    const body = { contactedOn: await world.today(), summary: SUMMARY, path: 'other' };
    expect((await record(dossier, body, dossier.tutor)).status).toBe(403);
    expect((await record(dossier, body, dossier.auditeur)).status).toBe(403);
    expect((await record(dossier, body)).status).toBe(200);
    const again = await record(dossier, body);
    expect([again.status, again.body.code]).toEqual([409, 'enrolment.state']);
  });

  it('closes the enrolment, tells the auditeur the path, and has the survey sent once', async () => {
    const dossier = await withUnfavourableAvis();
    await world.forgetMails();
    const contactedOn = await world.today();
    const { body } = await record(dossier, { contactedOn, summary: SUMMARY, path: 'new_enrolment' });
    expect(body).toMatchObject({
      step: 'closed',
      waitingFor: 'nobody',
      outcome: 'not_validated',
      followUp: { contactedOn, summary: SUMMARY, path: 'new_enrolment' },
    });
    expect(body.due).toBeUndefined();
    expect((await letters(world, dossier)).map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      'auditeur: La suite de votre parcours',
      'auditeur: Votre avis sur l’accompagnement : une question, une minute',
    ]);
    expect(await told(dossier, 'follow_up.recorded')).toEqual([
      `Échange sur la suite du parcours le ${inFrench(contactedOn)} : une nouvelle inscription à la prestation.`,
    ]);
  });
});

describe('The satisfaction survey', () => {
  const answer = (dossier: Dossier, body: object = { satisfaction: 4 }, who = dossier.auditeur) =>
    who.ask('POST', `${dossier.path}/survey`, body);

  it('opens at the closing, to the auditeur alone, and is answered once (survey.answered)', async () => {
    const dossier = await withUnfavourableAvis();
    const early = await answer(dossier);
    expect([early.status, early.body.code]).toEqual([409, 'enrolment.state']);
    await record(dossier, { contactedOn: await world.today(), summary: SUMMARY, path: 'vae' });
    for (const who of [dossier.staff, dossier.tutor, dossier.manager]) {
      expect((await answer(dossier, { satisfaction: 5 }, who)).status).toBe(403);
    }
    for (const satisfaction of [0, 6, 3.5, undefined]) {
      expect((await answer(dossier, { satisfaction })).status).toBe(400);
    }
    expect((await answer(dossier, { satisfaction: 4, comment: 'Très à l’écoute.' })).status).toBe(200);
    const again = await answer(dossier, { satisfaction: 1 });
    expect([again.status, again.body.code]).toEqual([409, 'survey.answered']);
    expect(await told(dossier, 'survey.answered')).toHaveLength(1);
  });

  it('never opens after a withdrawal (enrolment.state)', async () => {
    const dossier = await withRevision(world);
    await dossier.auditeur.post(`${dossier.path}/withdrawal`, { reason: 'Changement de projet' });
    const refused = await answer(dossier);
    expect([refused.status, refused.body.code]).toEqual([409, 'enrolment.state']);
    expect(await told(dossier, 'survey.answered')).toEqual([]);
  });

  it('is recalled once, 14 days after the closing, at 8:00 of a working day, to who has not answered', async () => {
    const [silent, prompt] = [await withRevision(world), await withRevision(world)];
    const closed = await world.today();
    for (const dossier of [silent, prompt]) await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    await world.goTo(addDays(closed, 5));
    expect((await answer(prompt)).status).toBe(200);
    await world.goTo(addDays(closed, 70));
    expect(await sent(world, silent, /^Rappel : votre avis/)).toEqual([civil(addDays(closed, 14), 'auditeur')]);
    expect(await sent(world, prompt, /^Rappel : votre avis/)).toEqual([]);
    for (const dossier of [silent, prompt]) {
      expect(await dossier.staff.get(dossier.path)).toMatchObject({ archived: true });
    }
  });

  it('is not recalled while a corrected avis has reopened the follow-up', async () => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    const closed = await world.today();
    await world.goTo(addDays(closed, 3));
    await dossier.manager.post(`${dossier.path}/avis/correction`, { ...unfavourable(dossier), reason: 'Une erreur.' });
    await world.goTo(addDays(closed, 30));
    expect(await sent(world, dossier, /^Rappel : votre avis/)).toEqual([]);
  });

  it('is asked for once, also months later, and can be answered even once the enrolment is archived', async () => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    await world.goTo(addDays(await world.today(), 120));
    expect(await sent(world, dossier, /une question, une minute/)).toHaveLength(1);
    expect(await dossier.staff.get(dossier.path)).toMatchObject({ archived: true });
    expect((await answer(dossier)).status).toBe(200);
  });
});
