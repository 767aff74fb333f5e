import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../db/connection.ts';
import { type Erasure, eraseEnrolment } from '../../db/erase-enrolment.ts';
import { createLog } from '../../log.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { ground } from '../environment/ground.ts';
import type { Dossier } from '../journeys/enrolments.ts';
import { openWorld, type World } from '../journeys/world.ts';
import { everyTextIn, Marks } from './marks.ts';
import { type Scribe, scribe } from './stories.ts';

const marks = new Marks();
const logged: string[] = [];
let world: World;
let people: Scribe;

/** Longer than a local activity is tried without the server's help: what failed then stands in the history. */
const DATABASE_DOWN_MS = 10_000;

beforeAll(async () => {
  world = await openWorld({ temporal: 'dev', log: createLog('test', 'trace', { write: (line) => logged.push(line) }) });
  people = scribe(world, marks);
  await people.administer();
});
afterAll(() => world.close());

/** All that Temporal knows of an enrolment. */
async function knownToTemporal({ id }: Pick<Dossier, 'id'>): Promise<string> {
  const handle = world.env.client.workflow.getHandle(workflowIdOf(id));
  const listed: unknown[] = [];
  for await (const { raw } of world.env.client.workflow.list()) listed.push(raw);
  return everyTextIn([
    await handle.fetchHistory(),
    (await handle.describe()).raw,
    await handle.query('state'),
    await handle.query('__temporal_workflow_metadata'),
    listed,
  ]);
}

/** The database refuses new rows of a table meanwhile, and its error quotes them. */
async function whileRefused<T>(table: 'mails' | 'enrolments', act: () => Promise<T>): Promise<T> {
  await world.query(`alter table ${table} add constraint not_now check (false) not valid`);
  try {
    return await act();
  } finally {
    await world.query(`alter table ${table} drop constraint not_now`);
  }
}

const stories: Record<string, () => Promise<Dossier>> = {
  'validated, while the mail server refuses': async () => {
    const dossier = await people.register();
    await people.importAgain(dossier);
    world.refuseMails(true);
    await people.assign(dossier);
    await people.book(dossier);
    await people.hold(dossier);
    await people.extend(dossier);
    await people.amend(dossier);
    await people.logTime(dossier);
    await people.deposit(dossier);
    world.refuseMails(false);
    await people.correct(dossier);
    await people.revise(dossier);
    await people.judge(dossier, 'validated');
    await people.survey(dossier);
    return dossier;
  },
  'not validated, corrected, corrected again, and followed': async () => {
    const dossier = await people.register();
    await people.assign(dossier);
    await people.hold(dossier);
    await people.deposit(dossier);
    await people.deposit(dossier);
    await people.correct(dossier);
    await people.revise(dossier);
    await people.judge(dossier, 'not_validated');
    await people.follow(dossier);
    await people.judgeAnew(dossier, 'validated');
    await people.judgeAnew(dossier, 'not_validated');
    return dossier;
  },
  'called off, given to another tutor, withdrawn': async () => {
    const dossier = await people.register();
    await people.assign(dossier);
    await people.book(dossier);
    await people.callOff(dossier);
    await people.book(dossier);
    const replaced = await people.replace(dossier);
    await people.withdraw(replaced);
    return replaced;
  },
  'tried in vain': async () => {
    const dossier = await people.register();
    expect(await people.tryInVain(dossier)).toEqual([400, 422, 409, 403, 409, 400, 200, 401, 400]);
    return dossier;
  },
  'while the database refuses, quoting what it refuses': async () => {
    const dossier = await people.register();
    await whileRefused('mails', async () => {
      const reason = marks.text('assignment reason');
      await dossier.staff.ask('POST', `${dossier.path}/tutor`, { tutorId: dossier.tutorId, reason });
      await pause(DATABASE_DOWN_MS);
    });
    await expect(whileRefused('enrolments', () => people.register())).rejects.toThrow('"status":500');
    return dossier;
  },
};

const lived: { id: string; story: string }[] = [];

