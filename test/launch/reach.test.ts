import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../api/serve.ts';
import type { Environment } from '../../config.ts';
import { reach, TEMPORAL } from '../../launch/reach.ts';
import { LaunchRefusal } from '../../launch/refusal.ts';
import { readRoleConfig } from '../../launch/role-config.ts';
import { createLog } from '../../log.ts';
import { runWorker } from '../../workers/run-worker.ts';

describe('A role that is told to work with what does not answer', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jalons-reach-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const settings = (others: Environment = {}) =>
    readRoleConfig({
      DATA_DIR: folder,
      DATABASE_URL: 'postgresql://127.0.0.1:1/jalons',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      ...others,
    });
  const log = createLog('test', 'silent');
  const refusalOf = async (starting: Promise<unknown>): Promise<string> => {
    const error = await starting.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(LaunchRefusal);
    return (error as LaunchRefusal).message;
  };

  it('says in one line that the database does not answer, as server and as worker', async () => {
    const line = 'DATABASE_URL\u00a0: la base PostgreSQL n’est pas utilisable (connect ECONNREFUSED 127.0.0.1:1).';
    expect(await refusalOf(serve(settings(), log))).toBe(line);
    expect(await refusalOf(runWorker(settings(), 'unused', log))).toBe(line);
  });

  it('refuses a data folder that cannot be made', () => {
    expect(() => settings({ DATA_DIR: '/proc/jalons' })).toThrow(/^DATA_DIR\u00a0?/);
  });

  it('tells what the other side said, without our client’s words around it', async () => {
    const said = Object.assign(new Error('5 NOT_FOUND: Namespace nope is not found.'), {
      details: 'Namespace nope is not found.',
    });
    const starting = reach(TEMPORAL, async () => {
      throw new Error('Unexpected error\nwhile making gRPC request', { cause: said });
    });
    expect(await refusalOf(starting)).toBe(
      'TEMPORAL_ADDRESS\u00a0: le serveur Temporal n’est pas utilisable (Namespace nope is not found).',
    );
  });

  it('leaves a fault of the program as it is', async () => {
    const starting = reach(TEMPORAL, async () => {
      throw new TypeError('x is not a function');
    });
    await expect(starting).rejects.toThrow(TypeError);
  });
});
