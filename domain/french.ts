/** « 1 minute », « 45 minutes », « 2 h », « 2 h 05 ». */
export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} minute${minutes > 1 ? 's' : ''}`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${(minutes - rest) / 60} h ${String(rest).padStart(2, '0')}`;
}

/** « 1 jour », « 3 jours ». */
export const days = (count: number): string => `${count} jour${count > 1 ? 's' : ''}`;

/** « 1 période ajoutée, 3 modifiées »: how many were found, a word for each kind; « aucune période » of none at all. */
export const periods = (counts: readonly [count: number, word: string][]): string => {
  const [first, ...others] = counts.filter(([count]) => count > 0);
  if (!first) return 'aucune période';
  const s = (count: number) => (count > 1 ? 's' : '');
  const inWords = ([count, word]: readonly [number, string]) => `${count} ${word}${s(count)}`;
  return [inWords([first[0], `période${s(first[0])} ${first[1]}`]), ...others.map(inWords)].join(', ');
};

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
