/** The product's mark: a path from one milestone to the next. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <path d="M7 25 13 18l6 1 6-11" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
    <circle cx="7" cy="25" r="3.5" />
    <circle cx="16" cy="18.5" r="3.5" />
    <circle cx="25" cy="8" r="4.5" class="goal" />
  </svg>
);
