import { type AddressInfo, createServer, type Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { QueuedMail } from '../../activities/ports.ts';
import { INVENTED, ON } from '../../mail/previews/invented.ts';
import { type ClosableTransport, createTransport, MailRefused, MailUnreachable } from '../../mail/transport.ts';
import { writeMail } from '../../mail/write-mail.ts';

const MEETING = { startsAt: '2026-11-05T13:30:00.000Z', date: '2026-11-05', sequence: 0 };

const queued = (key: string, name: 'meeting_booked' | 'tutor_assigned' = 'meeting_booked'): QueuedMail => ({
  ...(name === 'meeting_booked'
    ? writeMail({ name, to: 'auditeur', facts: { meeting: MEETING, moved: false } }, INVENTED, ON)
    : writeMail({ name, to: 'auditeur', facts: {} }, INVENTED, ON)),
  key,
  messageId: `<${key}@jalons.exemple.fr>`,
  queuedAt: '2026-10-20T09:00:00.000Z',
});

const opened: { close: () => void }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface Received {
  url: string;
  port: number;
  received: Buffer[];
  stop: () => Promise<void>;
}

async function mailServer(options: SMTPServerOptions = {}, port = 0): Promise<Received> {
  const received: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks));
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  opened.push({ close: stop });
  const bound = (server.server.address() as AddressInfo).port;
  return { url: `smtp://127.0.0.1:${bound}`, port: bound, received, stop };
}

function transport(smtpUrl: string): ClosableTransport {
  const made = createTransport({ smtpUrl, from: 'Jalons <jalons@cnam.exemple.fr>' });
  opened.push(made);
  return made;
}

const refusing = (status: number): Error =>
  Object.assign(new Error('elise.martin@exemple.fr'), { responseCode: status });
const caught = async (sending: Promise<void>): Promise<unknown> =>
  sending.then(
    () => undefined,
    (error) => error,
  );

