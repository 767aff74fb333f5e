import { favourable, unfavourable, withRevision } from './enrolments.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('Step 5, the final avis (R20)', () => {
  it('when favourable closes the enrolment, tells the auditeur, and asks what they thought of it', async () => {
    const dossier = await withRevision(world);
    await world.forgetMails();
    const closed = await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    expect(closed).toMatchObject({ step: 'closed', waitingFor: 'nobody', outcome: 'validated' });
    const subjects = (await world.mails(dossier.email)).map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
    expect(subjects[0]).toContain('L’avis sur votre rapport est rendu');
  });

  it('when unfavourable waits for a permanent to build with the auditeur what follows (R21)', async () => {
    const dossier = await withRevision(world);
    const given = await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
    expect(given).toMatchObject({ step: 'final_avis', waitingFor: 'staff' });
    const closed = await dossier.staff.post(`${dossier.path}/follow-up`, {
      contactedOn: await world.today(),
      summary: 'Nouvelle session.',
      path: 'new_enrolment',
    });
    expect(closed).toMatchObject({ step: 'closed', outcome: 'not_validated' });
  });
});
