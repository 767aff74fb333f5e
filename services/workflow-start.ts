import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { EnrolmentStart } from '../domain/enrolment.ts';
import { TASK_QUEUE, WORKFLOW_TYPE, workflowIdOf } from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';
import type { Backend } from './backend.ts';
import { meaningOf, withPatience } from './temporal.ts';

/** Starts an enrolment's workflow, unless it runs or has run: doing it twice is doing it once (R8). */
export async function startWorkflow(
  backend: Pick<Backend, 'client' | 'patienceMs' | 'stores'>,
  start: EnrolmentStart,
): Promise<void> {
  const { client, patienceMs, stores } = backend;
  try {
    await withPatience(client, patienceMs, () =>
      client.workflow.start(WORKFLOW_TYPE, {
        workflowId: workflowIdOf(start.enrolmentId),
        taskQueue: TASK_QUEUE,
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [start],
        staticSummary: `${start.reference} · ${start.certification}`,
        typedSearchAttributes: [
          { key: searchAttributes.step, value: 'tutor_assignment' },
          { key: searchAttributes.waitingFor, value: 'staff' },
          { key: searchAttributes.certification, value: start.certification },
          { key: searchAttributes.semester, value: start.semester },
          { key: searchAttributes.centre, value: start.centre },
          { key: searchAttributes.overdue, value: false },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw meaningOf(error);
  }
  await stores.enrolments.markStarted(start.enrolmentId);
}
