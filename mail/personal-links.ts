import type { MailTransport, QueuedMail } from '../activities/ports.ts';

/** Where the token of a personal link goes: mails are kept with this instead, and so open nothing. */
const PLACE = '{lien-personnel}';
const QUERY = `?lien=${PLACE}`;

/** The address of a page, with the place of the token that lets its reader in. */
export const personal = (page: string): string => `${page}${QUERY}`;

/** What people wrote, without that place: a token put into an address of theirs would let in whoever they are. */
export const withoutPlace = (text: string): string => text.replaceAll(PLACE, '%7Blien-personnel%7D');

/**
 * Hands mails over with the tokens of their personal links: the same each time a mail is handed over, since `tokenOf` answers
 * the same for an id. A mail that has no personal link has the plain address of its page.
 */
export const withPersonalLinks = (transport: MailTransport, tokenOf: (id: string) => string): MailTransport => ({
  send: (mail) => transport.send(filledIn(mail, tokenOf)),
});

function filledIn(mail: QueuedMail, tokenOf: (id: string) => string): QueuedMail {
  const query = mail.personalLink ? `?lien=${tokenOf(mail.personalLink)}` : '';
  return { ...mail, text: mail.text.replaceAll(QUERY, query), html: mail.html.replaceAll(QUERY, query) };
}
