import type { Knex } from 'knex';

/** A text as it is looked for: small letters, without accents, single spaces. */
export const searchable = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** What finds an enrolment: names in both orders, e-mail address, reference. */
export const searchText = (enrolment: {
  reference: string;
  auditeur: { firstName: string; lastName: string; email: string };
}): string => {
  const { firstName, lastName, email } = enrolment.auditeur;
  return searchable(`${firstName} ${lastName} ${firstName} ${email} ${enrolment.reference}`);
};

/** Keeps the enrolments (`e`) that have every word of `q` somewhere in what finds them. */
export function whereFound(query: Knex.QueryBuilder, q: string): void {
  const words = searchable(q).split(' ').filter(Boolean).slice(0, 8);
  if (words.length === 0) return;
  query.whereIn('e.number', (found) => {
    found.from('enrolment_search').select('number');
    for (const word of words) found.where('text', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  });
}
