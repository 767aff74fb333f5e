import type { Knex } from 'knex';
import type { EnrolmentStore } from '../../activities/ports.ts';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createJournal } from '../../db/journal.ts';
import { readFigures } from '../../db/operations.ts';
import { createOutbox } from '../../db/outbox.ts';
import { createTutors } from '../../db/tutors.ts';
import type { Facts } from '../../domain/enrolment.ts';
import { type MailRequest, mailKey, mailTo } from '../../domain/mails.ts';
import type { Keyed, Snapshot } from '../../domain/record.ts';
import type { WaitKind } from '../../domain/reminders.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { factsOf, plainWriter, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let store: EnrolmentStore;
let it_: Scene;
let version: number;

beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
  it_ = await scene(knex);
  version = 0;
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const AWAITED = { situation: 'avis_awaited', due: { date: '2026-11-26', explanation: '' } } as const;
const facts = (changes: Partial<Facts> = {}) =>
  factsOf(it_.enrolment, { tutor: { ...it_.tutor, assignedOn: '2026-10-12' }, ...changes });

/** Records what the workflow would: the avis awaited from the tutor, but for the changes. */
async function record(changes: Partial<Snapshot> = {}, mails: Keyed<MailRequest>[] = [], tells: object = {}) {
  version += 1;
  const snapshot = { ...AWAITED, facts: facts(), ...changes };
  await store.record(transition(it_.enrolment, { version, mails, snapshot, ...tells }), plainWriter);
}

const reminder = (wait: WaitKind, to: 'auditeur' | 'tutor' | 'staff', turn = 0): Keyed<MailRequest>[] =>
  mailTo([to], 'reminder', { wait, since: '2026-11-12', escalation: to === 'staff' }).map((mail) => ({
    ...mail,
    key: `reminder/${wait}/2026-11-12T09:00:00.000Z/2026-11-26/0/${turn}/0`,
  }));
const act = (): Keyed<MailRequest>[] =>
  mailTo(['staff'], 'tutor_assigned', {}).map((mail) => ({ ...mail, key: 'c/0' }));

const keyOf = ([mail]: Keyed<MailRequest>[]) => mailKey(it_.enrolment.id, mail!);
const statuses = async () =>
  Object.fromEntries(
    (await knex('mails').orderBy('ordinal')).map(({ key, recipient, status }) => [
      `${key.split('/')[2]} ${recipient}`,
      status,
    ]),
  );
const told = async (type: string) =>
  (await createJournal(knex).list(it_.enrolment.id, { limit: 50 })).items
    .filter((line) => line.type === type)
    .map(({ text }) => text);

