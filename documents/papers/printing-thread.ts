import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type {
  AttestationPaper,
  CompletionCertificatePaper,
  EvaluationPaper,
  TutoringRecordPaper,
} from '../../domain/papers.ts';

const WORKER = new URL('./print-worker.mjs', import.meta.url);
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 };
/** The longest papers take a second; a thread that takes this long never ends. */
const TIMEOUT_MS = 20_000;
const IDLE_MS = 5 * 60_000;

interface Papers {
  attestation: AttestationPaper;
  evaluation: EvaluationPaper;
  tutoringRecord: TutoringRecordPaper;
  completionCertificate: CompletionCertificatePaper;
}

type Reply = { bytes: Uint8Array } | { failed: string };

/** Prints as `papers` does, elsewhere. */
export type PrintingThread = { [Kind in keyof Papers]: (paper: Papers[Kind]) => Promise<Buffer> } & {
  /** Ends the thread; what is being printed is not. */
  close(): Promise<void>;
};

/**
 * Papers printed in a thread of their own, one after another: laying a page out takes a tenth of a second, during which a
 * server would answer nobody. The thread starts with the first paper and ends when it has had none for five minutes; one
 * that dies, or prints for more than `timeoutMs`, fails its paper and is followed by another.
 */
export function createPrintingThread({ timeoutMs = TIMEOUT_MS, idleMs = IDLE_MS } = {}): PrintingThread {
  const inTurn = pLimit(1);
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  async function printOne(kind: keyof Papers, paper: Papers[keyof Papers]): Promise<Buffer> {
    clearTimeout(idle);
    worker ??= startWorker();
    try {
      const reply = await replyOf(worker, { kind, paper }, timeoutMs);
      if ('failed' in reply) throw new Error(`The paper could not be printed: ${reply.failed}.`);
      idle = setTimeout(end, idleMs).unref();
      return Buffer.from(reply.bytes);
    } catch (error) {
      await end();
      throw error;
    }
  }

  const print =
    <Kind extends keyof Papers>(kind: Kind) =>
    (paper: Papers[Kind]): Promise<Buffer> =>
      inTurn(() => printOne(kind, paper));
  return {
    attestation: print('attestation'),
    evaluation: print('evaluation'),
    tutoringRecord: print('tutoringRecord'),
    completionCertificate: print('completionCertificate'),
    close: end,
  };
}

/** It keeps no process from ending. */
function startWorker(): Worker {
  const worker = new Worker(WORKER, { resourceLimits: LIMITS, execArgv: [], env: {} });
  worker.on('error', () => undefined); // told by its exit
  worker.unref();
  return worker;
}

/** What a thread answers to one message; rejects when it ends before, or takes longer. */
function replyOf(worker: Worker, message: object, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const over = (settle: () => void) => {
      clearTimeout(timer);
      worker.off('message', answered);
      worker.off('exit', died);
      settle();
    };
    const answered = (reply: Reply) => over(() => resolve(reply));
    const died = () => over(() => reject(new Error('The printing thread ended before its paper.')));
    const timer = setTimeout(() => over(() => reject(new Error('The paper took too long to print.'))), timeoutMs);
    worker.once('message', answered);
    worker.once('exit', died);
    worker.postMessage(message);
  });
}
