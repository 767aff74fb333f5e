import { type HolidayPeriod, lastKnownDayOff } from '../../domain/calendar.ts';
import { addDays, daysBetween, inFrench, type PlainDate, weekday, yearOf } from '../../domain/dates.ts';

/** From 1 September to 31 August. */
export const schoolYearBounds = (schoolYear: string): { first: PlainDate; last: PlainDate } => ({
  first: `${schoolYear.slice(0, 4)}-09-01`,
  last: `${schoolYear.slice(5)}-08-31`,
});

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
const em = (lines: number): string => `${lines}em`;

/** Where a stretch of days lies within others, as shares; undefined outside of them. */
export function placeWithin(
  { first, last }: { first: PlainDate; last: PlainDate },
  from: PlainDate,
  to: PlainDate,
): { from: number; share: number } | undefined {
  if (to < first || from > last) return undefined;
  const whole = daysBetween(first, last) + 1;
  const begin = Math.max(0, daysBetween(first, from));
  const end = Math.min(whole, daysBetween(first, to) + 1);
  return { from: begin / whole, share: (end - begin) / whole };
}

const ROW = 2.6;
const INITIALS = ['S', 'O', 'N', 'D', 'J', 'F', 'M', 'A', 'M', 'J', 'J', 'A'];

/** The holidays of several zones in one school year, a line each from September to August. */
export const SchoolYearStrip = ({
  schoolYear,
  zones,
  own,
}: {
  schoolYear: string;
  zones: readonly { zone: string; periods: readonly HolidayPeriod[] }[];
  own: string;
}) => {
  const bounds = schoolYearBounds(schoolYear);
  const months = INITIALS.map((initial, index) => ({ initial, first: monthOfYear(schoolYear, index) }));
  return (
    <svg
      role="img"
      aria-label={`Les vacances scolaires ${schoolYear} par zone, de septembre à août\u00a0; le tableau ci-dessous donne les dates.`}
      class="strip"
      width="100%"
      height={em(zones.length * ROW + 1.5)}
    >
      {months.map(({ initial, first }) => {
        const place = placeWithin(bounds, first, addDays(first, 27));
        return (
          <text x={percent((place?.from ?? 0) + 0.5 / 12)} y={em(1)} text-anchor="middle" class="bar-figures">
            {initial}
          </text>
        );
      })}
      {zones.map(({ zone, periods }, index) => (
        <g>
          <text x="0" y={em(1.5 + index * ROW + 0.95)} class={zone === own ? 'bar-name own' : 'bar-name'}>
            {zone.length === 1 ? `Zone ${zone}` : zone}
          </text>
          <rect x="0" y={em(1.5 + index * ROW + 1.2)} width="100%" height={em(0.9)} class="bar-ground" />
          {periods.map((period) => {
            const place = placeWithin(bounds, period.firstDayOff, lastKnownDayOff(period));
            return place ? (
              <rect
                x={percent(place.from)}
                y={em(1.5 + index * ROW + 1.2)}
                width={percent(place.share)}
                height={em(0.9)}
                class={period.kind === 'bridge' ? 'tone-second' : zone === own ? 'tone-first' : 'tone-fifth'}
              />
            ) : null;
          })}
        </g>
      ))}
    </svg>
  );
};

const monthOfYear = (schoolYear: string, index: number): PlainDate => {
  const month = ((index + 8) % 12) + 1;
  const year = index < 4 ? schoolYear.slice(0, 4) : schoolYear.slice(5);
  return `${year}-${String(month).padStart(2, '0')}-01`;
};

interface DaysOff {
  periods: readonly HolidayPeriod[];
  publicHolidays: readonly PlainDate[];
}

/** What a day of a calendar is, for its colour. */
export function kindOfDay(
  date: PlainDate,
  { periods, publicHolidays }: DaysOff,
): 'public' | 'holiday' | 'bridge' | 'plain' {
  if (publicHolidays.includes(date)) return 'public';
  const off = periods.find((period) => period.firstDayOff <= date && date <= lastKnownDayOff(period));
  return off ? off.kind : 'plain';
}

/** The twelve months of a school year, for one zone. */
export const SchoolMonths = ({ schoolYear, ...off }: DaysOff & { schoolYear: string }) => (
  <div class="months">
    {INITIALS.map((_, index) => (
      <Month first={monthOfYear(schoolYear, index)} {...off} />
    ))}
  </div>
);

const CELL = { width: 22, height: 20 };

const Month = ({ first, ...off }: DaysOff & { first: PlainDate }) => {
  const name = `${inFrench(first).split(' ')[1]} ${yearOf(first)}`;
  const dates = datesOfMonth(first);
  const daysOff = dates.filter((date) => kindOfDay(date, off) === 'holiday').length;
  return (
    <figure>
      <figcaption>{name}</figcaption>
      <svg
        role="img"
        aria-label={`${name}\u00a0: ${daysOff === 0 ? 'pas de vacances' : `${daysOff}\u00a0jours de vacances`}`}
        viewBox={`0 0 ${7 * CELL.width} ${6 * CELL.height}`}
      >
        {dates.map((date, index) => (
          <Day date={date} place={index + weekday(first) - 1} kind={kindOfDay(date, off)} />
        ))}
      </svg>
    </figure>
  );
};

function datesOfMonth(first: PlainDate): PlainDate[] {
  const dates = Array.from({ length: 31 }, (_, index) => addDays(first, index));
  return dates.filter((date) => date.slice(0, 7) === first.slice(0, 7));
}

const Day = ({ date, place, kind }: { date: PlainDate; place: number; kind: ReturnType<typeof kindOfDay> }) => {
  const x = (place % 7) * CELL.width;
  const y = Math.floor(place / 7) * CELL.height;
  return (
    <>
      {kind === 'plain' ? null : (
        <rect x={x + 1} y={y + 1} width={CELL.width - 2} height={CELL.height - 2} rx="3" class={`day-${kind}`} />
      )}
      <text
        x={x + CELL.width / 2}
        y={y + CELL.height - 6}
        text-anchor="middle"
        class={kind === 'plain' ? (weekday(date) > 5 ? 'day-weekend' : 'day') : `day on-${kind}`}
      >
        {Number(date.slice(8))}
      </text>
    </>
  );
};
