import { randomUUID } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { RATE_LIMITS } from '../../api/rate-limits.ts';
import { ADMINISTRATOR, AT, type House, openHouse, type Reply, registration } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

function expectProblem(reply: Reply, status: number, code: string): void {
  expect({ status: reply.status, code: reply.body.code }).toEqual({ status, code });
  expect(reply.type).toMatch(/^application\/problem\+json/);
  expect(reply.body).toMatchObject({ status, code, type: expect.any(String), title: expect.any(String) });
  expect(reply.body.detail).toMatch(/[a-zé]/);
}

describe('errors of the API are RFC 9457 problems, in French', () => {
  it('400 for what is no JSON', async () => {
    const reply = await house.ask('POST', '/api/enrolments', {
      body: '{"auditeur":',
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(reply, 400, 'request.malformed');
  });

  it.each(['null', '[]', '"text"', '12'])('400 for a body that is JSON but no object: %s', async (body) => {
    const reply = await house.ask('POST', '/api/enrolments', { body, headers: { 'content-type': 'application/json' } });
    expectProblem(reply, 400, 'request.malformed');
  });

  it('400 names each wrong field', async () => {
    const body = registration({ registeredOn: '2026-02-30', surprise: 1 });
    const reply = await house.ask('POST', '/api/enrolments', { body });
    expectProblem(reply, 400, 'request.malformed');
    expect(reply.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['registeredOn', 'surprise']);
  });

  it.each(['\u0000', '\ud800'])('400 for a character that cannot be kept', async (char) => {
    const reply = await house.ask('POST', '/api/enrolments', { body: registration({ lateReason: `a${char}b` }) });
    expectProblem(reply, 400, 'request.malformed');
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=%00',
    'cursor=zzz',
    'step=closing',
    'nothing=1',
    'limit=1&limit=2',
    'q=%00',
  ])('400 for the query %s', async (query) => {
    expectProblem(await house.ask('GET', `/api/enrolments?${query}`), 400, 'request.malformed');
  });

  it.each([null, 'unknown', ''])('401 without a known token (%s)', async (token) => {
    const reply = await house.ask('GET', '/api/enrolments', { token });
    expectProblem(reply, 401, 'unauthenticated');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('401 comes before 400, and 400 before 403', async () => {
    expectProblem(await house.ask('POST', '/api/enrolments', { token: null, body: { a: 1 } }), 401, 'unauthenticated');
    const token = await house.tokenFor('auditeur', { auditeurEmail: 'a@example.org' });
    expectProblem(await house.ask('POST', '/api/enrolments', { token, body: { a: 1 } }), 400, 'request.malformed');
    expectProblem(await house.ask('POST', '/api/enrolments', { token, body: registration() }), 403, 'forbidden');
  });

  it.each([
    '/api/nothing',
    '/api/enrolments/not-an-id',
    `/api/enrolments/${randomUUID()}`,
    '/api/centres/%00',
    '/api/enrolments/x/report/y',
  ])('404 for %s', async (path) => {
    expectProblem(await house.ask('GET', path), 404, 'not_found');
  });

  it('405 for a method that a known address does not take', async () => {
    const reply = await house.ask('PATCH', '/api/enrolments', { body: {} });
    expectProblem(reply, 405, 'method_not_allowed');
    expect(reply.headers.get('allow')).toBe('POST, GET');
  });

  it('413 for more than 1 MiB of JSON', async () => {
    const body = registration({ lateReason: 'x'.repeat(1024 * 1024 + 1) });
    expectProblem(await house.ask('POST', '/api/enrolments', { body }), 413, 'request.too_large');
  });

  it('415 for another type of content', async () => {
    const reply = await house.ask('POST', '/api/enrolments', { body: '<a/>', headers: { 'content-type': 'text/xml' } });
    expectProblem(reply, 415, 'request.type');
  });

  it('500 without a word of the inside', async () => {
    const { find } = house.backend.stores.tutors;
    house.backend.stores.tutors.find = async () => {
      throw new Error('select secret from somewhere');
    };
    try {
      const reply = await house.ask('GET', `/api/tutors/${randomUUID()}`);
      expectProblem(reply, 500, 'internal');
      expect(JSON.stringify(reply.body)).not.toMatch(/secret|select/);
    } finally {
      house.backend.stores.tutors.find = find;
    }
  });

  it('503 with Retry-After when Temporal does not answer', async () => {
    const reply = await house.ask('POST', '/api/enrolments', { body: registration() });
    expectProblem(reply, 503, 'unavailable');
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answers malformed percent-encoding with 400, and a broken request line with 400', async () => {
    expect((await house.ask('GET', '/api/enrolments/%E0%A4%A')).status).toBe(400);
    const { port } = new URL(house.url);
    const answer = await new Promise<string>((done) => {
      const socket = connectSocket(Number(port), '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'));
      socket.once('data', (data) => done(data.toString()));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe('429, too many requests', () => {
  let small: House;
  beforeAll(async () => {
    small = await openHouse({ limits: { perToken: 5, failures: 3 } });
  });
  afterAll(() => small.close());

  it('never stops a token below 100 requests a second', () => {
    expect(RATE_LIMITS.perToken).toBeGreaterThanOrEqual(1_000);
  });

  it('counts each token for itself', async () => {
    const token = await small.tokenFor('staff');
    for (let turn = 0; turn < 5; turn += 1) expect((await small.ask('GET', '/api/tutors', { token })).status).toBe(200);
    const reply = await small.ask('GET', '/api/tutors', { token });
    expectProblem(reply, 429, 'rate_limited');
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await small.ask('GET', '/api/tutors')).status).toBe(200);
  });

  it('counts missing and wrong tokens by address, and lets good ones pass', async () => {
    for (let turn = 0; turn < 3; turn += 1) await small.ask('GET', '/api/tutors', { token: `wrong-${turn}` });
    expectProblem(await small.ask('GET', '/api/tutors', { token: null }), 429, 'rate_limited');
    expect((await small.ask('GET', '/api/tutors')).status).toBe(200);
  });
});

describe('what anybody may ask', () => {
  it('healthz says alive; readyz says what is missing', async () => {
    expect((await house.ask('GET', '/healthz', { token: null })).body).toEqual({ status: 'alive' });
    const ready = await house.ask('GET', '/readyz', { token: null });
    expect(ready.status).toBe(503);
    expect(ready.body.checks).toEqual({ database: true, temporal: false, worker: false });
  });

  it('metrics are Prometheus', async () => {
    const { status, body } = await house.ask('GET', '/metrics', { token: null });
    expect(status).toBe(200);
    expect(body).toMatch(/jalons_http_requests_total\{.*route="\/api\/enrolments"/);
    expect(body).toMatch(/jalons_mails\{state="queued"\} \d/);
    expect(body).toMatch(/jalons_enrolments\{step="tutor_assignment"\} \d/);
    expect(body).not.toContain(ADMINISTRATOR);
  });

  it('the documentation comes from our own server', async () => {
    const page = await house.ask('GET', '/api/docs/', { token: null });
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect((await house.ask('GET', '/api/docs', { token: null })).status).toBe(301);
    expect((await house.ask('GET', '/api/docs/swagger-ui-init.js', { token: null })).body).toContain(
      '/api/openapi.json',
    );
  });
});
