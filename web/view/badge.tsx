import type { PropsWithChildren } from 'hono/jsx';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A word about a state; its text says it all, its colour only repeats it. */
export const Badge = ({ tone = 'neutral', children }: PropsWithChildren<{ tone?: Tone }>) => (
  <span class={`badge ${tone}`}>{children}</span>
);

/** A sentence that stands out from its page. */
export const Notice = ({ tone = 'info', children }: PropsWithChildren<{ tone?: Tone }>) => (
  <div class={`notice ${tone}`}>{children}</div>
);
