import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../api/serve.ts';
import type { Environment } from '../../config.ts';
import { openBackend } from '../../launch/backend.ts';
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

  it('says in one line that documents cannot be stored where it is told', async () => {
    const refused = (url: string) => refusalOf(openBackend(settings({ STORAGE_URL: url }), log));
    const said = 'STORAGE_URL\u00a0: le rangement des documents n’est pas utilisable';
    expect(await refused('file:/dev/null/documents')).toBe(
      `${said} (ENOTDIR: not a directory, mkdir '/dev/null/documents/incoming').`,
    );
    const { AWS_REGION, AWS_CONFIG_FILE } = process.env;
    try {
      Object.assign(process.env, { AWS_CONFIG_FILE: '/nonexistent' });
      delete process.env.AWS_REGION;
      expect(await refused('s3://jalons')).toBe(
        `${said} (aucune région : donnez region=… dans STORAGE_URL, ou AWS_REGION).`,
      );
    } finally {
      for (const [name, value] of Object.entries({ AWS_REGION, AWS_CONFIG_FILE })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
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
