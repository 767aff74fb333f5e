import type { QueuedMail } from '../../activities/ports.ts';
import { describeMail } from '../../domain/mail-names.ts';
import type { MailRequest } from '../../domain/mails.ts';
import { writeAccessMail } from '../access-mail.ts';
import { withoutPlace } from '../personal-links.ts';
import { writeMail } from '../write-mail.ts';
import { ACCESS, INVENTED, ON } from './invented.ts';
import { SPECIMENS } from './specimens.ts';

/** As services see it (MailPreview). */
interface Preview {
  id: string;
  description: string;
  to: string;
  subject: string;
  text: string;
  body: string;
  hasInvitation: boolean;
}

/** Writes the previews once, when they are first asked for. */
export function createMailPreviews(): {
  list(): readonly Preview[];
  find(id: string): Preview | undefined;
  stylesheet(): string;
} {
  const classes = new Map<string, string>();
  const numbered = countingFrom1();
  let written: Preview[] | undefined;
  const shown = (mail: Written): Preview => ({
    id: numbered(mail.kind),
    description: mail.description,
    to: `${mail.to.name} <${mail.to.address}>`,
    subject: mail.subject,
    text: withAnExampleLink(mail.text),
    body: styledByClass(withAnExampleLink(bodyOf(mail.html)), classes),
    hasInvitation: mail.calendar !== undefined,
  });
  const all = () => {
    written ??= [...ofTheProcess(), ...ofAccess()].map(shown);
    return written;
  };
  return {
    list: all,
    find: (id) => all().find((preview) => preview.id === id),
    stylesheet() {
      all();
      return [...classes].map(([style, name]) => `.mail-preview .${name}{${style}}`).join('\n');
    },
  };
}

interface Written extends Omit<QueuedMail, 'key' | 'messageId' | 'queuedAt'> {
  kind: string;
  description: string;
}

const ofTheProcess = (): Written[] =>
  SPECIMENS.map(({ request, at }) => ({
    ...writeMail(request, INVENTED, { ...ON, at }),
    kind: kindOf(request),
    description: describeMail(request),
  }));

/** Those that the server sends to somebody who asks to be let in. */
const ofAccess = (): Written[] =>
  ACCESS.map(({ kind, description, mail }) => ({ ...writeAccessMail(mail), kind, description }));

/** « reminder-report », « avis-given »: what an address calls a mail. */
const kindOf = (request: MailRequest): string =>
  (request.name === 'reminder' ? `reminder-${request.facts.wait}` : request.name).replaceAll('_', '-');

/** Adds to each name how often it has come: « avis-given-2 ». */
function countingFrom1(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name}-${count}`;
  };
}

/** A personal link has its secret when the mail is handed over: here, none. */
const withAnExampleLink = (text: string): string => withoutPlace(text).replaceAll('%7Blien-personnel%7D', 'exemple');

/** What is shown of a mail in a page, which breaks no telephone number over two lines. */
const bodyOf = (html: string): string =>
  (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '').replace(
    /(<a href="tel:[^>]*>)([^<]*)/g,
    (_, link: string, number: string) => link + number.replaceAll(' ', '&nbsp;'),
  );

/** The same HTML with a class for each style: mails need them in their text, pages may not have them there. */
const styledByClass = (html: string, classes: Map<string, string>): string =>
  html.replace(/ style="([^"]*)"/g, (_, style: string) => {
    const name = classes.get(style) ?? `m${classes.size + 1}`;
    classes.set(style, name);
    return ` class="${name}"`;
  });
