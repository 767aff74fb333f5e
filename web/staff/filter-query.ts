import type { z } from '../../api/schemas.ts';
import { enrolmentFilters } from '../../services/enrolment-filters.ts';
import { withQuery } from '../paths.ts';

type Lenient = { [Name in keyof typeof enrolmentFilters]: z.ZodCatch<(typeof enrolmentFilters)[Name]> };

/** The filters that the API has, by the same names; on a page, what cannot be one narrows nothing. */
export const filterQuery = Object.fromEntries(
  Object.entries(enrolmentFilters).map(([name, field]) => [name, (field as z.ZodType).catch(undefined)]),
) as unknown as Lenient;

export type Filters = z.output<z.ZodObject<Lenient>>;

/** An address with the filters that are set. */
export const filteredPath = (path: string, filters: Filters, more: { cursor?: string } = {}): string =>
  withQuery(path, { ...filters, ...more });
