import type { Child } from 'hono/jsx';
import { inFigures } from '../staff/euros.ts';
import { FilterInput } from '../staff/filter-field.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';

interface NameFilterProps {
  /** The address of the list. */
  action: string;
  label: string;
  q?: string;
  /** How many there are to find, all of them or those that filters let through. */
  count: number;
  /** Other filters are set. */
  isNarrowed?: boolean;
  /** Other filters. */
  children?: Child;
}

/** So few are seen at a glance. */
const FEW = 12;

/** Finds people and things by name in a list of many; what is looked for is in the address. */
export const NameFilter = ({ count, isNarrowed = false, ...filter }: NameFilterProps) =>
  count > FEW || isNarrowed || filter.q ? <Filter {...filter} /> : null;

const Filter = ({ action, label, q, children }: Omit<NameFilterProps, 'count' | 'isNarrowed'>) => (
  <search>
    <form method="get" action={action} class="filters">
      <div class="filter-row">
        <FilterInput name="q" type="search" label={label} value={q} />
        {children}
      </div>
      <Actions>
        <Button look="secondary">Filtrer</Button>
        <LinkButton href={action} look="quiet">
          Tout afficher
        </LinkButton>
      </Actions>
    </form>
  </search>
);

/** « 312 tuteurs ». */
export const Found = ({ count, one, many }: { count: number; one: string; many: string }) => (
  <p class="result-count">{`${inFigures(count)}\u00a0${count > 1 ? many : one}`}</p>
);
