import { becomes } from '../../launch/ports.ts';
import { isRunning } from '../../launch/processes.ts';
import { createSystem, type System } from '../faults/system.ts';

const STOPPED_MS = 30_000;

describe('npm start, by npm itself', () => {
  let system: System;
  beforeAll(async () => {
    system = await createSystem({ byNpm: true });
  });
  afterAll(() => system.remove());

  /** The processes that run now, launcher and servers included. */
  const running = () => {
    const { launcher, server, worker, mail, temporal, postgres } = system.services();
    return [launcher, ...[server, worker, mail, temporal, postgres].flatMap((service) => service?.mark ?? [])];
  };

  it('refuses a second start on the same folder in one line, and leaves the first alone', async () => {
    await system.start();
    const before = running();
    expect(before).toHaveLength(6);
    const second = system.another();
    const refusal = await second.start().catch((error: Error) => error.message);
    const said = String(refusal)
      .split('\n')
      .filter((line) => line.trim() && !/^(>|npm |The system)/.test(line));
    expect(said).toEqual([
      expect.stringMatching(
        /^Jalons est déjà lancé dans .+ \(processus \d+\) : arrêtez-le \(kill \d+\), ou choisissez un autre DATA_DIR\.$/,
      ),
    ]);
    expect(running()).toEqual(before);
    for (const mark of before) expect(isRunning(mark)).toBe(true);
  }, 150_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops all it started at %s to its process group, and the next start goes on',
    async (name) => {
      if (!system.output.includes('Tout est arrêté')) await system.ready();
      else await system.start();
      const marks = running();
      await system.signalGroup(name);
      expect(await becomes(() => marks.every((mark) => !isRunning(mark)), STOPPED_MS)).toBe(true);
      expect(system.output.trimEnd().split('\n').at(-1)).toMatch(/^Tout est arrêté/);
    },
    150_000,
  );
});
