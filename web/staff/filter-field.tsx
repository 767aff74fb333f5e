import type { Child } from 'hono/jsx';

interface FilterProps {
  name: string;
  label: Child;
  value?: string;
}

const idOf = (name: string): string => `filtre-${name}`;

/** One of a list, or all. */
export const FilterSelect = ({
  name,
  label,
  value = '',
  all,
  options,
}: FilterProps & { all: string; options: readonly { value: string; label: string }[] }) => (
  <div class="filter">
    <label for={idOf(name)}>{label}</label>
    <select id={idOf(name)} name={name}>
      <option value="">{all}</option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
);

/** A text or a date to narrow by. */
export const FilterInput = ({ name, label, value = '', type }: FilterProps & { type: 'search' | 'date' }) => (
  <div class="filter">
    <label for={idOf(name)}>{label}</label>
    <input id={idOf(name)} name={name} type={type} value={value} maxlength={type === 'search' ? 200 : undefined} />
  </div>
);
