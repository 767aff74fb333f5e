import type { Child, PropsWithChildren } from 'hono/jsx';

/** A page's title, with the way back above and a line that introduces it below. */
export const PageHead = ({
  title,
  back,
  children,
}: PropsWithChildren<{ title: Child; back?: { href: string; label: Child } }>) => (
  <div class="page-head">
    {back ? (
      <p class="back">
        <a href={back.href}>{back.label}</a>
      </p>
    ) : null}
    <h1>{title}</h1>
    {children ? <div class="lead">{children}</div> : null}
  </div>
);
