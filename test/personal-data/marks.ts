import { randomBytes } from 'node:crypto';

/** Words found nowhere else, put wherever people may write something; then looked for where nothing of it may be. */
export class Marks {
  readonly #marks = new Map<string, string>();

  /** A word of its own for a field. */
  word(field: string): string {
    const word = `zqx${randomBytes(6).toString('hex')}`;
    this.#marks.set(word, field);
    return word;
  }

  text = (field: string): string => `Un mot de ${this.word(field)}, et d’autres.`;
  address = (field: string): string => `${this.word(field)}@example.org`;
  link = (field: string): string => `https://${this.word(`${field}, host`)}.example.org/${this.word(`${field}, path`)}`;

  /** Digits, as they are kept and without their spaces. */
  phone(field: string): string {
    const digits = String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0');
    const spaced = `06 ${digits.replace(/(..)(?=.)/g, '$1 ')}`;
    this.#marks.set(spaced, field);
    this.#marks.set(`06${digits}`, field);
    return spaced;
  }

  get fields(): string[] {
    return [...new Set(this.#marks.values())];
  }

  /** The fields of which something stands in a text. */
  foundIn(text: string): string[] {
    const lower = text.toLowerCase();
    return [...this.#marks].filter(([mark]) => lower.includes(mark)).map(([, field]) => field);
  }
}

/** Everything that can be read in an answer of Temporal: each text, and each run of bytes as text, however deep. */
export function everyTextIn(thing: unknown): string {
  const texts: string[] = [];
  const seen = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('utf8'));
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      for (const [key, inner] of value instanceof Map ? value : Object.entries(value)) {
        texts.push(String(key));
        walk(inner);
      }
    }
  };
  walk(thing);
  return texts.join('\n');
}
