const UTF16_LITTLE = [0xff, 0xfe];
const UTF16_BIG = [0xfe, 0xff];

const beginsWith = (content: Buffer, mark: readonly number[]): boolean =>
  mark.every((byte, index) => content[index] === byte);

/**
 * A text in the encoding that it was written in: UTF-16 by its mark, UTF-8 when it can be that, else Windows-1252, as older
 * French spreadsheets write. Undefined when it holds what no text holds.
 */
export function textOf(content: Buffer): string | undefined {
  const text = decoded(content);
  return /(?![\t\n\v\f\r])\p{Cc}/u.test(text) ? undefined : text;
}

function decoded(content: Buffer): string {
  if (beginsWith(content, UTF16_LITTLE)) return new TextDecoder('utf-16le').decode(content);
  if (beginsWith(content, UTF16_BIG)) return new TextDecoder('utf-16be').decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return windows1252(content);
  }
}

/** The letters at 0x80 to 0x9F; the others are those of Latin-1. Node's own decoder takes the whole for Latin-1. */
const LETTERS_AT_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const windows1252 = (content: Buffer): string =>
  content.toString('latin1').replace(/[\u0080-\u009F]/g, (char) => LETTERS_AT_80[char.charCodeAt(0) - 0x80]!);
