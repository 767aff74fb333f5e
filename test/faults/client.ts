import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** What a body is made of: a form is made anew for each attempt. */
export type Body = object | (() => FormData) | undefined;

const PATIENCE_MS = 120_000;
const ATTEMPT_MS = 35_000;
const BETWEEN_MS = 200;

/**
 * A program outside that does what the contract asks of it: when nobody answers, or with 503, it asks again with the same
 * `Idempotency-Key` and the same body. Any other refusal is a fault of ours, and thrown.
 */
export class PersistentClient {
  readonly #url: string;
  readonly #token: string;
  /** Requests that were sent again. */
  repeats = 0;

  constructor({ url, token }: { url: string; token: string }) {
    this.#url = url;
    this.#token = token;
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as programs outside do
  async ask(method: string, path: string, body?: Body, key: string = randomUUID()): Promise<any> {
    for (const begin = Date.now(); ; this.repeats += 1) {
      const said = await this.once(method, path, body, key);
      if (said.status >= 200 && said.status < 300) return said.body;
      const unknown = said.status === 0 || said.status === 503;
      if (!unknown || Date.now() - begin > PATIENCE_MS) {
        throw new Error(`${method} ${path}: ${said.status} ${JSON.stringify(said.body)}`);
      }
      await pause(BETWEEN_MS);
    }
  }

  /** One attempt; status 0 when no whole answer came. */
  async once(method: string, path: string, body: Body, key: string): Promise<{ status: number; body: unknown }> {
    const form = typeof body === 'function' ? body() : undefined;
    try {
      const response = await fetch(`${this.#url}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          'idempotency-key': key,
          ...(form || !body ? {} : { 'content-type': 'application/json' }),
        },
        body: form ?? (body && JSON.stringify(body)),
        signal: AbortSignal.timeout(ATTEMPT_MS),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  }

  get = (path: string) => this.ask('GET', path);
}
