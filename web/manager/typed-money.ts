/** Cents as one would type them: « 120 », « 120,50 ». */
export const centsAsTyped = (cents: number): string =>
  cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2).replace('.', ',');
