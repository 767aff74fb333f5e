import type { Backend } from './backend.ts';

export interface Readiness {
  ready: boolean;
  /** `scanner`, where there is one: without it only deposits are refused, so that it does not count. */
  checks: { database: boolean; temporal: boolean; worker: boolean; scanner?: boolean };
}

const PATIENCE_MS = 2_000;
const WORKER_SILENCE_SECONDS = 15;

/** Whether the database and Temporal answer, and a worker was alive less than 15 s ago; what the antivirus says besides. */
export async function readiness({
  stores,
  client,
  scanner,
}: Pick<Backend, 'stores' | 'client' | 'scanner'>): Promise<Readiness> {
  const [database, temporal, worker, scans] = await Promise.all([
    answers(() => stores.ping()),
    answers(() => client.withDeadline(Date.now() + PATIENCE_MS, () => client.workflowService.getSystemInfo({}))),
    answers(async () => {
      if (!(await stores.heartbeats.aliveSince('worker', WORKER_SILENCE_SECONDS))) throw new Error('No worker.');
    }),
    scanner && answers(() => scanner.ping()),
  ]);
  const checks = { database, temporal, worker, ...(scans === undefined ? {} : { scanner: scans }) };
  return { ready: database && temporal && worker, checks };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), PATIENCE_MS);
  });
  const answer = ask().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
