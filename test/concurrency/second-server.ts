import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../api/serve.ts';
import { freePort } from '../../launch/ports.ts';
import { readRoleConfig } from '../../launch/role-config.ts';
import { createLog } from '../../log.ts';
import { ground } from '../environment/ground.ts';
import { SECRET } from '../environment/secret.ts';
import type { World } from '../journeys/world.ts';

/** Another server of the same installation: same database, same Temporal. */
export async function openSecondServer({ env, query }: World): Promise<{ url: string; stop(): Promise<void> }> {
  const [row] = await query<{ name: string }>('select current_database() as name');
  const database = new URL(ground().adminUrl);
  database.pathname = `/${row?.name}`;
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'jalons-second-')), await freePort()];
  const config = readRoleConfig({
    DATA_DIR: folder,
    DATABASE_URL: database.href,
    TEMPORAL_ADDRESS: env.address,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PORT: String(port),
    SECRET,
    BOOTSTRAP_ADMIN_EMAIL: 'administration@example.org',
    LOG_LEVEL: 'silent',
  });
  const server = await serve(config, createLog('test', 'silent'));
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
