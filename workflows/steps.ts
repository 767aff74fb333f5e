import type { PlainDate } from '../domain/dates.ts';
import { STEPS, type Step } from '../domain/enrolment.ts';
import type { StepProgress } from '../domain/record.ts';
import { workflowNow } from './clock.ts';
import { stepInFrench } from './details.ts';
import { type Dossier, note } from './dossier.ts';

/** The only way the step changes. `on` is the real date of the act that opened it (R35). */
export function enter(dossier: Dossier, step: Step, on?: PlainDate): void {
  const at = workflowNow();
  const index = STEPS.indexOf(step);
  dossier.step = step;
  const ended = dossier.facts.ended !== undefined;
  dossier.steps = dossier.steps.map((progress, i) =>
    ended && i < index ? left(progress) : moved(progress, i, index, at, on),
  );
  note(dossier, 'step.entered', stepInFrench(step, index + 1));
}

function moved(progress: StepProgress, position: number, current: number, at: string, on?: PlainDate): StepProgress {
  const { name, startedAt = at, startedOn, completedAt = at } = progress;
  if (position < current) return { name, status: 'done', startedAt, startedOn, completedAt };
  if (position > current) return { name, status: 'todo' };
  const opened = { name, startedAt, startedOn: startedOn ?? on };
  return name === 'closed' ? { ...opened, status: 'done', completedAt } : { ...opened, status: 'current' };
}

/** R33, R34: what was not done when the enrolment ended stays to do, and was begun or not. */
function left(progress: StepProgress): StepProgress {
  return progress.status === 'current' ? { ...progress, status: 'todo' } : progress;
}
