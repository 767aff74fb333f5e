import type { Child, PropsWithChildren } from 'hono/jsx';

/** A section in its frame. `id` is for links to it. */
export const Card = ({
  title,
  id,
  tone = 'plain',
  children,
}: PropsWithChildren<{ title?: Child; id?: string; tone?: 'plain' | 'accent' | 'warning' }>) => (
  <section class={`card ${tone}`} id={id} aria-labelledby={id && title ? `${id}-titre` : undefined}>
    {title ? <h2 id={id ? `${id}-titre` : undefined}>{title}</h2> : null}
    {children}
  </section>
);

export interface Fact {
  label: Child;
  value: Child;
}

/** Labels and values, two columns wide, one on a phone; a fact without a value is not shown. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts
      .filter(({ value }) => value !== undefined && value !== null && value !== '' && value !== false)
      .map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
