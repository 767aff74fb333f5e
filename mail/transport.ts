import { createHash } from 'node:crypto';
import { createTransport as createMailer, type SendMailOptions, type Transporter } from 'nodemailer';
import type { MailTransport, QueuedMail } from '../activities/ports.ts';
import { sparing } from './silence.ts';

/** The mail server answered, and refused: this recipient, this message, or anything for now. Says its code and no more. */
export class MailRefused extends Error {
  readonly code = 'mail.refused';
  /** The SMTP reply code, 4xx or 5xx. */
  readonly status: number;
  /** The same message would be refused again (5xx). */
  readonly permanent: boolean;

  constructor(status: number) {
    super(`mail.refused ${status}`);
    this.name = 'MailRefused';
    this.status = status;
    this.permanent = status >= 500;
  }
}

/** No word from the mail server, or none that lets us in: down, too slow, TLS or password wrong. Says which and no more. */
export class MailUnreachable extends Error {
  readonly code = 'mail.unreachable';
  /** Such as `ETIMEDOUT`, `EAUTH`. */
  readonly reason: string;
  /** The whole message had been handed over: it may have been taken. */
  readonly endUnknown: boolean;

  constructor(reason: string, endUnknown = false) {
    super(`mail.unreachable ${reason}`);
    this.name = 'MailUnreachable';
    this.reason = reason;
    this.endUnknown = endUnknown;
  }
}

export interface TransportLog {
  debug(fields: object, message: string): void;
}

export interface TransportOptions {
  /** `smtp://` (STARTTLS when offered; `?requireTLS=true` insists) or `smtps://`, with user and password. */
  smtpUrl: string;
  /** « Nom <adresse> » or an address. */
  from: string;
  /** Told of each attempt; failures also reach the caller, whose business they are. */
  log?: TransportLog;
}

/** A mail server that can also be asked whether it is there, and let go. */
export interface ClosableTransport extends MailTransport {
  /** @throws MailRefused, MailUnreachable */
  verify(): Promise<void>;
  /** Lets the mails under way end; those that wait fail. */
  close(): void;
}

const SECOND_MS = 1000;

/**
 * The mail server at `smtpUrl`. `send` settles within the server's patience (10 s to connect, 10 s to greet, 20 s of
 * silence), tries once, and hands over the same bytes each time it is given the same mail. Five connections at most. After
 * a server that lets us wait in vain, the next mails fail at once for 5 s.
 * Errors hold a code: no name, address, host or text of the server.
 */
export function createTransport({ smtpUrl, from, log }: TransportOptions): ClosableTransport {
  const mailer = createMailer({
    url: smtpUrl,
    pool: true,
    maxConnections: 5,
    idleTimeout: SECOND_MS,
    // A connection lost in the middle is an attempt that failed: whoever asked counts it and asks again.
    maxRequeues: 0,
    connectionTimeout: 10 * SECOND_MS,
    greetingTimeout: 10 * SECOND_MS,
    socketTimeout: 20 * SECOND_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  mailer.use('stream', noteProgress);
  const handOver = async (mail: QueuedMail): Promise<void> => {
    const fields = { messageId: mail.messageId };
    const progress: Progress = { handedOver: false };
    try {
      const { rejected = [] } = await mailer.sendMail({ ...composed(mail, from), progress } as SendMailOptions);
      if (rejected.length > 0) throw new MailRefused(550);
      log?.debug(fields, 'Mail handed over');
    } catch (error) {
      const known = codeOnly(error, progress.handedOver);
      log?.debug({ ...fields, error: known.message }, 'Mail not handed over');
      throw known;
    }
  };
  return {
    send: sparing(handOver, (error) => error instanceof MailUnreachable && !error.endUnknown),
    async verify() {
      try {
        await mailer.verify();
      } catch (error) {
        throw codeOnly(error);
      }
    },
    close: () => mailer.close(),
  };
}

/** How far one attempt came. */
interface Progress {
  /** The connection has taken the message to its end: from here on the server may have it. */
  handedOver: boolean;
}

/**
 * Notes when a message has been read whole. The library itself does not tell: every connection lost, at whatever moment,
 * is the same error to it.
 */
const noteProgress: Parameters<Transporter['use']>[1] = ({ message, data }, done) => {
  const { progress } = data as { progress?: Progress };
  message.processFunc((input) => {
    input.once('end', () => {
      if (progress) progress.handedOver = true;
    });
    return input;
  });
  done();
};

/** Everything that nodemailer would draw by lot or take from the clock comes from the mail: date, identity, boundaries. */
function composed(mail: QueuedMail, from: string): SendMailOptions {
  return {
    from,
    to: { name: mail.to.name, address: mail.to.address },
    subject: mail.subject,
    messageId: mail.messageId,
    date: new Date(mail.queuedAt),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': 'fr',
    },
    text: mail.text,
    html: mail.html,
    ...(mail.calendar ? { icalEvent: { ...mail.calendar, filename: 'invitation.ics' } } : {}),
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 16),
  };
}

/** An error of nodemailer, whose message quotes addresses and the server, as one of ours. */
function codeOnly(error: unknown, handedOver = false): MailRefused | MailUnreachable {
  if (error instanceof MailRefused || error instanceof MailUnreachable) return error;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const refused = code === 'EENVELOPE' || code === 'EMESSAGE' || code === 'EPROTOCOL';
  if (refused && typeof responseCode === 'number' && responseCode >= 400) return new MailRefused(responseCode);
  const reason = typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'EUNKNOWN';
  return new MailUnreachable(reason, handedOver);
}
