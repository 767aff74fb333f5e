/** Where a part of the start tells what it is doing: who, what. */
export type Say = (part: string, text: string) => void;

/** Tells on standard output, a line each, without colours. */
export const sayAloud: Say = (part, text) => {
  process.stdout.write(`  ${part} : ${text}\n`);
};

/** Tells `text` only when the work takes more than a second. */
export async function sayIfLong<T>(say: Say, part: string, text: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => say(part, text), 1_000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
