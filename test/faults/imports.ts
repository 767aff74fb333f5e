import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parisDate } from '../../calendar/paris-time.ts';
import { becomes } from '../../launch/ports.ts';
import { CERTIFICATION } from '../journeys/enrolments.ts';
import { PersistentClient } from './client.ts';
import type { System } from './system.ts';
import { lookInside } from './unharmed.ts';

const LINES = 60;
/** The server dies once so many lines are known to be enrolled: soon after the beginning, and near the end. */
const DEATHS = [6, 40] as const;
const PATIENCE_MS = 90_000;
const GLANCE_MS = 10;

interface Counts {
  ready: number;
  enrolled: number;
}

const newcomers = (): string[] => Array.from({ length: LINES }, () => `import-${randomUUID()}@example.org`);

function fileOf(emails: readonly string[]): string {
  const today = parisDate(new Date().toISOString());
  const headings =
    'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le;Motif';
  const line = (email: string) => `Exemple;Alix;${email};${CERTIFICATION};individuel;2;60;2024;${today};Essai`;
  return [headings, ...emails.map(line)].join('\r\n');
}

async function preview({ url, token }: System, content: string): Promise<{ id: string; counts: Counts & object }> {
  const response = await fetch(`${url}/api/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: content,
  });
  expect(response.status).toBe(201);
  return response.json();
}

/** Confirms an import, and kills the server while its lines are being enrolled: `enrolled` of them are, others are not yet. */
async function dieAmid(system: System, id: string, enrolled: number): Promise<void> {
  const before = system.mark('server');
  if (!before) throw new Error('server does not run');
  const client = new PersistentClient(system);
  const dead = await lookInside(system, async ({ query }) => {
    const count = async (status: string) =>
      (
        await query<{ count: number }>(
          'select count(*)::int as count from import_lines where import_id = $1 and status = $2',
          [id, status],
        )
      )[0]!.count;
    const confirming = confirmUntil(client, id, async () => (await count('enrolled')) >= enrolled);
    await becomes(async () => (await count('enrolled')) >= enrolled, PATIENCE_MS, GLANCE_MS);
    await system.kill('server');
    await confirming;
    return { enrolled: await count('enrolled'), ready: await count('ready') };
  });
  expect(dead.enrolled).toBeGreaterThanOrEqual(enrolled);
  expect(dead.ready).toBeGreaterThan(0);
  await system.revived('server', before);
  await system.ready();
}

/** Confirms again and again, as who sees nothing move does, each time under another key; what is not answered does not matter. */
async function confirmUntil(client: PersistentClient, id: string, isOver: () => Promise<boolean>): Promise<void> {
  for (const begin = Date.now(); Date.now() - begin < PATIENCE_MS && !(await isOver()); ) {
    await client.once('POST', `/imports/${id}/confirmation`, {}, randomUUID());
    await pause(200);
  }
}

/**
 * Imports a file while the server is killed twice in the midst of it, then confirms it again, and asserts that each line is
 * enrolled exactly once: one enrolment with its workflow and the first lines of its journal, once, each, none lost, none failed.
 */
export async function expectImportUnharmed(system: System): Promise<void> {
  const emails = newcomers();
  const { id } = await preview(system, fileOf(emails));
  for (const enrolled of DEATHS) await dieAmid(system, id, enrolled);

  const client = new PersistentClient(system);
  const read = () => client.get(`/imports/${id}`);
  await confirmUntil(client, id, async () => (await read()).status === 'finished');
  expect(await read()).toMatchObject({
    status: 'finished',
    counts: { refused: 0, ready: 0, enrolled: LINES, failed: 0 },
  });

  await lookInside(system, async ({ query, state }) => {
    const kept = await query<{ id: string; email: string; started: boolean; journal: string[] }>(
      `select e.id, auditeur_email as email, workflow_started as started,
              (select array_agg(type order by type) from journal where enrolment_id = e.id) as journal
         from enrolments e where auditeur_email = any($1)`,
      [emails],
    );
    expect(kept.map(({ email }) => email).sort()).toEqual([...emails].sort());
    for (const one of kept)
      expect(one).toMatchObject({ started: true, journal: ['enrolment.registered', 'step.entered'] });
    for (const one of kept) expect(await state(one.id)).toMatchObject({ step: 'tutor_assignment' });
    const told = await query('select distinct enrolment_id from import_lines where import_id = $1', [id]);
    expect(told).toHaveLength(LINES);
    expect(await query(`select text from audit where subject = $1`, [id])).toHaveLength(1);
  });
  const again = await preview(system, fileOf(emails));
  expect(again.counts).toMatchObject({ ready: 0, refused: LINES });
}