describe('The mail transport', () => {
  it('hands a mail over once, with its own identity, date, text and HTML', async () => {
    const { url, received } = await mailServer();
    const mail = queued('one', 'tutor_assigned');
    await transport(url).send(mail);
    expect(received).toHaveLength(1);
    const parsed = await simpleParser(received[0]!);
    expect(parsed.messageId).toBe('<one@jalons.exemple.fr>');
    expect(parsed.date?.toISOString()).toBe(mail.queuedAt);
    expect(parsed.subject).toBe(mail.subject);
    expect(parsed.from?.text).toContain('jalons@cnam.exemple.fr');
    expect(parsed.to).toMatchObject({ value: [{ name: 'Élise Martin', address: 'elise.martin@exemple.fr' }] });
    expect(parsed.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(parsed.html).toBe(mail.html);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('x-auto-response-suppress')).toBe('All');
    expect(parsed.attachments).toHaveLength(0);
  });

  it('carries an invitation as calendar clients want it: a text/calendar alternative with its method, and a file', async () => {
    const { url, received } = await mailServer();
    const mail = queued('invitation');
    await transport(url).send(mail);
    const raw = received[0]!.toString('latin1');
    const types = [...raw.matchAll(/^Content-Type: (\S+?);/gm)].map(([, type]) => type);
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]);
    expect(raw).toMatch(/^Content-Type: text\/calendar;\s+charset=utf-8;\s+method=REQUEST/m);
    const calendars = (await simpleParser(received[0]!)).attachments;
    expect(calendars.map(({ content }) => content.toString('utf8'))).toEqual([
      mail.calendar!.content,
      mail.calendar!.content,
    ]);
  });

  it('sends the same bytes again, from another process or later', async () => {
    const { url, received } = await mailServer();
    await transport(url).send(queued('again'));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await transport(url).send(queued('again'));
    await transport(url).send(queued('other'));
    expect(received[1]!.equals(received[0]!)).toBe(true);
    expect(received[2]!.equals(received[0]!)).toBe(false);
  });

  it.each([
    [
      'the recipient for now',
      { onRcptTo: (_a: unknown, _s: unknown, done: (e: Error) => void) => done(refusing(451)) },
      451,
      false,
    ],
    [
      'the recipient for good',
      { onRcptTo: (_a: unknown, _s: unknown, done: (e: Error) => void) => done(refusing(550)) },
      550,
      true,
    ],
    [
      'the sender',
      { onMailFrom: (_a: unknown, _s: unknown, done: (e: Error) => void) => done(refusing(553)) },
      553,
      true,
    ],
    [
      'the message',
      {
        onData(stream: NodeJS.ReadableStream, _s: unknown, done: (e: Error) => void) {
          stream.resume();
          stream.on('end', () => done(refusing(554)));
        },
      },
      554,
      true,
    ],
  ])('says that the server refuses %s, by its code alone', async (_, options, status, permanent) => {
    const { url } = await mailServer(options as SMTPServerOptions);
    const error = await caught(transport(url).send(queued('refused')));
    expect(error).toBeInstanceOf(MailRefused);
    expect(error).toMatchObject({ code: 'mail.refused', status, permanent, message: `mail.refused ${status}` });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error)).toLowerCase()).not.toContain('exemple.fr');
  });

  it('sends the next mail after a refusal', async () => {
    let refusals = 1;
    const { url, received } = await mailServer({
      onRcptTo: (_address, _session, done) => done(refusals-- > 0 ? refusing(450) : undefined),
    });
    const made = transport(url);
    expect(await caught(made.send(queued('first')))).toBeInstanceOf(MailRefused);
    await made.send(queued('second'));
    expect(received).toHaveLength(1);
  });

  it('says that the server is down, then sends when it is back', async () => {
    const { url, port, stop } = await mailServer();
    await stop();
    const made = transport(url);
    const error = await caught(made.send(queued('down')));
    expect(error).toBeInstanceOf(MailUnreachable);
    expect(error).toMatchObject({ code: 'mail.unreachable' });
    expect((error as Error).message).toMatch(/^mail\.unreachable E[A-Z]+$/);
    expect(await caught(made.verify())).toBeInstanceOf(MailUnreachable);
    const { received } = await mailServer({}, port);
    await made.send(queued('down'));
    expect(received).toHaveLength(1);
  });

  it('logs no address, whatever happens', async () => {
    const lines: string[] = [];
    const keep = (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message }));
    const { url, stop } = await mailServer();
    const made = createTransport({ smtpUrl: url, from: 'jalons@cnam.exemple.fr', log: { debug: keep } });
    opened.push(made);
    const mail = { ...queued('logged'), messageId: '<logged@jalons>' };
    await made.send(mail);
    await stop();
    await caught(made.send(mail));
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('exemple.fr');
  });

  it('lets no name or subject add a header', async () => {
    const { url, received } = await mailServer();
    await transport(url).send({
      ...queued('crlf', 'tutor_assigned'),
      to: { name: 'Élise\r\nBcc: tous@exemple.fr', address: 'elise.martin@exemple.fr' },
      subject: 'Bonjour\r\nX-Injected: oui',
    });
    const { headers } = await simpleParser(received[0]!);
    expect([headers.has('bcc'), headers.has('x-injected')]).toEqual([false, false]);
  });

  it('says that its password is not accepted', async () => {
    const { url } = await mailServer({ authOptional: false, onAuth: (_auth, _session, done) => done(refusing(535)) });
    const made = transport(url.replace('://', '://jalons:faux@'));
    expect(await caught(made.send(queued('login')))).toMatchObject({ code: 'mail.unreachable', reason: 'EAUTH' });
    expect(await caught(made.verify())).toMatchObject({ reason: 'EAUTH' });
  });

  it('knows that the server is there', async () => {
    const { url } = await mailServer();
    await expect(transport(url).verify()).resolves.toBeUndefined();
  });

  it('opens five connections at most, however many mails wait', async () => {
    let open = 0;
    let most = 0;
    const { url, received } = await mailServer({
      onConnect(_session, done) {
        open += 1;
        most = Math.max(most, open);
        done();
      },
      onClose: () => {
        open -= 1;
      },
    });
    const made = transport(url);
    await Promise.all(Array.from({ length: 40 }, (_, index) => made.send(queued(`many-${index}`))));
    expect(received).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(5);
  });
});

