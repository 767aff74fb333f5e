import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import type { Snapshot } from '../../domain/record.ts';
import { becomes } from '../../launch/ports.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { ReceivedMail, SmtpSink } from '../environment/smtp.ts';
import { PersistentClient } from './client.ts';
import type { Story, Told } from './story.ts';
import type { System } from './system.ts';

/** What the faults cost, for the person who reads the tests' output. */
export interface Cost {
  readonly mails: number;
  /** Mails that arrived more than once. */
  readonly repeated: number;
  /** Hand-overs that may have repeated a mail, as `/metrics` counts them. */
  readonly counted: number;
}

const MAILS_MS = 120_000;

/** What may still be asked of a system once it has calmed down. */
interface Inside {
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  state(id: string): Promise<Snapshot & { version: number }>;
}

/** Looks into the database and the workflows of a system, as neither its API nor its pages do. */
export async function lookInside<T>(system: System, look: (inside: Inside) => Promise<T>): Promise<T> {
  const { postgres, temporal } = system.services();
  const database = new pg.Client({ connectionString: postgres?.url });
  const connection = await Connection.connect({ address: temporal?.url });
  const client = new Client({ connection });
  await database.connect();
  try {
    return await look({
      query: async (sql, parameters = []) => (await database.query(sql, parameters)).rows,
      state: (id) => client.workflow.getHandle(workflowIdOf(id)).query('state'),
    });
  } finally {
    await database.end();
    await connection.close();
  }
}

/**
 * Asserts that faults harmed nothing: each act of each enrolment was done once and lost nowhere, what the workflow, the
 * database and the API know is the same, every enrolment has its workflow, and each mail arrived once, or more often only
 * where that was counted. `calm` are enrolments that were played before the first fault, one of each ending of the troubled.
 */
export async function expectUnharmed(
  system: System,
  story: Story,
  smtp: SmtpSink,
  { calm, troubled }: { calm: readonly Told[]; troubled: readonly Told[] },
): Promise<Cost> {
  await system.ready();
  const client = new PersistentClient(system);
  return lookInside(system, async (inside) => {
    const unsent = async () =>
      (
        await inside.query<{ key: string }>(
          `select key from mails where status in ('queued', 'sending') and not_before is null`,
        )
      ).length;
    await becomes(async () => (await unsent()) === 0, MAILS_MS, 250);
    expect(await unsent()).toBe(0);
    const lines = new Map<string, string[]>();
    for (const told of calm) lines.set(told.mention, await journalTypes(client, told));
    for (const told of troubled) {
      await expectOneState(client, inside, told);
      await expectActsOnce(inside, story, told);
      expect(await journalTypes(client, told)).toEqual(lines.get(told.mention));
    }
    expect(await inside.query(`select id from enrolments where not workflow_started`)).toEqual([]);
    return expectMailsOnce(system, inside, smtp);
  });
}

/** Workflow, read model and API tell the same. */
async function expectOneState(client: PersistentClient, inside: Inside, { id }: Told): Promise<void> {
  const { version, ...state } = await inside.state(id);
  const view = await client.get(`/enrolments/${id}`);
  const [row] = await inside.query<{ version: number; snapshot: Snapshot }>(
    'select version, snapshot from enrolments where id = $1',
    [id],
  );
  expect(row?.version).toBe(version);
  expect(row?.snapshot).toMatchObject({ step: state.step, situation: state.situation, facts: state.facts });
  expect(view).toMatchObject({
    step: state.step,
    waitingFor: state.waitingFor,
    outcome: state.outcome,
    tutoringMinutes: state.facts.tutoringMinutes,
  });
}

/** Each act left one command, accepted and answered, and one of what it brings. */
async function expectActsOnce(inside: Inside, story: Story, told: Told): Promise<void> {
  const { id, mention } = told;
  const commands = await inside.query<{ name: string; accepted: boolean; answered: boolean }>(
    `select name, accepted, answered_at is not null as answered from commands
      where enrolment_id = $1 and id <> enrolment_id order by name`,
    [id],
  );
  const expected = story
    .actsOf(told)
    .map(({ command }) => command)
    .filter((command) => command !== 'register');
  expect(commands).toEqual(expected.sort().map((name) => ({ name, accepted: true, answered: true })));
  const [brought] = await inside.query(
    `select (select array_agg(kind order by kind) from documents where enrolment_id = $1 and accepted) as documents,
            (select array_agg(minutes order by minutes) from time_entries where enrolment_id = $1) as minutes,
            (select count(*)::int from avis where enrolment_id = $1) as avis,
            (select count(*)::int from attestations where enrolment_id = $1) as attestations,
            (select count(*)::int from follow_ups where enrolment_id = $1) as follow_ups`,
    [id],
  );
  const [attestations, follow_ups] = mention === 'validated' ? [1, 0] : [0, 1];
  expect(brought).toEqual({
    documents: ['report', 'revision'],
    minutes: [20, 30],
    avis: 1,
    attestations,
    follow_ups,
  });
}

/** The kinds of lines of an enrolment's journal, those about mails with the mail; sorted, since mails cross acts. */
async function journalTypes(client: PersistentClient, { id }: Told): Promise<string[]> {
  const { items } = await client.get(`/enrolments/${id}/journal?limit=200`);
  return items
    .map(({ type, text }: { type: string; text: string }) => (type.startsWith('mail.') ? `${type} ${text}` : type))
    .sort();
}

/** Each mail to be sent at once arrived as it is kept; again only identical to the byte, and counted. */
async function expectMailsOnce(system: System, inside: Inside, smtp: SmtpSink): Promise<Cost> {
  const kept = await inside.query<{ message_id: string; possible_repeats: number }>(
    'select message_id, possible_repeats from mails where not_before is null',
  );
  const arrived = new Map<string, ReceivedMail[]>();
  for (const mail of smtp.mails) {
    const id = mail.mail.messageId ?? '';
    arrived.set(id, [...(arrived.get(id) ?? []), mail]);
  }
  expect([...arrived.keys()].sort()).toEqual(kept.map(({ message_id }) => message_id).sort());
  let repeated = 0;
  for (const { message_id, possible_repeats } of kept) {
    const copies = arrived.get(message_id) ?? [];
    expect(new Set(copies.map(({ raw }) => raw)).size).toBe(1);
    expect(copies.length - 1).toBeLessThanOrEqual(possible_repeats);
    repeated += copies.length - 1;
  }
  const counted = kept.reduce((sum, { possible_repeats }) => sum + possible_repeats, 0);
  const metrics = await (await fetch(`${system.url}/metrics`)).text();
  expect(Number(/^jalons_mails_possible_repeats (\d+)$/m.exec(metrics)?.[1])).toBe(counted);
  return { mails: kept.length, repeated, counted };
}
