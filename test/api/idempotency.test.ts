import { createHash, createHmac, randomUUID } from 'node:crypto';
import { idempotencyScope } from '../../services/idempotency-scope.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const window = (changes = {}) => ({ label: `Essai ${randomUUID()}`, from: '2026-06-01', to: '2026-06-30', ...changes });
const post = (body: unknown, key?: string, token?: string) =>
  house.ask('POST', '/api/registration-windows', { body, key, token });
const countOf = async (label: string) => (await house.database('registration_windows').where({ label })).length;

describe('Idempotency-Key', () => {
  it('a repeat gets the first answer, and does nothing', async () => {
    const [body, key] = [window(), randomUUID()];
    const first = await post(body, key);
    const { label, from, to } = body;
    const second = await post({ to, from, label }, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await countOf(label)).toBe(1);
  });

  it('of twenty at once one works, and all get its answer', async () => {
    const [body, key] = [window(), randomUUID()];
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(body, key)));
    expect(new Set(replies.map((reply) => JSON.stringify([reply.status, reply.body]))).size).toBe(1);
    expect(replies[0]!.status).toBe(201);
    expect(await countOf(body.label)).toBe(1);
  });

  it('without a key each request counts', async () => {
    const body = window();
    await post(body);
    await post(body);
    expect(await countOf(body.label)).toBe(2);
  });

  it('another body with the same key is 422 idempotency.mismatch', async () => {
    const key = randomUUID();
    await post(window(), key);
    const reply = await post(window(), key);
    expect([reply.status, reply.body.code]).toEqual([422, 'idempotency.mismatch']);
  });

  it('keeps of a body nothing that who reads the database could guess it from', async () => {
    const [body, key] = [window(), randomUUID()];
    await post(body, key);
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))));
    const guess = createHash('sha256').update('POST\n').update(sorted).digest('hex');
    const kept = await house.database('idempotency_keys').pluck('body_hash');
    expect(kept).not.toContain(guess);
    const { secret } = house.backend;
    expect(kept).toContain(createHmac('sha256', secret).update(`body ${guess}`).digest('hex'));
  });

  it('another method on the same path is another body', async () => {
    const [key, { id }] = [randomUUID(), (await post(window())).body];
    const path = `/api/registration-windows/${id}`;
    expect((await house.ask('PATCH', path, { body: {}, key })).status).toBe(200);
    const user = (await house.ask('POST', '/api/tokens', { body: { label: 'x', role: 'staff' } })).body;
    expect((await house.ask('PATCH', `/api/tokens/${user.id}`, { body: { label: 'y' }, key })).status).toBe(200);
    const other = await house.ask('DELETE', `/api/tokens/${user.id}`, { key });
    expect(other.body.code).toBe('idempotency.mismatch');
  });

  it('the same key of another token, or on another path, is another key', async () => {
    const key = randomUUID();
    const token = await house.tokenFor('manager');
    const body = window();
    await post(body, key);
    expect((await post(body, key, token)).status).toBe(201);
    expect(await countOf(body.label)).toBe(2);
  });

  it('refusals are not kept: the key is free for a better body', async () => {
    const key = randomUUID();
    expect((await post(window({ to: '2026-05-01' }), key)).status).toBe(422);
    expect((await post(window({ to: 'never' }), key)).status).toBe(400);
    expect((await post(window(), key)).status).toBe(201);
  });

  it('a repeat of what was removed gets the first 204', async () => {
    const { id } = (await house.ask('POST', '/api/tokens', { body: { label: 'x', role: 'staff' } })).body;
    const key = randomUUID();
    expect((await house.ask('DELETE', `/api/tokens/${id}`, { key })).status).toBe(204);
    expect((await house.ask('DELETE', `/api/tokens/${id}`, { key })).status).toBe(204);
    expect((await house.ask('DELETE', `/api/tokens/${id}`)).status).toBe(404);
  });

  it('a key whose holder died is taken over once its lease is over, and nothing is done twice', async () => {
    const [body, key] = [window(), randomUUID()];
    const first = await post(body, key);
    // As it is when a process dies after its work and before its answer was kept.
    const died = { status: null, body: null, leased_until: house.database.raw(`now() + interval '300 milliseconds'`) };
    const scope = { scope_hash: idempotencyScope(await administratorTokenId(), '/api/registration-windows', key) };
    expect(await house.database('idempotency_keys').where(scope).update(died)).toBe(1);
    const begin = Date.now();
    const second = await post(body, key);
    expect(Date.now() - begin).toBeGreaterThan(200);
    expect(second.body).toEqual(first.body);
    expect(await countOf(body.label)).toBe(1);
  });

  it.each(['', 'x'.repeat(201)])('a key of %j characters is malformed', async (key) => {
    expect((await post(window(), key)).status).toBe(400);
  });
});

const administratorTokenId = async (): Promise<string> =>
  (await house.database('tokens').where({ label: 'Administration' }).first()).id;
