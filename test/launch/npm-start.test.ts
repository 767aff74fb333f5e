import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isRunning } from '../../launch/processes.ts';
import { createSystem, type System } from '../faults/system.ts';
import { Browser } from '../web/browser.ts';

describe('npm start', () => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem();
  });
  afterAll(() => system.remove());

  /** The sign-in links printed so far. */
  const links = () => [...system.output.matchAll(/Connexion \(une fois, sous 24 h\) +(\S+)/g)].map(([, link]) => link!);
  const pathOf = (link: string) => new URL(link).pathname;

  it('brings everything up, tells where it is, and stops it all within 15 seconds', async () => {
    await system.start();
    await system.ready();
    expect(system.output).toContain(system.url);
    expect(system.output).toContain('Pour arrêter');
    expect(links()).toHaveLength(1);
    expect(links()[0]).toMatch(new RegExp(`^${system.url}/connexion/[\\w-]{43}$`));
    expect(readFileSync(join(system.dataDir, 'logs', 'server.log'), 'utf8')).not.toContain('/connexion/');
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
  }, 120_000);

  it('prints at each start a link that signs the first administrator in, once; those printed before open nothing', async () => {
    const [former, last] = links().slice(-2);
    const browser = new Browser(system.url);
    expect((await browser.get(pathOf(former!))).status).toBe(410);
    expect((await browser.get(pathOf(last!))).status).toBe(200);
    expect((await browser.post(pathOf(last!))).status).toBe(303);
    expect((await browser.get('/compte')).text).toContain('admin@jalons.localhost');
    expect((await browser.get('/a-faire')).text).toContain('propre adresse électronique, admin@jalons.localhost');
    expect((await browser.get(pathOf(last!))).status).toBe(410);
    const log = readFileSync(join(system.dataDir, 'logs', 'server.log'), 'utf8');
    expect(log).toContain('/connexion/');
    for (const link of links()) expect(log).not.toContain(pathOf(link));
  }, 60_000);

  it('tells who asks for a link by mail where its mails are caught', async () => {
    const caughtAt = system.services().mail!.uiUrl!;
    expect((await new Browser(system.url).get('/connexion/envoi')).html).toContain(`href="${caughtAt}"`);
    await system.stop();
  }, 60_000);

  it('refuses in one line a port that another program has, and leaves nothing running', async () => {
    const port = Number(new URL(system.url).port);
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(system.start()).rejects.toThrow(new RegExp(`Le port ${port} est déjà pris .+PORT=…`));
    other.close();
  }, 60_000);
});
