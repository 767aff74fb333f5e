import {
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { type FieldError, REFUSALS, type RefusalCode, RuleViolation } from '../domain/errors.ts';
import { Unavailable } from './errors.ts';

/** Runs calls to Temporal under a deadline of ours: without a worker, an Update would wait for ever. */
export const withPatience = <T>(client: Client, patienceMs: number, calls: () => Promise<T>): Promise<T> =>
  client.withDeadline(Date.now() + patienceMs, calls);

/** No workflow runs under this id: it has ended, or was never started. */
export class NoSuchWorkflow extends Error {}

/** gRPC codes by which the server says that it never began what was asked, and never will. */
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;

/**
 * What an error of a call to Temporal means: a refusal of the validator, a workflow that is not there, or an unknown
 * outcome. An error of the program (an invalid argument) is given back as it is.
 */
export function meaningOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError) return refusalIn(error.cause);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
    return new Unavailable('No worker answers.', { cause: error });
  if (error instanceof WorkflowNotFoundError) return new NoSuchWorkflow();
  const grpc = [error, (error as { cause?: unknown })?.cause].find((one) => isGrpcServiceError(one));
  if (!grpc) return error;
  const { code } = grpc as { code?: number };
  if (code === INVALID_ARGUMENT || code === PERMISSION_DENIED) return error;
  return new Unavailable('Temporal does not answer.', { cause: error });
}

/** The validator's failure carries code, sentence and fields; any other failure leaves the outcome unknown. */
function refusalIn(cause: unknown): Error {
  if (cause instanceof ApplicationFailure && cause.type && Object.hasOwn(REFUSALS, cause.type)) {
    const errors = (cause.details?.[0] ?? []) as FieldError[];
    return new RuleViolation(cause.type as RefusalCode, cause.message, errors);
  }
  return new Unavailable('The workflow failed to answer.', { cause });
}
