import { TZDate } from '@date-fns/tz';
import { type Instant, inFrenchWithWeekday, type PlainDate } from '../domain/dates.ts';

const PARIS = 'Europe/Paris';

/** The civil date in Paris at `instant`. */
export function parisDate(instant: Instant): PlainDate {
  const wall = new TZDate(instant, PARIS);
  return [wall.getFullYear(), wall.getMonth() + 1, wall.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** The wall clock in Paris at `instant`: « 14 h 30 », « 9 h ». */
export function parisHour(instant: Instant): string {
  const wall = new TZDate(instant, PARIS);
  const minutes = wall.getMinutes();
  return minutes === 0 ? `${wall.getHours()} h` : `${wall.getHours()} h ${String(minutes).padStart(2, '0')}`;
}

/** « jeudi 5 novembre 2026 à 14 h 30 », in Paris. */
export const dayAndHour = (instant: Instant): string =>
  `${inFrenchWithWeekday(parisDate(instant))} à ${parisHour(instant)}`;

/** « 45 minutes », « 2 h », « 2 h 05 ». */
export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${(minutes - rest) / 60} h ${String(rest).padStart(2, '0')}`;
}

/** « 1 jour », « 3 jours ». */
export const days = (count: number): string => `${count} jour${count > 1 ? 's' : ''}`;

const elides = (name: string): boolean => /^[aeiouyh]/i.test(name.normalize('NFD'));

/** « de Marc », « d’Élise ». */
export const de = (name: string): string => (elides(name) ? `d’${name}` : `de ${name}`);

/** « que Marc », « qu’Élise ». */
export const que = (name: string): string => (elides(name) ? `qu’${name}` : `que ${name}`);

/** An explanation kept for the file, without the numbers of our rules, which mean nothing to a reader. */
export const withoutRuleNumbers = (explanation: string): string =>
  explanation.replace(/\s\(R\d+\)/g, '').replace(/\(R\d+\s?:\s/g, '(');

const NBSP = '\u00a0';

/** Sets the spaces that French wants unbreakable: before : ; ? ! », after «, between a number and its unit. */
export const typeset = (text: string): string =>
  text
    .replace(/ ([:;?!»])/g, `${NBSP}$1`)
    .replace(/« /g, `«${NBSP}`)
    .replace(/(\d) (h|€|minutes?|jours?|semaines?|pages?|Mio)(?![\p{L}])/gu, `$1${NBSP}$2`)
    .replace(/h (\d\d)(?!\d)/g, `h${NBSP}$1`);
