import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { up } from '../../db/migrations/0007-figures.ts';
import type { CommandName } from '../../domain/actions.ts';
import type { Facts, Situation } from '../../domain/enrolment.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { factsOf, plainWriter, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let it_: Scene;
let version: number;
beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  it_ = await scene(knex);
  version = 0;
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

/** The workflow writes that the enrolment is in another situation, on a day. */
async function record(situation: Situation, day: string, facts: Partial<Facts> = {}, historyLength = version + 10) {
  version += 1;
  const step = situation === 'closed' ? 'closed' : 'revision';
  const snapshot = { step, situation, facts: factsOf(it_.enrolment, facts) } as const;
  await createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' }).record(
    transition(it_.enrolment, { version, historyLength, at: `${day}T09:30:00.000Z`, snapshot }),
    plainWriter,
  );
}

const periods = async () =>
  (await knex('waiting_periods').orderBy('number')).map(
    ({ situation, waiting_for, begun_on, ended_on }) =>
      `${situation} (${waiting_for}) ${begun_on} → ${ended_on ?? '…'}`,
  );
const delays = () => knex('enrolment_delays').first();

const tutor = () => ({ ...it_.tutor, assignedOn: '2026-10-20' });
const due = { date: '2027-01-20', explanation: '', weeks: 4 as const, provisional: false, rule: 'R13' as const };
const done = (): Partial<Facts> => ({
  tutor: tutor(),
  heldOn: '2026-11-03',
  report: { receivedOn: '2026-12-20', deposits: 1, due },
  correction: { returnedOn: '2027-01-18' },
  revision: { receivedOn: '2027-02-01', unchanged: false },
  avisDue: { date: '2027-02-15', explanation: '' },
  avis: { mention: 'validated', version: 1, givenOn: '2027-02-20' },
});

/** From the registration of 12 October 2026 to a favourable avis. */
async function wholeStory() {
  const all = done();
  await record('no_tutor', '2026-10-14');
  await record('no_meeting', '2026-10-20', { tutor: all.tutor });
  await record('meeting_booked', '2026-10-27', { tutor: all.tutor });
  await record('report_awaited', '2026-11-04', { tutor: all.tutor, heldOn: all.heldOn });
  await record('report_received', '2026-12-20', {
    ...all,
    correction: undefined,
    revision: undefined,
    avis: undefined,
  });
  await record('revision_awaited', '2027-01-18', { ...all, revision: undefined, avis: undefined });
  await record('avis_awaited', '2027-02-01', { ...all, avis: undefined });
  await record('closed', '2027-02-20', all);
}

describe('Whose turn it was', () => {
  it('is kept from one situation to the next, by real dates', async () => {
    await wholeStory();
    expect(await periods()).toEqual([
      'no_tutor (staff) 2026-10-12 → 2026-10-20',
      'no_meeting (auditeur) 2026-10-20 → 2026-10-27',
      'meeting_booked (nobody) 2026-10-27 → 2026-11-03',
      'report_awaited (auditeur) 2026-11-03 → 2026-12-20',
      'report_received (tutor) 2026-12-20 → 2027-01-18',
      'revision_awaited (auditeur) 2027-01-18 → 2027-02-01',
      'avis_awaited (tutor) 2027-02-01 → 2027-02-20',
      'closed (nobody) 2027-02-20 → …',
    ]);
  });

  it('is not begun again by what changes nothing of it, nor by a shorter history told again', async () => {
    await record('no_tutor', '2026-10-14');
    await record('no_tutor', '2026-10-15');
    await record('no_meeting', '2026-10-20', { tutor: tutor() });
    await record('no_tutor', '2026-10-21', {}, 5);
    expect(await periods()).toEqual([
      'no_tutor (staff) 2026-10-12 → 2026-10-20',
      'no_meeting (auditeur) 2026-10-20 → …',
    ]);
  });

  it('never goes back in time, though an act be dated before what was recorded last', async () => {
    await record('no_tutor', '2026-10-14');
    await record('no_meeting', '2026-10-20', { tutor: tutor() });
    await record('report_awaited', '2026-10-21', { tutor: tutor(), heldOn: '2026-10-15' });
    expect((await periods()).slice(1)).toEqual([
      'no_meeting (auditeur) 2026-10-20 → 2026-10-20',
      'report_awaited (auditeur) 2026-10-20 → …',
    ]);
  });
});

