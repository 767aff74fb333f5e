/** Crockford's alphabet: neither I, L, O nor U, which people take for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;

/** So many random bytes make a code: 80 bits, which nobody guesses. */
export const CODE_BYTES = 10;

const CODE = new RegExp(`^[${ALPHABET}]{${(CODE_BYTES * 8) / BITS}}$`);

/** The verification code that random bytes make: 16 characters, without separators. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new RangeError(`A code is made of ${CODE_BYTES} bytes.`);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
}

/**
 * The code that somebody typed: in small letters, with spaces, hyphens or dots between the groups, O for 0, I or L for 1.
 * Undefined when it cannot be one.
 */
export function readCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s.\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}
