import type { UnansweredCommand } from '../db/commands.ts';
import { RuleViolation } from '../domain/errors.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import type { Backend } from './backend.ts';
import { meaningOf, NoSuchWorkflow, withPatience } from './temporal.ts';

type Needs = Pick<Backend, 'client' | 'patienceMs' | 'stores'>;

/**
 * A record is written an instant before the history that tells of it: a Temporal server that dies in between knows nothing
 * of a command that the database has accepted. Such a command is put again, under its own id: the workflow either knows
 * it, and answers alike, or takes it now. Done before the next command on the same enrolment, and now and then.
 */
export async function settleUnanswered(
  needs: Needs,
  which: { enrolmentId: string } | { olderThanSeconds: number },
): Promise<number> {
  const commands = await needs.stores.commands.unanswered(which);
  let failures = 0;
  for (const command of commands) {
    try {
      await settle(needs, command);
      failures = 0;
    } catch (error) {
      // One workflow that cannot answer must not keep the others from it; when none answers, nothing is asked any more.
      failures += 1;
      if ('enrolmentId' in which || failures === IN_A_ROW) throw error;
    }
  }
  return commands.length;
}

const IN_A_ROW = 3;

async function settle({ client, patienceMs, stores }: Needs, { id, enrolmentId, name, update }: UnansweredCommand) {
  try {
    const handle = client.workflow.getHandle(workflowIdOf(enrolmentId));
    await withPatience(client, patienceMs, () =>
      handle.executeUpdate(name, { updateId: update.id, args: [update.args] }),
    );
  } catch (error) {
    const meaning = meaningOf(error);
    if (!(meaning instanceof RuleViolation) && !(meaning instanceof NoSuchWorkflow)) throw meaning;
  }
  await stores.commands.markAnswered(id);
}
