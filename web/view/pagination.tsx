/** The way on through a list read by keyset: back to its beginning, and to what follows. */
export const Pagination = ({ first, next, label }: { first?: string; next?: string; label: string }) =>
  first || next ? (
    <nav class="pagination" aria-label={label}>
      {first ? (
        <a href={first}>
          <span aria-hidden="true">« </span>Début de la liste
        </a>
      ) : null}
      {next ? (
        <a href={next} rel="next">
          Page suivante<span aria-hidden="true"> »</span>
        </a>
      ) : null}
    </nav>
  ) : null;
