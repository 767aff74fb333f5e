import { daysBetween, inFrenchWithWeekday, type PlainDate } from '../../domain/dates.ts';
import { Badge } from './badge.tsx';

/** « dans 3 jours », « aujourd’hui », « il y a 2 jours ». */
export function fromToday(date: PlainDate, today: PlainDate): string {
  const count = daysBetween(today, date);
  if (count === 0) return 'aujourd’hui';
  if (count === 1) return 'demain';
  if (count === -1) return 'hier';
  return count > 0 ? `dans ${count}\u00a0jours` : `il y a ${-count}\u00a0jours`;
}

/** A date by which something is awaited: when, how long from now, and whether it has gone by. */
export const Due = ({
  date,
  today,
  overdue,
  provisional,
}: {
  date: PlainDate;
  today: PlainDate;
  overdue?: boolean;
  provisional?: boolean;
}) => (
  <span class="due">
    <time datetime={date}>{inFrenchWithWeekday(date)}</time> <span class="muted">({fromToday(date, today)})</span>
    {overdue ? (
      <>
        {' '}
        <Badge tone="danger">En retard</Badge>
      </>
    ) : null}
    {provisional ? (
      <>
        {' '}
        <Badge tone="warning">Provisoire</Badge>
      </>
    ) : null}
  </span>
);
