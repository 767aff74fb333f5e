import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { AT, type House, openHouse, registration } from './house.ts';

describe('503 when no worker answers', () => {
  let temporal: TestWorkflowEnvironment;
  let house: House;
  beforeAll(async () => {
    temporal = await devServer();
    house = await openHouse({ temporal, worker: false });
    house.setTime(AT);
  });
  afterAll(async () => {
    await house?.close();
    await temporal?.teardown();
  });

  it('the registration is kept, its workflow started, and the same key is told the same', async () => {
    const [key, body] = [randomUUID(), registration()];
    const first = await house.ask('POST', '/api/enrolments', { body, key });
    expect([first.status, first.body.code]).toEqual([503, 'unavailable']);
    const second = await house.ask('POST', '/api/enrolments', { body, key });
    expect(second.status).toBe(503);
    const rows = await house.database('enrolments').where({ auditeur_email: body.auditeur.email });
    expect(rows).toHaveLength(1);
    expect(rows[0].workflow_started).toBe(true);
    const other = await house.ask('POST', '/api/enrolments', { body: registration(), key });
    expect(other.body.code).toBe('idempotency.mismatch');
  });

  it('a command stays pending, since its outcome is unknown', async () => {
    const row = await house.database('enrolments').first();
    const reply = await house.ask('POST', `/api/enrolments/${row.id}/withdrawal`, {
      body: { reason: 'x' },
      key: randomUUID(),
    });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await house.database('commands').where({ name: 'withdraw', accepted: false })).toHaveLength(1);
  });
});

describe('503 when the database does not answer', () => {
  it('in French for programs and for people', async () => {
    const house = await openHouse();
    const id = randomUUID();
    await house.database.destroy();
    try {
      const reply = await house.ask('GET', '/api/enrolments');
      expect([reply.status, reply.body.code]).toEqual([503, 'unavailable']);
      const page = await house.ask('GET', `/dossiers/${id}`, { token: null });
      expect(page.status).toBe(503);
      expect(page.body).toContain('momentanément indisponible');
      expect((await house.ask('GET', '/healthz', { token: null })).status).toBe(200);
      const readiness = await house.ask('GET', '/readyz', { token: null });
      expect([readiness.status, readiness.headers.get('retry-after')]).toEqual([503, '2']);
      expect(readiness.body.checks.database).toBe(false);
      expect((await house.ask('GET', '/metrics', { token: null })).status).toBe(200);
    } finally {
      house.database.initialize();
      await house.close();
    }
  });
});
