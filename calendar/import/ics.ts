import ICAL from 'ical.js';
import { zonesNamed } from './names.ts';
import { refuseCalendar } from './refusal.ts';
import type { CalendarRow, CalendarRows } from './row.ts';

/**
 * The events of the ministry's ICS. `DTEND` is exclusive, so it is the day class resumes. The zone is the event's
 * `LOCATION`, else what its texts say, else the calendar's name.
 * @throws RuleViolation `calendar.invalid` when it is no iCalendar, or is cut short.
 */
export function icsRows(text: string): CalendarRows {
  const calendar = parsed(text);
  const calendarName = textOf(calendar, 'x-wr-calname');
  const events = calendar.getAllSubcomponents('vevent');
  if (events.length === 0) refuseCalendar('Le fichier iCalendar ne contient aucun événement.');
  return {
    format: 'ministry-ics',
    rows: events.map((event, index) => rowOf(event, index + 1, calendarName)),
    remarks: [],
  };
}

function parsed(text: string): ICAL.Component {
  const cannotRead = 'Le fichier iCalendar ne peut pas être lu\u00a0: il est tronqué ou mal formé.';
  try {
    const content = ICAL.parse(text) as unknown[];
    if (content[0] === 'vcalendar') return new ICAL.Component(content);
  } catch {
    return refuseCalendar(cannotRead);
  }
  return refuseCalendar('Le fichier iCalendar doit contenir un seul calendrier.');
}

function rowOf(event: ICAL.Component, number: number, calendarName: string): CalendarRow {
  const summary = textOf(event, 'summary');
  return {
    where: `Événement ${number}`,
    path: `events.${number}`,
    description: summary,
    population: /enseignants/i.test(`${summary} ${textOf(event, 'description')}`) ? 'Enseignants' : '-',
    zones: zoneTextOf(event, calendarName),
    start: dayOf(event, 'dtstart'),
    end: dayOf(event, 'dtend'),
    schoolYear: '',
  };
}

function zoneTextOf(event: ICAL.Component, calendarName: string): string {
  const said = [textOf(event, 'location'), textOf(event, 'summary'), textOf(event, 'description'), calendarName];
  const candidates = said.map((text) => text.match(/\bzones?\b[^()]*$/i)?.[0].trim() ?? '');
  return candidates.find((text) => zonesNamed(text).length > 0) ?? said.find((text) => text !== '') ?? '';
}

const textOf = (component: ICAL.Component, name: string): string =>
  String(component.getFirstPropertyValue(name) ?? '').trim();

/** As written, `2026-07-04` or `2026-07-03T22:00:00Z`; read from the raw value, since the library mends wrong dates. */
function dayOf(event: ICAL.Component, name: string): string {
  const raw: unknown = event.getFirstProperty(name)?.toJSON()[3];
  return typeof raw === 'string' ? raw.trim() : '';
}