describe('a reminder that the mail server has not taken yet', () => {
  beforeEach(() =>
    record({}, [
      ...reminder('avis', 'tutor'),
      ...reminder('avis', 'staff'),
      ...reminder('limit', 'auditeur'),
      ...act(),
    ]),
  );
  const WAITING = { 'avis tutor': 'queued', 'avis staff': 'queued', 'limit auditeur': 'queued', '0 staff': 'queued' };

  it('waits while nothing of what it says has changed', async () => {
    await record({ facts: facts({ tutoringMinutes: 60 }) });
    expect(await statuses()).toEqual(WAITING);
    expect(await told('mail.dropped')).toEqual([]);
  });

  it('is dropped when the thing is done, and so is that of the limit; mails of acts still go', async () => {
    const done = facts({ avis: { mention: 'validated', version: 1, givenOn: '2026-11-20' } });
    await record({ step: 'closed', situation: 'closed', due: undefined, facts: done });
    expect(await statuses()).toEqual({
      'avis tutor': 'dropped',
      'avis staff': 'dropped',
      'limit auditeur': 'dropped',
      '0 staff': 'queued',
    });
    expect((await told('mail.dropped')).sort()).toEqual([
      'Relance retirée\u00a0: alerte (avis motivé), au service gestionnaire.',
      'Relance retirée\u00a0: relance (avis motivé), au tuteur.',
      'Relance retirée\u00a0: relance (limite de la prestation), à l’auditeur.',
    ]);
  });

  it('is finished once dropped: it is not waited for, not handed over, and not counted', async () => {
    await record({ situation: 'follow_up_awaited' });
    const key = keyOf(reminder('avis', 'tutor'));
    const outbox = createOutbox(knex);
    const handed: string[] = [];
    await outbox.deliver(key, async (mail) => void handed.push(mail.key));
    expect(handed).toEqual([]);
    expect(await outbox.waiting([key, keyOf(act())])).toEqual([{ key: keyOf(act()) }]);
    expect((await readFigures(knex)).mails).toMatchObject({ queued: 2, sent: 0 });
  });

  it.each([
    ['its due date moves', () => ({ due: { date: '2026-12-03', explanation: '' } })],
    ['the wait has a meeting', () => ({ facts: facts({ meeting: MEETING }) })],
  ] as const)('is dropped when %s; that of the limit waits on', async (_, changes) => {
    await record(changes());
    expect(await statuses()).toEqual({ ...WAITING, 'avis tutor': 'dropped', 'avis staff': 'dropped' });
  });

  it('of the limit is dropped when the limit moves (R32), the others wait on', async () => {
    await record({ facts: facts({ limit: '2027-12-31' }) });
    expect(await statuses()).toEqual({ ...WAITING, 'limit auditeur': 'dropped' });
  });

  it('is dropped for a tutor who is replaced (R31), and waits on for others', async () => {
    const code = 'T-AUTRE';
    const tutor = await createTutors(knex).findByCode('T-EXEMPLE');
    const id = '7b0f4a4e-2f7a-4d58-8d0f-0d4f4b5e8a11';
    const email = 'autre@example.org';
    await knex('tutors').insert({ id, code, first_name: 'Anne', last_name: 'Autre', email, capacity: tutor!.capacity });
    await record({ facts: facts({ tutor: { id, code, assignedOn: '2026-11-20' } }) });
    expect(await statuses()).toEqual({ ...WAITING, 'avis tutor': 'dropped' });
  });

  it('is kept by a story told again, and by one that is not the latest', async () => {
    await record({}, [], { version: 1 });
    await record({ situation: 'closed' }, [], { historyLength: 3 });
    expect(await statuses()).toEqual(WAITING);
  });

  it('queued by the very transition that changes something is kept', async () => {
    await record({ situation: 'report_awaited' }, reminder('report', 'auditeur', 1));
    expect(await statuses()).toMatchObject({ 'avis tutor': 'dropped', 'report auditeur': 'queued' });
  });

  it('refused while the thing is being done does not come back to the queue', async () => {
    const key = keyOf(reminder('avis', 'tutor'));
    const refused = createOutbox(knex).deliver(key, async () => {
      await record({ situation: 'closed' });
      throw Object.assign(new Error('451'), { code: 'mail.refused' });
    });
    await expect(refused).rejects.toThrow('451');
    expect(await statuses()).toMatchObject({ 'avis tutor': 'dropped' });
    expect(await told('mail.failed')).toEqual([]);
  });

  it('taken while the thing is being done is told as sent', async () => {
    const key = keyOf(reminder('avis', 'tutor'));
    await createOutbox(knex).deliver(key, () => record({ situation: 'closed' }));
    expect(await statuses()).toMatchObject({ 'avis tutor': 'sent' });
    expect(await told('mail.sent')).toHaveLength(1);
  });

  it('dropped once is told once', async () => {
    await record({ situation: 'closed' });
    await record({ situation: 'follow_up_awaited' });
    expect(await told('mail.dropped')).toHaveLength(2);
  });
});

const MEETING = { startsAt: '2026-11-25T13:30:00.000Z', date: '2026-11-25', sequence: 0 };
