import { existsSync, readFileSync } from 'node:fs';
import { calendarAfter, compareCalendars } from '../../../calendar/import/compare.ts';
import { readCalendar } from '../../../calendar/import/read.ts';
import { shippedCalendar } from '../../../calendar/shipped.ts';
import { correctionDeadline } from '../../../domain/correction.ts';

/** The ministry's real files are not part of the repository; they are read from beside it where they are. */
const folder = new URL('../../../../shared/calendar/official/', import.meta.url);
const csvFile = new URL('fr-en-calendrier-scolaire.csv', folder);
const icsFile = new URL('Zone-B.ics', folder);
const present = existsSync(csvFile) && existsSync(icsFile);
const whenPresent = present ? describe : describe.skip;
if (!present) console.warn(`The ministry’s real files are absent from ${folder.pathname}: their tests are skipped.`);

whenPresent(`the ministry’s real files${present ? '' : ` (ABSENT: not found in ${folder.pathname}, skipped)`}`, () => {
  const shipped = shippedCalendar();
  const holidays = shipped.filter(({ kind }) => kind === 'holiday');
  const read = (file: URL) => readCalendar(readFileSync(file));
  const apiOf = (file: URL) => {
    const [, ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
    const utc = (text: string) => new Date(text).toISOString().replace('.000Z', '+00:00');
    return lines.map((line) => {
      const [description, population, start, end, location, zones, annee_scolaire] = line.split(';') as string[];
      return { description, population, start_date: utc(start!), end_date: utc(end!), location, zones, annee_scolaire };
    });
  };

  it('give, in CSV, every shipped holiday before June 2026 with the same dates', () => {
    const periods = read(csvFile).periods;
    const before = holidays.filter(({ firstDayOff }) => firstDayOff < '2026-06-01');
    expect(before).toHaveLength(42);
    for (const period of before) expect(periods).toContainEqual(period);
  });

  it('give, in CSV, five holidays a zone and a year, and the summer of 2026 open', () => {
    const { format, periods } = read(csvFile);
    expect(format).toBe('ministry-csv');
    expect(periods.filter(({ kind }) => kind === 'holiday')).toHaveLength(3 * 9 * 5);
    const open = periods.filter(({ returnDay }) => returnDay === null);
    expect(open.map(({ zone, firstDayOff }) => `${zone} ${firstDayOff}`)).toEqual(
      ['A', 'B', 'C'].map((zone) => `${zone} 2026-07-04`),
    );
  });

  it('say the same in JSON, whose UTC instants are Paris midnights', () => {
    const records = apiOf(csvFile);
    const fromJson = readCalendar(Buffer.from(JSON.stringify({ total_count: records.length, results: records })));
    expect(fromJson.periods).toEqual(read(csvFile).periods);
  });

  it('say the same holidays of zone B in ICS', () => {
    const zoneB = (file: URL) => read(file).periods.filter(({ zone, kind }) => zone === 'B' && kind === 'holiday');
    expect(zoneB(icsFile)).toEqual(zoneB(csvFile));
  });

  it('leave aside the teachers and the other territories, and nothing else', () => {
    const reasons = new Set([...read(csvFile).ignored, ...read(icsFile).ignored].map(({ reason }) => reason));
    expect([...reasons].sort()).toEqual(['concerne les enseignants', 'hors des zones A, B et C']);
  });

  it.each([csvFile, icsFile])(
    'change no shipped holiday, add the years before, and nothing the second time',
    (file) => {
      const imported = read(file);
      const comparison = compareCalendars(shipped, imported);
      expect(comparison.changed.every(({ before }) => before.kind === 'bridge')).toBe(true);
      expect(comparison.added.every(({ firstDayOff }) => firstDayOff < '2023-10-01')).toBe(true);
      const after = calendarAfter(shipped, comparison);
      const again = compareCalendars(after, imported);
      expect([again.added, again.changed]).toEqual([[], []]);
      expect(correctionDeadline({ receivedOn: '2026-08-31', zone: 'B', periods: after }).date).toBe('2026-10-12');
      expect(correctionDeadline({ receivedOn: '2026-09-01', zone: 'B', periods: after })).toMatchObject({
        date: '2026-09-29',
        provisional: false,
      });
    },
  );

  it('alone do not know September 2026: four weeks, provisional (R14)', () => {
    const periods = read(csvFile).periods;
    const deadline = correctionDeadline({ receivedOn: '2026-09-01', zone: 'B', periods });
    expect(deadline).toMatchObject({ date: '2026-09-29', provisional: true });
  });

  it('are refused whole when cut short', () => {
    for (const file of [csvFile, icsFile]) {
      const content = readFileSync(file);
      expect(() => readCalendar(content.subarray(0, content.length - 40))).toThrow(/tronqué|refusé en entier/);
    }
  });
});
