import { createConnection, createServer, type Socket } from 'node:net';
import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { isUnavailable, isUniqueViolation } from '../../db/failures.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';

describe('the connection to the database', () => {
  let database: TestDatabase;
  let knex: Knex;

  beforeAll(async () => {
    database = await createDatabase();
    knex = connect(database.url);
  });
  afterAll(async () => {
    await knex.destroy();
    await database.drop();
  });

  it('gives dates as dates, instants with milliseconds and Z, big integers as numbers', async () => {
    const { rows } = await knex.raw(
      `select date '2026-10-25' as day, timestamptz '2026-10-25 02:30:00+01' as instant, 42::bigint as big`,
    );
    expect(rows[0]).toEqual({ day: '2026-10-25', instant: '2026-10-25T01:30:00.000Z', big: 42 });
  });

  it('tells a database that refuses connections', async () => {
    const server = createServer();
    const port = await new Promise<number>((ready) =>
      server.listen(0, '127.0.0.1', () => ready((server.address() as { port: number }).port)),
    );
    await new Promise((closed) => server.close(closed));
    const nobody = connect(`postgresql://x@127.0.0.1:${port}/x`);
    const error = await nobody.raw('select 1').catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    await nobody.destroy();
  });

  it('tells a connection that the server ends, and goes on with another', async () => {
    const victim = connect(database.url, { poolMax: 1 });
    const { rows } = await victim.raw('select pg_backend_pid() as pid');
    const sleeping = victim.raw('select pg_sleep(20)').catch((reason: unknown) => reason);
    await new Promise((later) => setTimeout(later, 200));
    await knex.raw('select pg_terminate_backend(?)', [rows[0].pid]);
    expect(isUnavailable(await sleeping)).toBe(true);
    await new Promise((later) => setTimeout(later, 200));
    expect((await victim.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await victim.destroy();
  });

  it('tells a connection that is cut without a word in the middle of a query, as a killed server does', async () => {
    const { hostname, port } = new URL(database.url);
    const wires: Socket[] = [];
    const relay = createServer((socket) => {
      const onward = createConnection({ host: hostname, port: Number(port) });
      socket.pipe(onward).pipe(socket);
      for (const wire of [socket, onward]) wires.push(wire.on('error', () => undefined));
    });
    await new Promise<void>((ready) => relay.listen(0, '127.0.0.1', ready));
    const through = new URL(database.url);
    through.port = String((relay.address() as { port: number }).port);
    const cut = connect(through.href, { poolMax: 1 });
    await cut.raw('select 1');
    const sleeping = cut.raw('select pg_sleep(20)').catch((reason: unknown) => reason);
    await new Promise((later) => setTimeout(later, 200));
    for (const wire of wires) wire.destroy();
    expect(isUnavailable(await sleeping)).toBe(true);
    await cut.destroy();
    relay.close();
  });

  it('gives up a server that says nothing any more, and goes on with another connection', async () => {
    const { hostname, port } = new URL(database.url);
    let mute = false;
    const relay = createServer((socket) => {
      const onward = createConnection({ host: hostname, port: Number(port) });
      socket.on('data', (chunk) => mute || onward.write(chunk)).on('close', () => onward.destroy());
      onward.on('data', (chunk) => mute || socket.write(chunk)).on('close', () => socket.destroy());
    });
    await new Promise<void>((ready) => relay.listen(0, '127.0.0.1', ready));
    const through = new URL(database.url);
    through.port = String((relay.address() as { port: number }).port);
    const patient = connect(through.href, { poolMax: 1, silenceMs: 500 });
    await patient.raw('select 1');
    mute = true;
    const error = await patient.raw('select 1').catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    mute = false;
    expect((await patient.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await patient.destroy();
    relay.close();
  });

  it('tells a uniqueness violated, by its name, from an absence', async () => {
    const insert = () =>
      knex('heartbeats').insert({ role: 'worker', instance: 'a', beat_at: '2026-01-01T00:00:00.000Z' });
    await insert();
    const error = await insert().catch((reason: unknown) => reason);
    expect(isUniqueViolation(error, 'heartbeats_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'another')).toBe(false);
    expect(isUnavailable(error)).toBe(false);
  });
});
