import type { Child } from 'hono/jsx';

export interface Moment {
  /** In French. */
  when: string;
  /** Machine-readable. */
  at: string;
  who?: Child;
  what: Child;
}

/** What happened, in order. */
export const Timeline = ({ moments }: { moments: readonly Moment[] }) => (
  <ol class="timeline">
    {moments.map(({ when, at, who, what }) => (
      <li>
        <p class="moment">
          <time datetime={at}>{when}</time>
          {who ? <span class="who">{who}</span> : null}
        </p>
        <div class="what">{what}</div>
      </li>
    ))}
  </ol>
);
