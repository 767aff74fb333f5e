import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: to whom, and as the bytes it was. */
export interface ReceivedMail {
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** A mail that was refused, and when, by the clock of the options. */
export interface RefusedMail {
  readonly raw: string;
  readonly at: string;
}

/** A real SMTP server that keeps what it is sent. */
export interface SmtpSink {
  /** For SMTP_URL. */
  readonly url: string;
  readonly port: number;
  /** Every accepted mail, in order. */
  readonly mails: ReceivedMail[];
  /** Every refused mail, each time it was. */
  readonly refused: RefusedMail[];
  /** While on, every mail is refused for now (451). */
  refuse(on: boolean): void;
  stop(): Promise<void>;
}

export interface SmtpOptions {
  readonly port?: number;
  /** Refuses for now (451) a mail for these recipients while it says so. */
  readonly failWhile?: (recipients: readonly string[]) => boolean;
  /** The time, for refusals; the system's when absent. */
  readonly clock?: () => Promise<string>;
}

/** As mail servers do, it quotes the address. */
function refusal(recipients: readonly string[]): Error {
  return Object.assign(new Error(`<${recipients.join()}>: try again later`), { responseCode: 451 });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a server on loopback, on a free port unless one is given. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  const refused: RefusedMail[] = [];
  const clock = options.clock ?? (async () => new Date().toISOString());
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      textOf(stream)
        .then(async (raw) => {
          if (refusing || options.failWhile?.(recipients)) {
            refused.push({ raw, at: await clock() });
            return done(refusal(recipients));
          }
          mails.push({ recipients, raw, mail: await simpleParser(raw) });
          done();
        })
        .catch(done);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    refused,
    refuse(on) {
      refusing = on;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
