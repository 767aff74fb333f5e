import type { Readable } from 'node:stream';
import type { Backend } from '../backend.ts';
import { IMPORT_COLUMNS } from './columns.ts';

/** A file with every heading that an import knows, for staff to fill in: an example in it could be imported by mistake. */
export const importTemplate = ({ tables }: Pick<Backend, 'tables'>): Readable =>
  tables.csv({
    name: 'Inscriptions',
    columns: IMPORT_COLUMNS.map(({ title }) => ({ title, kind: 'text' })),
    rows: NONE,
  });

const NONE: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};
