import { randomBytes } from 'node:crypto';
import { attestationNumber, initialsOf } from '../../domain/attestation.ts';
import { groupedCode } from '../../domain/papers.ts';
import { CODE_BYTES, codeFrom, readCode } from '../../domain/verification-code.ts';

describe('the code that an attestation is checked by', () => {
  it('holds at least 80 random bits, in 16 characters that nobody takes for others', () => {
    expect(CODE_BYTES * 8).toBeGreaterThanOrEqual(80);
    expect(codeFrom(new Uint8Array(CODE_BYTES))).toBe('0000000000000000');
    expect(codeFrom(new Uint8Array(CODE_BYTES).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
    const seen = new Set<string>();
    for (let one = 0; one < 500; one += 1) {
      const code = codeFrom(randomBytes(CODE_BYTES));
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      seen.add(code);
    }
    expect(seen.size).toBe(500);
  });

  it('says each of its bits: two series of bytes that differ make two codes', () => {
    const codes = Array.from({ length: CODE_BYTES * 8 }, (_, bit) => {
      const bytes = new Uint8Array(CODE_BYTES);
      bytes[bit >> 3] = 1 << (bit & 7);
      return codeFrom(bytes);
    });
    expect(new Set(codes).size).toBe(CODE_BYTES * 8);
  });

  it('is made of ten bytes, no more and no fewer', () => {
    expect(() => codeFrom(new Uint8Array(9))).toThrow(RangeError);
    expect(() => codeFrom(new Uint8Array(11))).toThrow(RangeError);
  });

  it.each([
    ['as it is printed', '7Q3M-9XKD-0VTR-2H5B'],
    ['in small letters', '7q3m-9xkd-0vtr-2h5b'],
    ['without separators', '7Q3M9XKD0VTR2H5B'],
    ['with spaces, also those of a text processor', ' 7Q3M 9XKD\u00a00VTR\u202f2H5B\n'],
    ['with the dashes of a text processor', '7Q3M–9XKD—0VTR‑2H5B'],
    ['with dots', '7Q3M.9XKD.0VTR.2H5B'],
    ['with O for 0', '7Q3M-9XKD-OVTR-2H5B'],
    ['in full-width characters', '７Q3M-9XKD-0VTR-2H5B'],
  ])('is read %s', (_how, typed) => {
    expect(readCode(typed)).toBe('7Q3M9XKD0VTR2H5B');
  });

  it('is read with I, or l, for 1', () => {
    expect(readCode('Il1i-0000-0000-0000')).toBe('1111000000000000');
  });

  it.each(['', '7Q3M', '7Q3M-9XKD-0VTR-2H5', '7Q3M-9XKD-0VTR-2H5BB', '7Q3M-9XKD-0VTR-2H5U', 'é'.repeat(16), '%00'])(
    'is not « %s »',
    (typed) => expect(readCode(typed)).toBeUndefined(),
  );

  it('comes back from what is printed', () => {
    const code = codeFrom(randomBytes(CODE_BYTES));
    expect(groupedCode(code)).toMatch(/^.{4}-.{4}-.{4}-.{4}$/);
    expect(readCode(groupedCode(code))).toBe(code);
  });
});

describe('what an attestation shows of itself', () => {
  it('is a number of its year', () => {
    expect(attestationNumber(2026, 42)).toBe('ATT-2026-00042');
    expect(attestationNumber(2027, 123_456)).toBe('ATT-2027-123456');
  });

  it.each([
    [{ firstName: 'Alix', lastName: 'Exemple' }, 'A. E.'],
    [{ firstName: 'élodie', lastName: 'martin' }, 'É. M.'],
    [{ firstName: 'Jean-Marc', lastName: 'de La Tour' }, 'J. D.'],
    [{ firstName: '« Zoé »', lastName: '’t Hooft' }, 'Z. T.'],
    [{ firstName: '42', lastName: 'Ωmega' }, 'Ω.'],
  ])('is initials of %o', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
