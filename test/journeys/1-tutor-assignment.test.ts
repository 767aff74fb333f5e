import { expectAgreement, journalOf } from './agreement.ts';
import { MANAGER_EMAIL, openWorldOn, STAFF_EMAIL } from './almanac.ts';
import { CERTIFICATION, register, withTutor } from './enrolments.ts';
import { listenTo } from './listening.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-04'); // a Wednesday; 11 November is a public holiday
});
afterAll(() => world.close());

const tutorOf = async (code: string): Promise<{ id: string; email: string; phone: string }> => {
  const { items } = await world.administrator.get('/tutors');
  return items.find((tutor: { code: string }) => tutor.code === code);
};

describe('While step 1 lasts', () => {
  it('staff are reminded of the tutor after 5 working days, then weekly, the manager after 10; then the auditeur of the booking after 7 and 14 days, staff after 21, then weekly; nobody once it is done', async () => {
    const dossier = await register(world);
    const heard = await listenTo(world, dossier);
    await world.goTo('2037-11-26');
    const tutorAwaited = await heard.mails();
    expect(tutorAwaited.map(({ date, to }) => `${date.slice(0, 16)} ${to}`)).toEqual([
      `2037-11-12T07:00 ${STAFF_EMAIL}`,
      `2037-11-19T07:00 ${STAFF_EMAIL}`,
      `2037-11-19T07:00 ${MANAGER_EMAIL}`,
      `2037-11-26T07:00 ${STAFF_EMAIL}`,
    ]);
    for (const { text } of tutorAwaited) expect(text).toContain(`/dossiers/${dossier.id}`);

    await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: dossier.tutorId });
    await heard.told();
    await world.goTo('2037-12-31');
    expect(await heard.told()).toEqual([
      '2037-12-03 08:00 relance (prise du premier rendez-vous), à l’auditeur',
      '2037-12-10 08:00 relance (prise du premier rendez-vous), à l’auditeur',
      '2037-12-17 08:00 alerte (prise du premier rendez-vous), au service gestionnaire',
      '2037-12-24 08:00 alerte (prise du premier rendez-vous), au service gestionnaire',
      '2037-12-31 08:00 alerte (prise du premier rendez-vous), au service gestionnaire',
    ]);
    await expectAgreement(world, dossier);

    await dossier.auditeur.post(`${dossier.path}/meeting`, { startsAt: '2038-02-01T09:00:00.000Z' });
    await heard.told();
    await world.goTo('2038-01-28');
    expect(await heard.told()).toEqual([]);
    await expectAgreement(world, dossier);
    await dossier.staff.post(`${dossier.path}/withdrawal`, { reason: 'Essai fini.' });
  });
});

