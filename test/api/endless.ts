import { connect } from 'node:net';

export interface Endless {
  url: string;
  /** How the length is told: `Content-Length: …` or `Transfer-Encoding: chunked`. */
  length: string;
  headers?: string[];
  /** What is sent once, then again and again. */
  beginning?: Buffer | string;
  piece?: Buffer;
}

export const BOUNDARY = 'b0undary';

/** Sends a form that has no end, and answers what came back before the server closed the connection. */
export async function sendEndless({ url, length, headers = [], beginning = '', piece = Buffer.alloc(0) }: Endless) {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname).setMaxListeners(0);
  const type = `Content-Type: multipart/form-data; boundary=${BOUNDARY}`;
  socket.write([`POST ${pathname} HTTP/1.1`, `Host: ${hostname}`, type, length, ...headers, '', ''].join('\r\n'));
  socket.write(beginning);
  let answered = '';
  let [sent, over] = [0, false];
  socket.on('data', (data) => (answered += data.toString()));
  for (const event of ['error', 'close']) socket.on(event, () => (over = true));
  while (!over) {
    const taken = socket.write(piece);
    await new Promise<void>((resolve) => {
      if (taken) setTimeout(resolve, piece.length > 0 ? 0 : 10);
      else socket.once('drain', resolve).once('close', resolve);
    });
    sent += piece.length;
  }
  return { answered, sent };
}

/** A piece of a body whose length is not told. */
export const chunk = (bytes: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), Buffer.from(bytes), Buffer.from('\r\n')]);

/** A part of a form. */
export const part = (disposition: string, content: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
