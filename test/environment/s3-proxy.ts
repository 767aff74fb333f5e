import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it passes: what it asks for, before anything else is known of it. */
export interface Passing {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** What happens to a request: it goes through, is refused with a status, loses its connection, its answer, or its answer waits. */
export type Fate = 'pass' | { readonly refuse: number; readonly code: string } | 'cut' | 'lose the answer' | 'silence';

/** Between the product and an S3 server: everything goes through it, and nothing that it is told to keep back. */
export interface S3Proxy {
  readonly endpoint: string;
  /** Every request, in order. */
  readonly seen: Passing[];
  /** Decides from now on. */
  decide(fate: (passing: Passing) => Fate): void;
  close(): Promise<void>;
}

/** Starts it on a free port before that server; requests go on under their own `Host`, which they are signed with. */
export async function openProxy(target: string): Promise<S3Proxy> {
  const { hostname, port } = new URL(target);
  const seen: Passing[] = [];
  const sockets = new Set<Socket>();
  let fateOf: (passing: Passing) => Fate = () => 'pass';
  const server = createServer((incoming, answer) => {
    const passing = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers };
    seen.push(passing);
    const fate = fateOf(passing);
    if (fate === 'silence') return;
    if (fate === 'cut') return void incoming.socket.destroy();
    if (typeof fate === 'object') return refuse(incoming, answer, fate);
    const onward = request({ hostname, port, ...passing });
    onward.once('error', () => answer.destroy());
    onward.once('response', (response) => {
      if (fate === 'lose the answer') return void response.resume().once('end', () => incoming.socket.destroy());
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    incoming.pipe(onward);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    decide: (fate) => {
      fateOf = fate;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** As S3 words it, with what an answer may repeat of a request. */
function refuse(incoming: IncomingMessage, answer: ServerResponse, { refuse, code }: { refuse: number; code: string }) {
  const told = incoming.headers.authorization ?? '';
  incoming.resume().once('end', () => {
    answer.writeHead(refuse, { 'content-type': 'application/xml' });
    answer.end(`<Error><Code>${code}</Code><Message>${told}</Message><StringToSign>${told}</StringToSign></Error>`);
  });
}
