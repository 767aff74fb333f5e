import ICAL from 'ical.js';
import type { MailContext } from '../../activities/ports.ts';
import type { MailFacts, MailRecipient } from '../../domain/mails.ts';
import { INVENTED, ON } from '../../mail/previews/invented.ts';
import { writeMail } from '../../mail/write-mail.ts';

const WINTER = { startsAt: '2026-11-05T13:30:00.000Z', date: '2026-11-05', sequence: 0 };
const SUMMER = { startsAt: '2026-06-18T06:00:00.000Z', date: '2026-06-18', sequence: 3 };
type Why = MailFacts['meeting_called_off']['why'];

const booked = (meeting = WINTER, to: MailRecipient = 'auditeur', context: MailContext = INVENTED, moved = false) =>
  writeMail({ name: 'meeting_booked', to, facts: { meeting, moved } }, context, ON).calendar!;
const calledOff = (meeting = WINTER, to: MailRecipient = 'auditeur', why: Why = 'called_off') =>
  writeMail({ name: 'meeting_called_off', to, facts: { meeting, why } }, INVENTED, ON).calendar!;

function read({ content }: { content: string }) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const vevent = calendar.getFirstSubcomponent('vevent')!;
  const instant = (name: string) => {
    const time = vevent.getFirstPropertyValue(name) as InstanceType<typeof ICAL.Time>;
    const zoned = time.clone();
    zoned.zone = zone;
    return { wall: time.toString(), utc: zoned.toJSDate().toISOString() };
  };
  return { calendar, vevent, instant, value: (name: string) => String(vevent.getFirstPropertyValue(name)) };
}

describe('R10: the invitation to the first meeting', () => {
  it('is at the right hour in winter and in summer, for 30 minutes', () => {
    expect(read(booked(WINTER)).instant('dtstart')).toEqual({ wall: '2026-11-05T14:30:00', utc: WINTER.startsAt });
    expect(read(booked(WINTER)).instant('dtend').utc).toBe('2026-11-05T14:00:00.000Z');
    expect(read(booked(SUMMER)).instant('dtstart')).toEqual({ wall: '2026-06-18T08:00:00', utc: SUMMER.startsAt });
    expect(read(booked(SUMMER)).vevent.getFirstProperty('dtstart')!.getParameter('tzid')).toBe('Europe/Paris');
  });

  it.each([
    ['the Friday before summer time', '2027-03-26T07:00:00.000Z', '2027-03-26T08:00:00'],
    ['the Monday of summer time', '2027-03-29T06:00:00.000Z', '2027-03-29T08:00:00'],
    ['the Friday before winter time', '2026-10-23T16:30:00.000Z', '2026-10-23T18:30:00'],
    ['the Monday of winter time', '2026-10-26T17:30:00.000Z', '2026-10-26T18:30:00'],
  ])('is right on %s', (_, startsAt, wall) => {
    const { instant } = read(booked({ startsAt, date: startsAt.slice(0, 10), sequence: 0 }));
    expect(instant('dtstart')).toEqual({ wall, utc: startsAt });
  });

  it('keeps one UID, and the SEQUENCE of the meeting, from booking to cancellation', () => {
    const first = read(booked(WINTER));
    const moved = read(booked(SUMMER, 'auditeur', INVENTED, true));
    const off = read(calledOff({ ...SUMMER, sequence: 4 }));
    expect(new Set([first, moved, off].map(({ value }) => value('uid')))).toEqual(
      new Set([`meeting-${INVENTED.enrolmentId}@jalons`]),
    );
    expect([first, moved, off].map(({ value }) => value('sequence'))).toEqual(['0', '3', '4']);
  });

  it('requests, then cancels', () => {
    expect(booked().method).toBe('REQUEST');
    expect(read(booked()).calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(read(booked()).value('status')).toBe('CONFIRMED');
    expect(calledOff().method).toBe('CANCEL');
    expect(read(calledOff()).calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(read(calledOff()).value('status')).toBe('CANCELLED');
  });

  it('has the centre as organizer, the auditeur and the tutor as attendees, the link as place', () => {
    const { vevent, value } = read(booked());
    expect(value('organizer')).toBe('mailto:gestion@cnam.exemple.fr');
    expect(vevent.getFirstProperty('organizer')!.getParameter('cn')).toBe('Cnam Pays de la Loire');
    const attendees = vevent.getAllProperties('attendee');
    expect(attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([
      'mailto:elise.martin@exemple.fr',
      'mailto:marc.legoff@exemple.fr',
    ]);
    expect(attendees.map((one) => [one.getParameter('cn'), one.getParameter('rsvp')])).toEqual([
      ['Élise Martin', 'TRUE'],
      ['Marc Le Goff', 'TRUE'],
    ]);
    expect(value('location')).toBe(INVENTED.videoUrl);
    expect(value('description')).toContain(`${ON.publicUrl}/dossiers/${INVENTED.enrolmentId}`);
  });

  it('is stamped with the instant of the mail, in UTC', () => {
    expect(booked().content).toContain('\r\nDTSTAMP:20261020T090000Z\r\n');
  });

  it('goes to the two who meet, and to nobody else', () => {
    expect(booked(WINTER, 'tutor')).toEqual(booked(WINTER, 'auditeur'));
    for (const to of ['staff', 'manager'] as const) {
      expect(booked(WINTER, to)).toBeUndefined();
      expect(calledOff(WINTER, to)).toBeUndefined();
    }
    expect(
      writeMail({ name: 'meeting_reminder', to: 'auditeur', facts: { meeting: WINTER } }, INVENTED, ON).calendar,
    ).toBeUndefined();
  });

  it('R31: is cancelled for the tutor replaced, not for the new one', () => {
    for (const to of ['auditeur', 'former_tutor'] as const) {
      const { content } = calledOff(WINTER, to, 'tutor_replaced');
      expect(content).toContain('anne.dubois@exemple.fr');
      expect(content).not.toContain('marc.legoff@exemple.fr');
    }
  });

  it.each([booked(), calledOff()])('is made of CRLF lines of 75 octets at most', ({ content }) => {
    expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(content.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });

  it('holds what people typed as text', () => {
    const context: MailContext = {
      ...INVENTED,
      activityUnitTitle: `Rapport, activité ; ${'é'.repeat(120)} \\n`,
      auditeur: { ...INVENTED.auditeur, firstName: 'Zoé "Zo"', lastName: 'Martin\r\nATTENDEE:mailto:x@exemple.fr' },
      videoUrl: undefined,
    };
    const { content } = booked(WINTER, 'auditeur', context);
    expect(content.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    const { vevent, value } = read({ content });
    expect(vevent.getAllProperties('attendee')).toHaveLength(2);
    expect(vevent.getFirstProperty('attendee')!.getParameter('cn')).toContain('Zoé ’Zo’ Martin');
    expect(value('description')).toContain(`Rapport, activité\u00a0; ${'é'.repeat(120)} \\n`);
    expect(value('location')).toBe('Visioconférence');
  });
});
