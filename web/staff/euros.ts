/** « 1 250,50 € », « 120 € », from cents. */
export function inEuros(cents: number): string {
  const euros = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const rest = cents % 100;
  return `${euros}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}\u00a0€`;
}

/** « 1 234 », as a number is read in French. */
export const inFigures = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
