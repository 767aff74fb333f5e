import { z } from '../services/fields/fields.ts';

/** `?limit=` and `?cursor=` of every list. */
export const page = {
  limit: z.coerce.number<string>().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

/** The answer of every list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export * from '../services/fields/fields.ts';
