import { simpleParser } from 'mailparser';
import type { WorldMail } from './world.ts';

/** What a calendar program reads in the invitation that a mail carries. */
export interface Invitation {
  method: string;
  uid: string;
  sequence: number;
  /** In Paris: `20371105T100000`. */
  start: string;
  attendees: string[];
  location: string;
}

/** The calendar part of a mail. */
export async function invitationIn({ raw }: Pick<WorldMail, 'raw'>): Promise<Invitation> {
  const { attachments } = await simpleParser(raw);
  const part = attachments.find(({ contentType }) => contentType === 'text/calendar');
  if (!part) throw new Error('This mail carries no invitation.');
  const lines = part.content
    .toString('utf8')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT'));
  const value = (name: string, among = event) =>
    among.find((line) => line.split(/[:;]/, 1)[0] === name)?.replace(/^[^:]*:/, '') ?? '';
  return {
    method: value('METHOD', lines),
    uid: value('UID'),
    sequence: Number(value('SEQUENCE')),
    start: value('DTSTART'),
    attendees: event.flatMap((line) => (line.startsWith('ATTENDEE') ? (/mailto:(.*)$/i.exec(line)?.[1] ?? []) : [])),
    location: value('LOCATION'),
  };
}
