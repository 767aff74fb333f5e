import type { Child } from 'hono/jsx';
import type { StepProgress } from '../../domain/record.ts';
import { STEP_NAMES } from '../../domain/words.ts';

const STATUS_NAMES = { done: 'terminée', current: 'en cours', todo: 'à venir' } as const;

/** A word with a hyphen is not broken at it, however narrow its place. */
const unbroken = (name: string): Child =>
  name.split(/([^ ]+-[^ ]+)/).map((part) => (part.includes('-') ? <span class="nowrap">{part}</span> : part));

/** The five steps as a path, with where one stands; `detail` is what is said of each. */
export const Steps = ({
  steps,
  detail,
}: {
  steps: readonly StepProgress[];
  detail?: (step: StepProgress) => Child;
}) => (
  <ol class="steps">
    {steps.map((step) => (
      <li class={step.status} aria-current={step.status === 'current' ? 'step' : undefined}>
        <span class="step-name">
          <span>{unbroken(STEP_NAMES[step.name])}</span>
        </span>
        <span class="visually-hidden">{`, étape ${STATUS_NAMES[step.status]}`}</span>
        {detail ? <span class="step-detail">{detail(step)}</span> : null}
      </li>
    ))}
  </ol>
);
