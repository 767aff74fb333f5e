import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';

/** A workflow that does nothing, with a worker of its own: what the server itself costs. */
export async function openNothing({ client, nativeConnection }: TestWorkflowEnvironment) {
  const workflowsPath = fileURLToPath(new URL('./nothing-workflow.ts', import.meta.url));
  const taskQueue = 'nothing';
  const worker = await Worker.create({ connection: nativeConnection, taskQueue, workflowsPath });
  const running = worker.run();
  return {
    /** Starts one and waits for its result. */
    run: () => client.workflow.execute('nothing', { workflowId: randomUUID(), taskQueue }),
    async close() {
      worker.shutdown();
      await running;
    },
  };
}
