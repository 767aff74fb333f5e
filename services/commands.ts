import type { CommandContent } from '../db/accepted-commands.ts';
import type { StoredDocument } from '../db/documents.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import type { CommandName } from '../domain/actions.ts';
import type { Command, Commands } from '../domain/commands.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type Accepted, updates, workflowIdOf } from '../workflows/messages.ts';
import type { Backend } from './backend.ts';
import { uuidFrom } from './idempotency-scope.ts';
import type { Principal } from './principal.ts';
import { startOf } from './start-missing.ts';
import { meaningOf, NoSuchWorkflow, withPatience } from './temporal.ts';
import { settleUnanswered } from './unanswered-commands.ts';
import { startWorkflow } from './workflow-start.ts';

/** A document that a command brings, its content stored already. */
export interface NewDocument {
  row: Omit<StoredDocument, 'id' | 'enrolmentId' | 'commandId'>;
  /** Makes certain that its content still is, once the row is written. */
  keepContent(): Promise<unknown>;
}

/** A command on its way: who gives it on which enrolment, what they wrote, and what the rules need to judge it. */
export interface Order<Name extends CommandName> {
  name: Name;
  enrolment: StoredEnrolment;
  principal: Principal;
  /** The same for a repeat: the `updateId`, and what the command's own id derives from. */
  scope: string;
  now: { at: Instant; today: PlainDate };
  /** What the author wrote: it stays in the database. */
  content: CommandContent & Record<string, unknown>;
  document?: NewDocument;
  /** Ids, codes, dates: what travels in the Update. */
  facts: Omit<Commands[Name], keyof Command>;
}

/**
 * Puts a command to the enrolment's workflow. When it answers, the command is accepted and can be read. Given again under
 * the same scope it is done once, and answered alike.
 *
 * @throws RuleViolation as the workflow judged; Unavailable when nobody answered: the outcome is unknown.
 */
export async function issue<Name extends CommandName>(backend: Backend, order: Order<Name>): Promise<Accepted> {
  const commandId = uuidFrom(order.scope);
  await settleUnanswered(backend, { enrolmentId: order.enrolment.id });
  await keepPending(backend, commandId, order);
  try {
    const accepted = await put(backend, commandId, order);
    await backend.stores.commands.markAnswered(commandId);
    return accepted;
  } catch (error) {
    // What a refused command brought is forgotten; its content goes with the next sweep, if nothing else has it.
    if (error instanceof RuleViolation) await backend.stores.commands.removePending(commandId);
    throw error;
  }
}

async function keepPending<Name extends CommandName>(backend: Backend, id: string, order: Order<Name>): Promise<void> {
  const { name, enrolment, principal, content, document } = order;
  const { stores } = backend;
  await stores.commands.insertPending({
    id,
    enrolmentId: enrolment.id,
    name,
    actor: actorOf(principal, enrolment),
    content,
    update: { id: order.scope, args: commandOf(id, order) },
  });
  if (!document) return;
  await stores.documents.insertPending({
    ...document.row,
    id: uuidFrom(`document ${order.scope}`),
    enrolmentId: enrolment.id,
    commandId: id,
  });
  await document.keepContent();
}

/** The journal's author: an auditeur's token knows an address only, the enrolment knows the name. */
export const actorOf = ({ role, name, userId, tutorId }: Principal, { auditeur }: StoredEnrolment) => ({
  role,
  name: role === 'auditeur' ? `${auditeur.firstName} ${auditeur.lastName}` : name,
  id: userId ?? tutorId,
});

async function put<Name extends CommandName>(
  backend: Backend,
  commandId: string,
  order: Order<Name>,
): Promise<Accepted> {
  try {
    return await update(backend, commandId, order);
  } catch (error) {
    if (!(error instanceof NoSuchWorkflow)) throw error;
  }
  if (order.enrolment.workflowStarted) throw archived();
  await startWorkflow(backend, startOf(order.enrolment, order.now.today));
  return update(backend, commandId, order);
}

async function update<Name extends CommandName>(
  { client, patienceMs }: Backend,
  commandId: string,
  order: Order<Name>,
): Promise<Accepted> {
  const { name, enrolment, scope } = order;
  const handle = client.workflow.getHandle(workflowIdOf(enrolment.id));
  const command = commandOf(commandId, order);
  try {
    return await withPatience(client, patienceMs, () =>
      handle.executeUpdate<Accepted, [typeof command]>(updates[name].name, { updateId: scope, args: [command] }),
    );
  } catch (error) {
    throw meaningOf(error);
  }
}

/** What travels in the Update: nothing that anybody wrote. */
const commandOf = <Name extends CommandName>(commandId: string, { principal, now, facts }: Order<Name>) => ({
  commandId,
  role: principal.role,
  ...now,
  ...facts,
});

const archived = (): RuleViolation =>
  new RuleViolation('enrolment.archived', 'Ce dossier est archivé\u00a0: plus aucune action n’y est possible.');
