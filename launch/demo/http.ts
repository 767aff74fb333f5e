/** The public HTTP API, as any program outside would call it. */
export class Api {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  as(token: string): Api {
    return new Api(this.#url, token);
  }

  async get<T>(path: string): Promise<T> {
    return this.#call('GET', path);
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#call('POST', path, { 'content-type': 'application/json' }, JSON.stringify(body));
  }

  /** Sends a form with a file. */
  async upload<T>(
    path: string,
    file: { name: string; content: Uint8Array },
    fields: Record<string, string> = {},
  ): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(file.content)]), file.name);
    return this.#call('POST', path, {}, form);
  }

  async form<T>(path: string, fields: Record<string, string>): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return this.#call('POST', path, {}, form);
  }

  async #call<T>(method: string, path: string, headers: Record<string, string> = {}, body?: BodyInit): Promise<T> {
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...headers },
      body,
    });
    const answer = (await response.json().catch(() => ({}))) as T & { detail?: string; code?: string };
    if (response.ok) return answer;
    throw new Error(`${method} ${path} : ${response.status} ${answer.code ?? ''} ${answer.detail ?? ''}`);
  }
}
