import { jest } from '@jest/globals';
import type { Knex } from 'knex';
import type { QueuedMail } from '../../activities/ports.ts';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createJournal } from '../../db/journal.ts';
import { readFigures } from '../../db/operations.ts';
import { createOutbox } from '../../db/outbox.ts';
import { mailKey, mailTo } from '../../domain/mails.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { AT, plainWriter, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let it_: Scene;
let key: string;

beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  it_ = await scene(knex);
  const mails = mailTo(['auditeur'], 'survey', {}).map((mail) => ({ ...mail, key: 'closing/0' }));
  const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
  await store.record(transition(it_.enrolment, { mails }), plainWriter);
  key = mailKey(it_.enrolment.id, mails[0]!);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const row = () => knex('mails').where({ key }).first();
const lines = async () =>
  (await createJournal(knex).list(it_.enrolment.id, { limit: 50 })).items
    .map(({ type }) => type)
    .filter((type) => type !== 'mail.queued');
const refusal = () => Object.assign(new Error('550 5.1.1 elodie@example.org'), { code: 'mail.refused' });
/** Ends the connections that hold a mail. */
const cut = async () => {
  await knex.raw(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())`);
  await soon(100);
};
const soon = (ms: number) => new Promise<void>((later) => setTimeout(later, ms));

describe('a mail of the outbox', () => {
  it('is handed over once and marked sent', async () => {
    const outbox = createOutbox(knex);
    const handed: QueuedMail[] = [];
    await outbox.deliver(key, async (mail) => void handed.push(mail));
    await outbox.deliver(key, async (mail) => void handed.push(mail));
    expect(handed).toMatchObject([{ key, queuedAt: AT, subject: 'survey', to: { name: 'Martin' } }]);
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1, possible_repeats: 0 });
    expect(await lines()).toEqual(['mail.sent']);
    expect(await outbox.waiting([key])).toEqual([]);
  });

  it('is handed over once by two workers at the same time', async () => {
    const send = jest.fn(() => soon(100));
    const pools = [connect(database.url), connect(database.url)];
    const outboxes = pools.map((pool) => createOutbox(pool));
    await Promise.all([...outboxes, ...outboxes].map((outbox) => outbox.deliver(key, send)));
    expect(send).toHaveBeenCalledTimes(1);
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1, possible_repeats: 0 });
    await Promise.all(pools.map((pool) => pool.destroy()));
  });

  it('goes back to the queue when it is refused, with a code only, and its failure is told once', async () => {
    const outbox = createOutbox(knex);
    const refused = () => outbox.deliver(key, () => Promise.reject(refusal()));
    await expect(refused()).rejects.toThrow('550');
    await expect(refused()).rejects.toThrow('550');
    expect(await row()).toMatchObject({
      status: 'queued',
      attempts: 2,
      possible_repeats: 0,
      last_error: 'mail.refused',
    });
    await outbox.deliver(key, async () => {});
    expect(await row()).toMatchObject({ status: 'sent', attempts: 3, possible_repeats: 0, last_error: null });
    expect(await lines()).toEqual(['mail.failed', 'mail.sent']);
  });

  it('whose sender died between the acceptance and our commit is sent again, identical, and counted', async () => {
    const dying = connect(database.url);
    const bodies: string[] = [];
    const death = createOutbox(dying, { patienceMs: 0 })
      .deliver(key, async (mail) => {
        bodies.push(JSON.stringify(mail));
        // As kill -9 does: the connection and its lock go, nothing is written any more.
        await cut();
      })
      .catch(() => 'died');
    expect(await death).toBe('died');
    expect(await row()).toMatchObject({ status: 'sending', attempts: 1, possible_repeats: 0 });

    await createOutbox(knex).deliver(key, async (mail) => void bodies.push(JSON.stringify(mail)));
    expect(await row()).toMatchObject({ status: 'sent', attempts: 2, possible_repeats: 1 });
    expect(bodies[1]).toBe(bodies[0]);
    await dying.destroy();
  });

  it('that has gone is known to have gone even when the database loses the connection just then', async () => {
    await createOutbox(knex).deliver(key, cut);
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1, possible_repeats: 0 });
    expect(await lines()).toEqual(['mail.sent']);
  });

  it('that may have gone although the server went silent is counted when it is sent again', async () => {
    const outbox = createOutbox(knex);
    const silence = Object.assign(new Error('silence'), { code: 'mail.unreachable', endUnknown: true });
    await expect(outbox.deliver(key, () => Promise.reject(silence))).rejects.toThrow('silence');
    expect(await row()).toMatchObject({ status: 'sending' });
    await outbox.deliver(key, async () => {});
    expect(await row()).toMatchObject({ status: 'sent', possible_repeats: 1 });
  });

  it('waits without a connection while others are handed over, so that transitions are still recorded', async () => {
    const narrow = connect(database.url, { poolMax: 2 });
    const outbox = createOutbox(narrow, { atOnce: 1 });
    const slow = [1, 2, 3].map(() => outbox.deliver(key, () => soon(300)));
    await soon(50);
    expect((await narrow.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await Promise.all(slow);
    await narrow.destroy();
  });

  it('shows in the figures while it waits', async () => {
    const mails = async () => (await readFigures(knex)).mails;
    const none = { queued: 0, failing: 0, possibleRepeats: 0, sent: 0 };
    expect(await mails()).toEqual({ ...none, queued: 1 });
    await createOutbox(knex)
      .deliver(key, () => Promise.reject(refusal()))
      .catch(() => undefined);
    expect(await mails()).toEqual({ ...none, queued: 1, failing: 1 });
    await createOutbox(knex).deliver(key, async () => {});
    expect(await mails()).toEqual({ ...none, sent: 1 });
  });

  it('waits when it is asked for, in the order asked, and no other does', async () => {
    const outbox = createOutbox(knex);
    const mails = mailTo(['staff', 'auditeur'], 'withdrawn', { on: '2026-11-02' }).map((mail) => ({
      ...mail,
      key: 'k',
    }));
    const store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
    await store.record(transition(it_.enrolment, { version: 2, mails }), plainWriter);
    const [staff, auditeur] = mails.map((mail) => mailKey(it_.enrolment.id, mail)) as [string, string];
    expect(await outbox.waiting([])).toEqual([]);
    expect(await outbox.waiting([key])).toEqual([{ key }]);
    expect(await outbox.waiting([auditeur, 'unknown', staff])).toEqual([{ key: auditeur }, { key: staff }]);
    await outbox.deliver(auditeur, async () => {});
    expect(await outbox.waiting([auditeur, key, staff])).toEqual([{ key }, { key: staff }]);
  });
});
