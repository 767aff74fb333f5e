export interface SilenceOptions {
  /** How long an attempt must have lasted, in milliseconds, for its failure to spare the next ones theirs. */
  slowMs?: number;
  /** For how long they are spared it. */
  restMs?: number;
}

/**
 * `attempt`, but for the time after the mail server let one wait and gave no word: then, for some seconds, others fail at
 * once with the same error. So a server that swallows connections costs the mails that queue up one patience in all, not
 * one each. A failure that comes quickly spares nobody anything, nor does one after which the mail may have gone.
 */
export function sparing<Mail>(
  attempt: (mail: Mail) => Promise<void>,
  spares: (error: unknown) => boolean,
  { slowMs = 2_000, restMs = 5_000 }: SilenceOptions = {},
): (mail: Mail) => Promise<void> {
  let silence: { until: number; error: unknown } | undefined;
  return async (mail) => {
    if (silence && performance.now() < silence.until) throw silence.error;
    const since = performance.now();
    try {
      await attempt(mail);
      silence = undefined;
    } catch (error) {
      const now = performance.now();
      if (now - since >= slowMs && spares(error)) silence = { until: now + restMs, error };
      throw error;
    }
  };
}
