import type { Child } from 'hono/jsx';
import { inFigures } from '../staff/euros.ts';
import { FilterInput } from '../staff/filter-field.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';

interface NameFilterProps {
  /** The address of the list. */
  action: string;
  label: string;
  q?: string;
  /** Other filters. */
  children?: Child;
}

/** Finds people and things by name in a list of many; what is looked for is in the address. */
export const NameFilter = ({ action, label, q, children }: NameFilterProps) => (
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
