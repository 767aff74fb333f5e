/** One page of a list, and the key to go on after; null at the end. */
export interface KeysetPage<Item> {
  items: Item[];
  next: string | null;
}

export interface PageRequest {
  limit: number;
  /** The key of the last item of the page before. */
  after?: string;
}

/** Reads one more than asked for, to know whether there is a next page. */
export async function pageOf<Item>(
  list: (page: PageRequest) => Promise<Item[]>,
  { limit, after }: PageRequest,
  keyOf: (item: Item) => string,
): Promise<KeysetPage<Item>> {
  const found = await list({ limit: limit + 1, after });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? keyOf(items.at(-1)!) : null };
}

const AT_ONCE = 500;

/** A list that is short by nature, whole: the tutors, the users, the certifications. */
export async function everyItem<Item>(
  list: (page: PageRequest) => Promise<Item[]>,
  keyOf: (item: Item) => string,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let found: Item[] = []; ; ) {
    const last = found.at(-1);
    found = await list({ limit: AT_ONCE, after: last && keyOf(last) });
    all.push(...found);
    if (found.length < AT_ONCE) return all;
  }
}
