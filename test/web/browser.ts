import { textOf } from './site.ts';

/** What a browser without JavaScript gets. */
export interface Seen {
  status: number;
  headers: Headers;
  html: string;
  /** What is read in `main`. */
  text: string;
  /** Where a redirection leads; it is not followed. */
  location: string | null;
}

/** A browser as far as HTTP goes: it keeps cookies, and sends forms with the token of the last page it saw. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  #csrf = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** The same browser, cookies and all, at another server. */
  at(url: string): Browser {
    const other = new Browser(url);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    other.#csrf = this.#csrf;
    return other;
  }

  /** Any request with the cookies of this browser; those of the answer are kept. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(this.#url + path, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  get = (path: string): Promise<Seen> => this.#see(this.fetch(path));

  /** Sends a form. Its token is that of the last page seen, unless `_csrf` is among the fields. */
  post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Seen> {
    const body = new URLSearchParams({ _csrf: this.#csrf, ...fields });
    return this.#see(this.fetch(path, { method: 'POST', body, headers }));
  }

  /** The token of the last page seen. */
  get csrf(): string {
    return this.#csrf;
  }

  async #see(asked: Promise<Response>): Promise<Seen> {
    const response = await asked;
    const html = await response.text();
    this.#csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? this.#csrf;
    const { status, headers } = response;
    return { status, headers, html, text: textOf(html), location: headers.get('location') };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    const isOver = attributes.some((one) => /^Max-Age=0$/i.test(one) || /^Expires=Thu, 01 Jan 1970/i.test(one));
    if (isOver) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}
