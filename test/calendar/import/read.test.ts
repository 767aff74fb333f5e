import { readCalendar } from '../../../calendar/import/read.ts';
import { RuleViolation } from '../../../domain/errors.ts';

const HEADER = 'Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire';
const row = (...cells: string[]) => cells.join(';');
const CHRISTMAS = row(
  'Vacances de Noël',
  '-',
  '2026-12-19T00:00:00+01:00',
  '2027-01-04T00:00:00+01:00',
  'Nantes',
  'Zone B',
  '2026-2027',
);
const csv = (...rows: string[]) => Buffer.from(`\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`);
const json = (content: unknown) => Buffer.from(JSON.stringify(content));
const ics = (events: string[], head: string[] = ['X-WR-CALNAME:Calendrier scolaire - Zone B']) =>
  Buffer.from(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      ...head,
      ...events.flatMap((event) => ['BEGIN:VEVENT', ...event.split('|'), 'END:VEVENT']),
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
const ours = (...rows: string[]) =>
  Buffer.from(`${['zone,school_year,name,first_day_off,return_day,kind,status', ...rows].join('\n')}\n`);

const christmasB = {
  zone: 'B',
  schoolYear: '2026-2027',
  name: 'Vacances de Noël',
  firstDayOff: '2026-12-19',
  returnDay: '2027-01-04',
  kind: 'holiday',
};
const record = {
  description: 'Vacances de Noël',
  population: '-',
  start_date: '2026-12-18T23:00:00+00:00',
  end_date: '2027-01-03T23:00:00+00:00',
  location: 'Nantes',
  zones: 'Zone B',
  annee_scolaire: '2026-2027',
};

function refusal(content: Buffer): RuleViolation {
  try {
    readCalendar(content);
  } catch (error) {
    if (error instanceof RuleViolation) return error;
    throw error;
  }
  throw new Error('the file was taken');
}

describe('the format of a calendar, recognised by its content', () => {
  it.each([
    ['the ministry’s CSV', csv(CHRISTMAS), 'ministry-csv'],
    ['the same without byte-order mark', Buffer.from(`${HEADER}\n${CHRISTMAS}\n`), 'ministry-csv'],
    [
      'the same with the names of the API',
      Buffer.from(
        `description;population;start_date;end_date;location;zones;annee_scolaire\n${CHRISTMAS.replaceAll('+01:00', '')}\n`,
      ),
      'ministry-csv',
    ],
    ['the API’s records', json({ records: [record] }), 'ministry-json'],
    ['the API’s v2.1 results', json({ total_count: 1, results: [record] }), 'ministry-json'],
    ['the API’s v1 records', json({ nhits: 1, records: [{ recordid: 'x', fields: record }] }), 'ministry-json'],
    ['the API’s v2.0 records', json({ records: [{ record: { id: 'x', fields: record } }] }), 'ministry-json'],
    ['the JSON export', json([record]), 'ministry-json'],
    ['our own CSV', ours('B,2026-2027,Vacances de Noël,2026-12-19,2027-01-04,holiday,official'), 'jalons-csv'],
    [
      'the ministry’s ICS',
      ics(['DTSTART;VALUE=DATE:20261219|DTEND;VALUE=DATE:20270104|SUMMARY:Vacances de Noël|LOCATION:Zone B']),
      'ministry-ics',
    ],
    [
      'an ICS of instants, its zone in the calendar’s name',
      ics(['DTSTART:20261218T230000Z|DTEND;TZID=Europe/Paris:20270104T000000|SUMMARY:Vacances de Noël']),
      'ministry-ics',
    ],
  ])('%s', (_, content, format) => {
    expect(readCalendar(content)).toEqual({ format, periods: [christmasB], ignored: [] });
  });
});

describe('what a row of the ministry’s means', () => {
  it('is told once a zone, however many académies repeat it', () => {
    const rennes = CHRISTMAS.replace('Nantes', 'Rennes');
    const lyon = CHRISTMAS.replace('Nantes', 'Lyon').replace('Zone B', 'Zone A');
    expect(readCalendar(csv(CHRISTMAS, rennes, lyon)).periods).toEqual([{ ...christmasB, zone: 'A' }, christmasB]);
  });

  it('stands for each of the zones it names', () => {
    const all = readCalendar(json([{ ...record, zones: 'Zones A, B et C' }])).periods;
    expect(all.map(({ zone }) => zone)).toEqual(['A', 'B', 'C']);
  });

  it('leaves aside teachers, returns, parts of the pupils and other territories, each with its reason', () => {
    const rows = [
      row("Vacances d'Été", 'Enseignants', '2026-07-04', '2026-08-31', 'Nantes', 'Zone B', '2025-2026'),
      row("Vacances d'Été", 'Enseignants', '2026-07-04', '2026-08-31', 'Rennes', 'Zone B', '2025-2026'),
      row('Rentrée scolaire des élèves', '-', '2026-09-01', '2026-09-01', 'Nantes', 'Zone B', '2026-2027'),
      row('Vacances de Noël', 'Premier degré', '2026-12-18', '2027-01-04', 'Nantes', 'Zone B', '2026-2027'),
      row('Vacances de Carnaval', '-', '2027-02-07', '2027-02-19', 'Martinique', 'Martinique', '2026-2027'),
    ];
    const { periods, ignored } = readCalendar(csv(CHRISTMAS, ...rows));
    expect(periods).toEqual([christmasB]);
    expect(ignored).toEqual([
      { what: "Vacances d'Été (Enseignants)", reason: 'concerne les enseignants', count: 2, where: 'Ligne 3' },
      {
        what: 'Rentrée scolaire des élèves',
        reason: 'une rentrée n’est pas un jour sans classe',
        count: 1,
        where: 'Ligne 5',
      },
      {
        what: 'Vacances de Noël (Premier degré)',
        reason: 'ne concerne qu’une partie des élèves',
        count: 1,
        where: 'Ligne 6',
      },
      { what: 'Martinique', reason: 'hors des zones A, B et C', count: 1, where: 'Ligne 7' },
    ]);
  });

  it('is an open summer when « Début des Vacances d’Été » has no length', () => {
    const begin = row("Début des Vacances d'Été", '-', '2026-07-04', '2026-07-04', 'Nantes', 'Zone B', '2025-2026');
    expect(readCalendar(csv(begin)).periods).toEqual([
      {
        zone: 'B',
        schoolYear: '2025-2026',
        name: 'Vacances d’été',
        firstDayOff: '2026-07-04',
        returnDay: null,
        kind: 'holiday',
      },
    ]);
  });

  it('closes the summer when the same file gives its return, in whatever order', () => {
    const begin = row("Début des Vacances d'Été", '-', '2026-07-04', '2026-07-04', 'Nantes', 'Zone B', '2025-2026');
    const whole = row("Vacances d'Été", 'Élèves', '2026-07-04', '2026-09-01', 'Nantes', 'Zone B', '2025-2026');
    for (const content of [csv(begin, whole), csv(whole, begin)]) {
      expect(readCalendar(content).periods).toMatchObject([{ firstDayOff: '2026-07-04', returnDay: '2026-09-01' }]);
    }
  });

  it('is a bridge by its name, a single day off otherwise; neither are holidays', () => {
    const bridge = row("Pont de l'Ascension", '-', '2027-05-07', '2027-05-07', 'Nantes', 'Zone B', '2026-2027');
    const dayOff = row('Journée vaquée', '-', '2027-03-01', '2027-03-01', 'Nantes', 'Zone B', '2026-2027');
    expect(readCalendar(csv(bridge, dayOff)).periods).toMatchObject([
      { name: 'Journée vaquée (1er mars 2027)', firstDayOff: '2027-03-01', returnDay: '2027-03-02', kind: 'bridge' },
      { name: 'Pont de l’Ascension', firstDayOff: '2027-05-07', returnDay: '2027-05-08', kind: 'bridge' },
    ]);
  });

  it('says when the file is only a page of the API', () => {
    expect(readCalendar(json({ total_count: 2081, results: [record] })).ignored).toEqual([
      {
        what: 'Fichier',
        reason: 'ce fichier est une page\u00a0: 1 enregistrements sur 2081',
        count: 1,
        where: 'Fichier',
      },
    ]);
  });

  it('keeps winter and spring apart', () => {
    const winter = ours(
      'B,2026-2027,Vacances d’Hiver,2027-02-20,2027-03-08,holiday,official',
      'B,2026-2027,VACANCES DE PRINTEMPS,2027-04-17,2027-05-03,holiday,official',
    );
    expect(readCalendar(winter).periods.map(({ name }) => name)).toEqual(['Vacances d’hiver', 'Vacances de printemps']);
  });
});

describe('nonsense is refused whole, with calendar.invalid', () => {
  const christmas = (cells: Partial<Record<'name' | 'start' | 'end' | 'zone' | 'year', string>>) =>
    row(
      cells.name ?? 'Vacances de Noël',
      '-',
      cells.start ?? '2026-12-19',
      cells.end ?? '2027-01-04',
      'Nantes',
      cells.zone ?? 'Zone B',
      cells.year ?? '2026-2027',
    );
  const event = (lines: string) => `${lines}|SUMMARY:Vacances de Noël|LOCATION:Zone B`;

  it.each([
    ['an empty file', Buffer.from(''), /vide/],
    ['blanks only', Buffer.from('\ufeff \n\n'), /vide/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), /UTF-8/],
    ['a CSV in Windows’ encoding', Buffer.from(`${HEADER}\n${CHRISTMAS}`, 'latin1'), /UTF-8/],
    ['a text', Buffer.from('Bonjour,\nvoici le calendrier.\n'), /Format non reconnu/],
    ['an HTML page', Buffer.from('<!doctype html><title>Erreur</title>'), /Format non reconnu/],
    ['a header without rows', csv(), /aucune période/],
    ['only other territories', csv(christmas({ zone: 'Corse' })), /aucune période/],
    ['no JSON list', json({ error: 'not found' }), /liste d’enregistrements/],
    ['an empty JSON list', json({ total_count: 0, results: [] }), /aucune période/],
    ['a truncated JSON', json([record]).subarray(0, -10), /tronqué/],
    ['a JSON list of something else', json([1, null]), /Enregistrement 1.*description/],
    [
      'a truncated ICS',
      ics([event('DTSTART;VALUE=DATE:20261219|DTEND;VALUE=DATE:20270104')]).subarray(0, -18),
      /tronqué/,
    ],
    ['an ICS without events', ics([]), /aucun événement/],
    ['an ICS with a wrong date', ics([event('DTSTART;VALUE=DATE:20260230|DTEND;VALUE=DATE:20270104')]), /illisible/],
    [
      'an ICS without a zone',
      ics(['DTSTART;VALUE=DATE:20261219|DTEND;VALUE=DATE:20270104|SUMMARY:Noël'], []),
      /aucune période/,
    ],
    ['a missing column', Buffer.from(`${HEADER.replace(';Zones', '')}\n`), /Colonnes absentes.*zones/],
    ['a line cut short', csv(CHRISTMAS, 'Vacances de Noël;-;2026-12-19'), /Ligne 3.*3 colonnes au lieu de 7/],
    ['a quote left open', csv(CHRISTMAS, `"${christmas({})}`), /ne peut pas être lu/],
    ['a zone that does not exist', csv(christmas({ zone: 'Zone D' })), /zone inconnue/],
    ['no name', csv(christmas({ name: '' })), /nom de la période absent/],
    ['no start', csv(christmas({ start: '' })), /date de début absente/],
    ['30 February', csv(christmas({ start: '2027-02-30', end: '2027-03-08' })), /date de début illisible/],
    ['words for a date', csv(christmas({ end: 'janvier' })), /date de fin illisible/],
    ['a return before the start', csv(christmas({ end: '2026-12-18' })), /précède/],
    ['holidays longer than 100 days', csv(christmas({ end: '2027-03-30' })), /101 jours/],
    ['an absurd year', csv(christmas({ start: '1026-12-19', end: '1027-01-04', year: '1026-1027' })), /absurde/],
    ['a school year of another date', csv(christmas({ year: '2025-2026' })), /année scolaire 2025-2026/],
    [
      'an open summer in winter',
      csv(christmas({ name: "Début des Vacances d'Été", end: '2026-12-19' })),
      /ne peut pas commencer/,
    ],
    [
      'an open end that is no summer',
      csv(christmas({ name: 'Début des Vacances de Noël', end: '2026-12-19' })),
      /seul l’été/,
    ],
    ['our CSV without a return', ours('B,2026-2027,Vacances de Noël,2026-12-19,,holiday,official'), /seul l’été/],
    ['our CSV with another kind', ours('B,2026-2027,Noël,2026-12-19,2027-01-04,fête,official'), /nature inconnue/],
    ['two académies that disagree', csv(CHRISTMAS, christmas({ end: '2027-01-05' })), /contredit la ligne 2/],
    [
      'two holidays that overlap',
      csv(CHRISTMAS, christmas({ name: "Vacances d'Hiver", start: '2027-01-03', end: '2027-01-20' })),
      /se chevauchent/,
    ],
  ])('%s', (_, content, message) => {
    const refused = refusal(content);
    expect(refused.code).toBe('calendar.invalid');
    expect(refused.message).toMatch(message);
  });

  it('takes holidays of exactly 100 days, and two that touch', () => {
    expect(readCalendar(csv(christmas({ end: '2027-03-29' }))).periods).toHaveLength(1);
    const next = christmas({ name: "Vacances d'Hiver", start: '2027-01-04', end: '2027-01-20' });
    expect(readCalendar(csv(CHRISTMAS, next)).periods).toHaveLength(2);
  });

  it('tells every mistake with its line', () => {
    const { message, errors } = refusal(csv(CHRISTMAS, christmas({ start: 'x' }), christmas({ zone: 'Zone Z' })));
    expect(message).toMatch(/refusé en entier\u00a0: 2 erreurs/);
    expect(errors.map(({ path }) => path)).toEqual(['lines.3', 'lines.4']);
    expect(errors.every(({ code }) => code === 'calendar.invalid')).toBe(true);
  });

  it('details at most 100 mistakes', () => {
    const { message, errors } = refusal(csv(...Array.from({ length: 300 }, () => christmas({ start: 'x' }))));
    expect(message).toMatch(/300 erreurs/);
    expect(errors).toHaveLength(100);
  });
});
