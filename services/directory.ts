import { plainWord } from './fields/typed-text.ts';
import type { KeysetPage } from './keyset.ts';

/** How to name, find and tell apart the things of a list that is read whole: people, certifications. */
export interface Directory<Item> {
  keyOf(item: Item): string;
  /** What it is sorted by. */
  nameOf(item: Item): string;
  /** What finds it, besides its name. */
  textOf(item: Item): string;
}

export interface DirectoryRequest {
  limit: number;
  /** The key of the last item of the page before. */
  after?: string;
  /** Words, each of which is somewhere in what finds an item, whatever its case and accents. */
  q?: string;
}

/** A page of those found, in the order of the French alphabet, and how many they are. */
export function pageByName<Item>(
  all: readonly Item[],
  { limit, after, q = '' }: DirectoryRequest,
  { keyOf, nameOf, textOf }: Directory<Item>,
): KeysetPage<Item> & { count: number } {
  const words = plainWord(q).split(' ').filter(Boolean);
  const found = all
    .map((item) => ({ item, key: keyOf(item), name: nameOf(item) }))
    .filter(({ item, name }) => isFound(plainWord(`${name} ${textOf(item)}`), words))
    .sort((a, b) => FRENCH.compare(a.name, b.name) || (a.key < b.key ? -1 : 1));
  // One that is gone meanwhile leads back to the beginning.
  const start = after === undefined ? 0 : found.findIndex(({ key }) => key === after) + 1;
  const page = found.slice(start, start + limit);
  const next = start + limit < found.length ? page.at(-1)!.key : null;
  return { items: page.map(({ item }) => item), next, count: found.length };
}

const FRENCH = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

const isFound = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));
