import { setTimeout as pause } from 'node:timers/promises';
import { sparing } from '../../mail/silence.ts';

const silent = new Error('ETIMEDOUT');
const OPTIONS = { slowMs: 50, restMs: 200 };

/** How many milliseconds a hand-over took, and how it ended. */
async function timed(sending: Promise<void>): Promise<{ ms: number; error?: unknown }> {
  const since = performance.now();
  const error = await sending.catch((reason: unknown) => reason);
  return { ms: performance.now() - since, error };
}

describe('A mail server that swallows connections', () => {
  let tried: number;
  let answer: () => Promise<void>;
  const sender = () =>
    sparing(
      () => {
        tried += 1;
        return answer();
      },
      (error) => error === silent,
      OPTIONS,
    );
  const silence = () => pause(80).then(() => Promise.reject(silent));
  beforeEach(() => {
    tried = 0;
    answer = silence;
  });

  it('lets one mail wait; the next ones fail at once, until one is tried again', async () => {
    const send = sender();
    expect(await timed(send('a'))).toMatchObject({ error: silent });
    const next = await Promise.all(['b', 'c', 'd'].map((mail) => timed(send(mail))));
    expect(next.every(({ ms, error }) => ms < 40 && error === silent)).toBe(true);
    expect(tried).toBe(1);
    await pause(220);
    answer = async () => {};
    await send('a');
    await send('b');
    expect(tried).toBe(3);
  });

  it('spares nobody anything when it fails quickly, or for a reason of its own', async () => {
    const send = sender();
    answer = () => Promise.reject(silent);
    await timed(send('a'));
    answer = () => pause(80).then(() => Promise.reject(new Error('452')));
    await timed(send('b'));
    answer = async () => {};
    expect(await timed(send('c'))).toMatchObject({ error: undefined });
    expect(tried).toBe(3);
  });
});
