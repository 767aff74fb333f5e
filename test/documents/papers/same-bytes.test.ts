import fc from 'fast-check';
import { papers } from '../../../documents/papers/print.ts';
import { printSpecimen } from './print-specimen.ts';
import { ATTESTATION, COMPLETION, EVALUATION, SPECIMENS, TUTORING_RECORD } from './specimens.ts';

const SLOW = 120_000;
/** Any text: letters of any alphabet, emoji, controls, lone surrogates, line ends, very long words. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '\ud83d', '\u0301', '\u00a0', '\u200d', '漢', 'ﬁ', '«', ':'),
    maxLength: 80,
  }),
  fc.string({ unit: fc.constantFrom('x', '/', '-'), minLength: 200, maxLength: 400 }),
);
const person = fc.record({ firstName: anyText, lastName: anyText });
const maybe = <Any>(arbitrary: fc.Arbitrary<Any>) => fc.option(arbitrary, { nil: undefined });

/** What every paper says, in any words. */
const words = fc.record({
  centre: fc.record({
    name: anyText,
    address: maybe(anyText),
    phone: maybe(anyText),
    email: anyText,
    legalNotice: maybe(anyText),
    signature: maybe(fc.record({ place: maybe(anyText), name: maybe(anyText), capacity: maybe(anyText) })),
    logo: maybe(fc.record({ format: fc.constantFrom('png' as const, 'jpeg' as const), bytes: fc.uint8Array() })),
  }),
  reference: anyText,
  auditeur: person,
  tutor: maybe(person),
  certification: fc.record({ title: anyText, kind: fc.constantFrom('diploma' as const, 'title' as const) }),
  activityUnit: fc.record({ code: anyText, title: anyText }),
});

/** Printed twice, from the same data and from a copy whose keys come in another order. */
async function twice<Any extends object>(print: (paper: Any) => Promise<Buffer>, paper: Any): Promise<void> {
  const reversed = Object.fromEntries(Object.entries(structuredClone(paper)).reverse()) as Any;
  const [first, second] = [await print(paper), await print(reversed)];
  expect(first.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
  expect(first.equals(second)).toBe(true);
}

describe('the same data give the same bytes', () => {
  it.each(Object.keys(SPECIMENS) as (keyof typeof SPECIMENS)[])('%s', async (name) => {
    const [first, second] = [await printSpecimen(SPECIMENS[name]), await printSpecimen(SPECIMENS[name])];
    expect(first.equals(second)).toBe(true);
  });

  it('whatever was printed before', async () => {
    const first = await papers.attestation(ATTESTATION);
    await papers.evaluation({ ...EVALUATION, motivation: 'Ω\u00a0Å ﬃ ‑\u2010\u00ad fi fl' });
    expect((await papers.attestation(ATTESTATION)).equals(first)).toBe(true);
  });

  it('and other data another identifier', async () => {
    const idOf = (file: Buffer) => /\/ID \[<([0-9a-f]{32})> <\1>\]/.exec(file.toString('latin1'))?.[1];
    const first = idOf(await papers.attestation(ATTESTATION));
    const other = idOf(await papers.attestation({ ...ATTESTATION, replaces: 'ATT-2027-00001' }));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(other).not.toBe(first);
  });
});

describe('any text whatever', () => {
  it(
    'is printed in an attestation, the same twice',
    async () => {
      await fc.assert(
        fc.asyncProperty(words, fc.record({ number: anyText, code: anyText, verificationUrl: anyText }), (own, more) =>
          twice(papers.attestation, { ...ATTESTATION, ...own, ...more }),
        ),
        { numRuns: 15 },
      );
    },
    SLOW,
  );

  it(
    'is printed in an evaluation form, the same twice',
    async () => {
      const criterion = fc.record({
        id: anyText,
        label: anyText,
        mandatory: fc.boolean(),
        met: fc.boolean(),
        comment: maybe(anyText),
      });
      const rest = fc.record({
        form: fc.record({
          kind: fc.constantFrom('grid' as const, 'shuttle' as const),
          version: fc.nat(),
          criteria: fc.array(criterion),
        }),
        motivation: anyText,
        correctionReason: maybe(anyText),
        avisVersion: fc.integer({ min: 1, max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(words, rest, (own, more) => twice(papers.evaluation, { ...EVALUATION, ...own, ...more })),
        { numRuns: 15 },
      );
    },
    SLOW,
  );

  it(
    'is printed in a relevé and in a certificat de réalisation, the same twice',
    async () => {
      const entry = fc.record({
        date: fc.constant('2027-01-31'),
        minutes: fc.nat(600),
        label: anyText,
        tutor: maybe(anyText),
      });
      await fc.assert(
        fc.asyncProperty(words, fc.array(entry), maybe(anyText), async (own, entries, funder) => {
          await twice(papers.tutoringRecord, { ...TUTORING_RECORD, ...own, entries });
          await twice(papers.completionCertificate, {
            ...COMPLETION,
            ...own,
            funder,
            action: { title: funder, nature: funder },
          });
        }),
        { numRuns: 10 },
      );
    },
    SLOW,
  );
});
