import { randomUUID } from 'node:crypto';
import { createCommands } from '../../db/commands.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { registration } from '../db/people.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let id: string;
let auditeur: string;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

beforeEach(async () => {
  house.setTime('2026-11-10T10:00:00.000Z');
  const email = `zoe.${randomUUID()}@example.org`;
  const enrolment = registration({ auditeur: { firstName: 'Zoé', lastName: 'Exemple', email } });
  id = (await createEnrolments(house.database).insert(enrolment)).id;
  auditeur = await house.tokenFor('auditeur', { auditeurEmail: email });
});

/** A line of the ledger, as the record writes it. */
async function line(minutes: number): Promise<void> {
  const commandId = randomUUID();
  const actor = { role: 'tutor', name: 'Octave Exemple' } as const;
  await createCommands(house.database).insertPending({
    id: commandId,
    enrolmentId: id,
    name: 'logTime',
    actor,
    content: {},
  });
  await house.database('time_entries').insert({
    command_id: commandId,
    enrolment_id: id,
    date: '2026-11-02',
    minutes,
    label: 'Échange',
    recorded_at: '2026-11-02T10:00:00.000Z',
  });
  await house.database('enrolments').where({ id }).increment('tutoring_minutes', minutes);
}

const ledger = async () => (await house.ask('GET', `/api/enrolments/${id}/time-entries`)).body;
const confirm = (body: object = {}, more: object = {}) =>
  house.ask('POST', `/api/enrolments/${id}/tutoring-record/confirmation`, { token: auditeur, body, ...more });
const journal = () => house.database('journal').where({ enrolment_id: id, type: 'tutoring.confirmed' }).pluck('text');

describe('the confirmation of the tutoring record by the auditeur (R30)', () => {
  it('is kept with its total, its instant and its author, and told by the journal', async () => {
    await line(30);
    expect(await ledger()).toMatchObject({ totalMinutes: 30, allowanceMinutes: 120, confirmed: false });
    expect((await confirm()).status).toBe(200);
    expect(await ledger()).toMatchObject({
      confirmed: true,
      confirmations: [
        { totalMinutes: 30, confirmedAt: '2026-11-10T10:00:00.000Z', confirmedBy: 'Zoé Exemple', outdated: false },
      ],
    });
    expect(await journal()).toEqual(['Relevé d’accompagnement confirmé\u00a0: 30 minutes.']);
  });

  it('done again changes nothing: the first instant stays, whether or not the request has a key', async () => {
    await line(30);
    const key = randomUUID();
    await confirm({}, { key });
    house.setTime('2026-11-11T10:00:00.000Z');
    for (const more of [{ key }, {}, { key: randomUUID() }]) expect((await confirm({}, more)).status).toBe(200);
    const { confirmations } = await ledger();
    expect(confirmations.map(({ confirmedAt }: { confirmedAt: string }) => confirmedAt)).toEqual([
      '2026-11-10T10:00:00.000Z',
    ]);
    expect(await journal()).toHaveLength(1);
  });

  it('done ten times at once is done once', async () => {
    await line(30);
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await ledger()).confirmations).toHaveLength(1);
  });

  it('is outdated once a line was added after it, and may be given anew', async () => {
    await line(30);
    await confirm();
    await line(45);
    const before = await ledger();
    expect(before).toMatchObject({ totalMinutes: 75, confirmed: false, confirmations: [{ outdated: true }] });
    await confirm();
    expect(await ledger()).toMatchObject({
      confirmed: true,
      confirmations: [
        { totalMinutes: 30, outdated: true },
        { totalMinutes: 75, outdated: false },
      ],
    });
  });

  it('of the total that was read is refused when it has changed meanwhile (tutoring_record.changed)', async () => {
    await line(30);
    expect((await confirm({ totalMinutes: 30 })).status).toBe(200);
    await line(15);
    const { status, body } = await confirm({ totalMinutes: 30 });
    expect([status, body.code, body.errors[0].path]).toEqual([409, 'tutoring_record.changed', 'totalMinutes']);
    expect(body.detail).toContain('45 minutes');
    expect((await ledger()).confirmations).toHaveLength(1);
    expect((await confirm({ totalMinutes: 45 })).status).toBe(200);
  });

  it('waits for a first line (enrolment.state), and takes nothing else', async () => {
    const { status, body } = await confirm();
    expect([status, body.code]).toEqual([409, 'enrolment.state']);
    expect((await confirm({ totalMinutes: 0 })).status).toBe(400);
    expect((await confirm({ minutes: 30 })).status).toBe(400);
  });

  it('is the auditeur’s alone: nobody else may, and of another enrolment they know nothing', async () => {
    await line(30);
    for (const role of ['staff', 'manager', 'administrator'] as const) {
      expect((await confirm({}, { token: await house.tokenFor(role) })).status).toBe(403);
    }
    const other = await house.tokenFor('auditeur', { auditeurEmail: 'autre@example.org' });
    expect((await confirm({}, { token: other })).status).toBe(404);
    expect((await ledger()).confirmations).toEqual([]);
  });
});