describe('Step 1, the assignment of a tutor', () => {
  it('R9: refuses who is not approved, not active or of another certification, and a tutor who does not exist', async () => {
    const { staff, path, auditeur, tutorId } = await register(world);
    const assign = async (code: string) =>
      refusal(staff.ask('POST', `${path}/tutor`, { tutorId: (await tutorOf(code)).id, force: true, reason: 'x' }));
    expect(await assign('T-CANDIDAT')).toBe('422 tutor.not_approved');
    expect(await assign('T-RETRAITE')).toBe('422 tutor.inactive');
    expect(await assign('T-ESSAI')).toBe('422 tutor.wrong_certification');
    const unknown = { tutorId: '00000000-0000-4000-8000-000000000000' };
    expect(await refusal(staff.ask('POST', `${path}/tutor`, unknown))).toBe('422 tutor.unknown');
    expect(await refusal(auditeur.ask('POST', `${path}/tutor`, { tutorId }))).toBe('403 forbidden');
    expect(await staff.get(path)).toMatchObject({ tutor: null, step: 'tutor_assignment', waitingFor: 'staff' });
  });

  it('R9: is suggested, least loaded first, those at capacity last, and forced beyond it with a reason only', async () => {
    const full = await world.administrator.post('/tutors', {
      code: 'T-COMPLET',
      firstName: 'Maxence',
      lastName: 'Complet',
      email: 'maxence.complet@example.org',
      approved: { on: '2037-09-01', reference: 'AGR-37' },
      certifications: [CERTIFICATION],
      capacity: 1,
    });
    const first = await register(world);
    expect(await suggested(first)).toEqual(['T-COMPLET 0/1', 'T-EXEMPLE 0/100', 'T-MODELE 0/12']);
    await first.staff.post(`${first.path}/tutor`, { tutorId: full.id });
    await withTutor(world); // T-EXEMPLE

    const second = await register(world);
    const assign = (how: object) => second.staff.ask('POST', `${second.path}/tutor`, { tutorId: full.id, ...how });
    expect(await suggested(second)).toEqual(['T-MODELE 0/12', 'T-EXEMPLE 1/100', 'T-COMPLET 1/1']);
    expect(await refusal(assign({}))).toBe('422 tutor.overloaded');
    expect(await refusal(assign({ force: true }))).toBe('422 tutor.overloaded');
    expect(await refusal(assign({ reason: 'Elle connaît déjà le dossier.' }))).toBe('422 tutor.overloaded');
    const { body } = await assign({ force: true, reason: 'Elle connaît déjà le dossier.' });
    expect(body).toMatchObject({ tutor: { code: 'T-COMPLET' }, waitingFor: 'auditeur' });
    expect((await journalOf(second)).find(({ type }) => type === 'tutor.assigned')?.text).toBe(
      'Tuteur affecté au-delà de sa capacité (motif\u00a0: Elle connaît déjà le dossier)\u00a0: Maxence Complet.',
    );
    await expectAgreement(world, second);
  });

  const suggested = async ({ staff, path }: { staff: World['administrator']; path: string }): Promise<string[]> => {
    const { items } = await staff.get(`${path}/tutor-suggestions`);
    return items.map(
      ({ tutor, load, capacity }: { tutor: { code: string }; load: number; capacity: number }) =>
        `${tutor.code} ${load}/${capacity}`,
    );
  };

  it('tells auditeur and tutor by mail how to reach each other, and where the resources (ENF) are', async () => {
    const dossier = await register(world, {
      auditeur: { firstName: 'Noa', lastName: 'Exemple', email: 'noa@example.org', phone: '02 61 91 00 77' },
    });
    const heard = await listenTo(world, dossier);
    const tutor = await tutorOf('T-EXEMPLE');
    const assigned = await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: tutor.id });
    expect(assigned).toMatchObject({ step: 'tutor_assignment', waitingFor: 'auditeur', tutor: { id: tutor.id } });
    const [toAuditeur, toTutor, ...others] = await heard.mails();
    expect(others).toEqual([]);
    expect(toAuditeur).toMatchObject({ to: 'noa@example.org', subject: expect.stringContaining('tuteur est désigné') });
    for (const told of ['Octave Exemple', tutor.email, tutor.phone, 'https://lecnam.net/', `/dossiers/${dossier.id}`])
      expect(toAuditeur?.text).toContain(told);
    expect(toTutor).toMatchObject({ to: tutor.email, subject: expect.stringContaining('Noa Exemple') });
    for (const told of ['noa@example.org', '02 61 91 00 77', 'https://lecnam.net/', `/dossiers/${dossier.id}`])
      expect(toTutor?.text).toContain(told);
    await expectAgreement(world, dossier);
  });

  it('tells the resources of the certification when it has its own', async () => {
    const own = { resourcesUrl: 'https://enf.example.org/gestion' };
    await world.administrator.patch(`/certifications/${CERTIFICATION}`, own);
    const dossier = await register(world);
    const heard = await listenTo(world, dossier);
    await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: dossier.tutorId });
    const mails = await heard.mails();
    expect(mails.map(({ text }) => text.includes('https://enf.example.org/gestion'))).toEqual([true, true]);
  });
});
