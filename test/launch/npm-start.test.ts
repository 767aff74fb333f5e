import { once } from 'node:events';
import { createServer } from 'node:net';
import { isRunning } from '../../launch/processes.ts';
import { createSystem, type System } from '../faults/system.ts';

describe('npm start', () => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem();
  });
  afterAll(() => system.remove());

  it('brings everything up, tells where it is, and stops it all within 15 seconds', async () => {
    await system.start();
    await system.ready();
    expect(system.output).toContain(system.url);
    expect(system.output).toContain('Pour arrêter');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no colours without a terminal
    expect(system.output).not.toMatch(/\u001b/);
    const { server, worker, mail, temporal, postgres } = system.services();
    const marks = [server, worker, mail, temporal, postgres].map((service) => service?.mark);
    const { code, milliseconds } = await system.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(15_000);
    for (const mark of marks) expect(mark && isRunning(mark)).toBe(false);
  }, 120_000);

  it('starts again after its launcher was killed with -9, and keeps Temporal and PostgreSQL running', async () => {
    await system.start();
    const { temporal, postgres } = system.services();
    await system.kill('launcher');
    await system.start();
    await system.ready();
    expect(system.services().temporal?.mark).toEqual(temporal?.mark);
    expect(system.services().postgres?.mark).toEqual(postgres?.mark);
    await system.stop();
  }, 120_000);

  it('refuses in one line a port that another program has, and leaves nothing running', async () => {
    const port = Number(new URL(system.url).port);
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(system.start()).rejects.toThrow(new RegExp(`Le port ${port} est déjà pris .+PORT=…`));
    other.close();
  }, 60_000);
});
