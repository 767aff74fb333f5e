import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atParis } from '../../calendar/paris-time.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { form } from '../journeys/caller.ts';
import { ALL_MET, aPdf, favourable, proposal, withTutor, workingDayIn } from '../journeys/enrolments.ts';
import { openWorld, type World } from '../journeys/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ temporal: 'dev' });
});
afterAll(() => world.close());

const EVENTS = 150;
const BYTES = 64 * 1024;

describe('A whole favourable enrolment', () => {
  it(`stays under ${EVENTS} events and ${BYTES} bytes of history`, async () => {
    const dossier = await withTutor(world);
    const { tutor, auditeur, path } = dossier;
    await auditeur.post(`${path}/meeting`, { startsAt: atParis(await workingDayIn(world, 3), '10:00') });
    const planning = await proposal(dossier);
    const heldOn = await world.today();
    await tutor.post(`${path}/meeting/outcome`, { held: true, heldOn, objectives: ALL_MET, planning });
    await auditeur.post(`${path}/report`, form({}, await aPdf(7)));
    await tutor.post(`${path}/correction`, form({ remarks: 'Précisez.' }, await aPdf(9)));
    await auditeur.post(`${path}/revision`, form({}, await aPdf(7)));
    await tutor.post(`${path}/avis`, favourable(dossier));
    await world.settled();

    const { historyLength, historySize } = await world.env.client.workflow
      .getHandle(workflowIdOf(dossier.id))
      .describe();
    process.stdout.write(`A favourable enrolment: ${historyLength} events, ${historySize} bytes of history.\n`);
    expect(historyLength).toBeLessThan(EVENTS);
    expect(historySize).toBeLessThan(BYTES);
  });

  it(`stays under ${EVENTS} events with the hour of the meeting, its reminder, that of the survey and the 60 days after the closing`, () => {
    const { events } = JSON.parse(readFileSync(join('test', 'histories', 'favourable-2.json'), 'utf8'));
    process.stdout.write(`A favourable enrolment to its archive: ${events.length} events.\n`);
    expect(events.length).toBeLessThan(EVENTS);
  });
});