/** A server that says yes to everything, until what it has just heard, from the greeting on, makes it cut or fall silent. */
async function cuttingServer(cuts: (heard: string) => boolean, cut: (socket: Socket) => void) {
  const connections: string[] = [];
  const server = createServer((socket) => {
    const index = connections.push('') - 1;
    let isOver = false;
    socket.on('error', () => {});
    socket.write('220 ready\r\n');
    socket.on('data', (chunk) => {
      const said = chunk.toString('latin1');
      connections[index] += said;
      if (isOver) return;
      isOver = cuts(connections[index]!);
      if (isOver) cut(socket);
      else if (/^(EHLO|MAIL|RCPT|DATA)/.test(said))
        socket.write(said.startsWith('DATA') ? '354 go on\r\n' : '250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => server.close() });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

const CUTS = {
  FIN: (socket: Socket) => void socket.end(),
  RST: (socket: Socket) => void socket.resetAndDestroy(),
};
/** More than what connections hold in passing. */
const LONG = 'Une ligne du courriel.\r\n'.repeat(500_000);

describe('A connection lost', () => {
  it.each([
    ['at the recipient', 'FIN', /RCPT/, '', false],
    ['at the recipient', 'RST', /RCPT/, '', false],
    ['when the message is announced', 'FIN', /DATA\r\n/, '', false],
    ['when the message is announced', 'RST', /DATA\r\n/, '', false],
    ['in the middle of the message', 'FIN', /Subject: /, LONG, false],
    ['in the middle of the message', 'RST', /Subject: /, LONG, false],
    ['after the message', 'FIN', /\r\n\.\r\n$/, '', true],
    ['after the message', 'RST', /\r\n\.\r\n$/, '', true],
  ] as const)(
    '%s (%s) tells whether the server may have the mail, which is not sent again by itself',
    async (...row) => {
      const [, how, when, more, endUnknown] = row;
      const { url, connections } = await cuttingServer((heard) => when.test(heard), CUTS[how]);
      const mail = queued('cut', 'tutor_assigned');
      const error = await caught(transport(url).send({ ...mail, text: mail.text + more }));
      expect(error).toBeInstanceOf(MailUnreachable);
      expect(error).toMatchObject({ endUnknown });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(connections).toHaveLength(1);
    },
  );

  it('after the message, when the server never says whether it took it, is found out in 20 s', async () => {
    const { url } = await cuttingServer(
      (heard) => heard.endsWith('\r\n.\r\n'),
      () => {},
    );
    expect(await caught(transport(url).send(queued('silence')))).toMatchObject({ endUnknown: true });
  }, 40_000);

  it('and the mail sent again: the server has received the same bytes', async () => {
    const { url, connections } = await cuttingServer((heard) => heard.endsWith('\r\n.\r\n'), CUTS.RST);
    for (const made of [transport(url), transport(url)]) await caught(made.send(queued('again')));
    const [first, second] = connections.map((heard) => heard.slice(heard.indexOf('DATA\r\n')));
    expect(first).toContain('Message-ID: <again@jalons.exemple.fr>');
    expect(second).toBe(first);
  });

  it('says that the server does not have the mail when nobody listens', async () => {
    const { url, stop } = await mailServer();
    await stop();
    expect(await caught(transport(url).send(queued('down')))).toMatchObject({ endUnknown: false });
  });
});

describe('A mail server that swallows connections', () => {
  it('makes one mail wait for its greeting, and the next ones fail at once', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => server.close() });
    const made = transport(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await caught(made.send(queued('first')));
    const since = performance.now();
    expect(await caught(made.send(queued('second')))).toMatchObject({ reason: 'ETIMEDOUT', endUnknown: false });
    expect(performance.now() - since).toBeLessThan(1_000);
  }, 30_000);
});