describe('How long things took', () => {
  it('leaves out the days when the auditeur was awaited', async () => {
    await wholeStory();
    expect(await delays()).toMatchObject({
      assignment_days: 8,
      correction_days: 29,
      correction_late: false,
      avis_days: 19,
      avis_late: true,
      // 8 days for a tutor, 7 until the meeting, 29 for the correction, 19 for the avis.
      whole_days: 63,
    });
  });

  it('stays that of the first tutor, of the first avis and of the first closing', async () => {
    await wholeStory();
    const before = await delays();
    const avis = { mention: 'not_validated' as const, version: 2, givenOn: '2027-03-30' };
    const later = {
      ...done(),
      tutor: { ...tutor(), assignedOn: '2027-03-01' },
      avis,
      followUpReopenedOn: '2027-03-30',
    };
    await record('follow_up_awaited', '2027-03-30', later);
    await record('closed', '2027-04-10', { ...later, followUp: { contactedOn: '2027-04-10', path: 'vae' } });
    expect(await delays()).toEqual(before);
    expect((await periods()).slice(-3)).toEqual([
      'closed (nobody) 2027-02-20 → 2027-03-30',
      'follow_up_awaited (staff) 2027-03-30 → 2027-04-10',
      'closed (nobody) 2027-04-10 → …',
    ]);
  });

  it('has no whole where no avis was given', async () => {
    await record('no_tutor', '2026-10-14');
    await record('no_meeting', '2026-10-20', { tutor: tutor() });
    await record('closed', '2026-10-25', { tutor: tutor(), ended: { outcome: 'withdrawn', on: '2026-10-25' } });
    expect(await delays()).toMatchObject({ assignment_days: 8, whole_days: null });
  });
});

describe('The migration of the figures', () => {
  const command = (name: CommandName, actDate: string, more: object = {}) =>
    knex('commands').insert({
      id: crypto.randomUUID(),
      enrolment_id: it_.enrolment.id,
      name,
      actor_role: 'staff',
      actor_name: 'G',
      accepted: true,
      act_date: actDate,
      accepted_at: `${actDate}T10:00:00Z`,
      ...more,
    });

  it('works out what was before it, from the commands that were accepted', async () => {
    await wholeStory();
    const [told, counted] = [await periods(), await delays()];
    await knex('waiting_periods').delete();
    await knex('enrolment_delays').delete();
    const id = crypto.randomUUID();
    await command('assignTutor', '2026-10-20');
    await command('bookMeeting', '2026-10-27');
    await command('recordMeeting', '2026-11-03', { args: JSON.stringify({ held: true }) });
    await command('submitReport', '2026-12-20');
    await command('submitReport', '2026-12-22');
    await command('returnCorrection', '2027-01-18');
    await command('submitRevision', '2027-02-01');
    await command('giveAvis', '2027-02-20', { id, content: JSON.stringify({ mention: 'validated' }) });
    await knex('avis').insert({
      ...{
        enrolment_id: it_.enrolment.id,
        version: 1,
        command_id: id,
        mention: 'validated',
        motivation: '',
        criteria: '[]',
      },
      ...{ form_kind: 'grid', form_version: 1, given_on: '2027-02-20', recorded_at: '2027-02-20T10:00:00Z' },
    });
    await up(knex);
    expect(await periods()).toEqual(told);
    expect(await delays()).toEqual(counted);
    await up(knex);
    expect(await periods()).toEqual(told);
  });
});
