/** An answer of the API: its status, and its body (a problem, when it is a refusal). */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as programs outside do
  body: any;
  headers: Headers;
}

/** Someone who calls the API with a token. */
export class Caller {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  with(token: string): Caller {
    return new Caller(this.#url, token);
  }

  /** The same person, at another server. */
  at(url: string): Caller {
    return new Caller(url, this.#token);
  }

  /** Whatever the answer is. */
  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson && text ? JSON.parse(text) : text, headers: response.headers };
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  async #accepted(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.ask(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  get = (path: string) => this.#accepted('GET', path);
  post = (path: string, body: unknown = {}) => this.#accepted('POST', path, body);
  put = (path: string, body: unknown) => this.#accepted('PUT', path, body);
  patch = (path: string, body: unknown) => this.#accepted('PATCH', path, body);
  delete = (path: string, body?: unknown) => this.#accepted('DELETE', path, body);
}

/** A multipart form: texts, and a file when one is given. */
export function form(fields: Record<string, string>, file?: { name: string; content: Uint8Array }): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (file) data.set('file', new Blob([new Uint8Array(file.content)]), file.name);
  return data;
}
