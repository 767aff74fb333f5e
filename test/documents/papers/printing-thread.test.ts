import { papers } from '../../../documents/papers/print.ts';
import { createPrintingThread } from '../../../documents/papers/printing-thread.ts';
import { pngLogo } from './logos.ts';
import { ATTESTATION, CENTRE, COMPLETION, EVALUATION, TUTORING_RECORD } from './specimens.ts';

let thread = createPrintingThread();
afterEach(async () => {
  await thread.close();
  thread = createPrintingThread();
});

describe('papers printed in a thread', () => {
  it('are the same to the byte as those printed here, logo included', async () => {
    const withLogo = { ...ATTESTATION, centre: { ...CENTRE, logo: { format: 'png' as const, bytes: pngLogo() } } };
    expect((await thread.attestation(withLogo)).equals(await papers.attestation(withLogo))).toBe(true);
    expect((await thread.evaluation(EVALUATION)).equals(await papers.evaluation(EVALUATION))).toBe(true);
    expect((await thread.tutoringRecord(TUTORING_RECORD)).equals(await papers.tutoringRecord(TUTORING_RECORD))).toBe(
      true,
    );
    const certificate = await thread.completionCertificate(COMPLETION);
    expect(certificate.equals(await papers.completionCertificate(COMPLETION))).toBe(true);
  });

  it('hold nobody up: while ten are printed, the event loop turns', async () => {
    await thread.attestation(ATTESTATION);
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const all = await Promise.all(Array.from({ length: 10 }, () => thread.attestation(ATTESTATION)));
    clearInterval(beat);
    expect(new Set(all.map((one) => one.toString('base64'))).size).toBe(1);
    // A paper takes ten times as long to print, on a machine that does nothing else.
    expect(longest).toBeLessThan(1_000);
  });

  it('fail alone when they cannot be printed; the next ones are', async () => {
    const broken = { ...ATTESTATION, centre: undefined as never };
    const [failed, printed] = await Promise.allSettled([thread.attestation(broken), thread.attestation(ATTESTATION)]);
    expect(failed.status).toBe('rejected');
    expect(printed.status).toBe('fulfilled');
  });

  it('are given up after a time, and the next ones are printed', async () => {
    const hasty = createPrintingThread({ timeoutMs: 1 });
    await expect(hasty.attestation(ATTESTATION)).rejects.toThrow('too long');
    await expect(hasty.attestation(ATTESTATION)).rejects.toThrow('too long');
    await hasty.close();
    expect((await thread.attestation(ATTESTATION)).length).toBeGreaterThan(1_000);
  });

  it('are printed again after the thread has ended for want of work', async () => {
    const brief = createPrintingThread({ idleMs: 1 });
    const first = await brief.attestation(ATTESTATION);
    await new Promise((later) => setTimeout(later, 50));
    expect((await brief.attestation(ATTESTATION)).equals(first)).toBe(true);
    await brief.close();
  });
});