describe('What people wrote of an enrolment', () => {
  it.each(Object.keys(stories))('is nowhere in Temporal: %s', async (story) => {
    const { id } = await stories[story]!();
    await world.settled();
    lived.push({ id, story });
    const known = await knownToTemporal({ id });
    expect(known).toContain('LIC-GEST');
    expect(marks.foundIn(known)).toEqual([]);
  });

  it('is nowhere in Temporal when a failure is told: by a code, without message, cause or stack', async () => {
    const failures: unknown[] = [];
    for (const { id } of lived) {
      const { events } = await world.env.client.workflow.getHandle(workflowIdOf(id)).fetchHistory();
      for (const event of events ?? []) {
        const { markerRecordedEventAttributes: marker, activityTaskStartedEventAttributes: again } = event;
        for (const failure of [marker?.failure, again?.lastFailure]) {
          if (failure) failures.push([failure.message, failure.cause ?? null, failure.stackTrace]);
        }
      }
    }
    expect(failures).toContainEqual(['mail.refused', null, '']);
    expect(failures).toContainEqual(['database.error', null, '']);
    expect(new Set(failures.map(String)).size).toBe(2);
  });

  it('is in no log of the server, of the worker or of the SDK, at any level', () => {
    const log = logged.join('');
    for (const told of ['The server is ready', 'The worker is ready', 'A mail was not taken', 'The database refused']) {
      expect(log).toContain(told);
    }
    expect(log).toContain('"temporal":');
    expect(marks.foundIn(log)).toEqual([]);
  });

  it('would be found: it is in the database and in the mails', async () => {
    const mails = (await world.mails()).map(({ raw, text }) => raw + text);
    const kept = marks.foundIn(everyTextIn([await everyRow(), mails]));
    expect(marks.fields.filter((field) => !kept.includes(field) && !field.startsWith('unkept'))).toEqual([]);
  });

  it('is not erased as long as the enrolment can still be acted on', async () => {
    expect(await erase('messages')).toEqual(expect.arrayContaining(['not_archived']));
  });

  it('leaves the database with the files, once they are erased, but for the proofs and the names', async () => {
    await world.query('update enrolments set archived_at = now()');
    expect(new Set(await erase('messages'))).toEqual(new Set(['erased']));
    const left = marks.foundIn(everyTextIn(await everyRow()));
    for (const gone of ['report, file name', 'correction remarks', 'video link, path'])
      expect(left).not.toContain(gone);
    for (const kept of ['last name', 'avis motivation', 'time entry label']) expect(left).toContain(kept);
    // The journal keeps what it says, reasons and notes with it; and the registration and the avis theirs.
    const written = ['withdrawal reason', 'call-off reason', 'amendment reason', 'meeting note', 'report note'];
    for (const kept of [...written, 'late reason', 'avis correction reason', 'follow-up summary'])
      expect(left).toContain(kept);
    expect(await world.query('select 1 from attestations')).not.toEqual([]);
  });

  it('leaves the database, once all of it is erased, but for who worked there, and for what is anonymous', async () => {
    expect(new Set([...(await erase('all')), ...(await erase('all'))])).toEqual(new Set(['erased']));
    const left = new Set(marks.foundIn(everyTextIn(await everyRow())));
    const others = [...left].filter((field) => !/^(?:tutor|centre|user|token|cgv) |^survey comment$/.test(field));
    expect(others).toEqual([]);
    // What is never changed is so again.
    const off = await world.query(`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`);
    expect(off).toEqual([]);
  });
});

/** Every row of the database, as text. */
async function everyRow(): Promise<unknown[]> {
  const tables = await world.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = [];
  for (const { name } of tables) rows.push(...(await world.query(`select t::text from "${name}" t`)));
  return rows;
}

/** Erases every enrolment; answers what became of each. */
async function erase(what: Erasure): Promise<string[]> {
  const [here] = await world.query<{ name: string }>('select current_database() as name');
  const database = connect(new URL(`/${here!.name}`, ground().adminUrl).href, { poolMax: 1 });
  const by = { what, at: new Date().toISOString(), actor: { role: 'system', name: 'test' } };
  try {
    const references = await world.query<{ reference: string }>('select reference from enrolments');
    return await Promise.all(references.map(({ reference }) => eraseEnrolment(database, reference, by)));
  } finally {
    await database.destroy();
  }
}
