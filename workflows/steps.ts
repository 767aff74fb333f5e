import type { Instant, PlainDate } from '../domain/dates.ts';
import { STEPS, type Step } from '../domain/enrolment.ts';
import type { StepProgress } from '../domain/record.ts';
import { workflowNow } from './clock.ts';
import { stepInFrench } from './details.ts';
import { type Dossier, note } from './dossier.ts';

/** When a step changed: the instant it was recorded, and the civil date of the act that changed it. */
interface Moment {
  at: Instant;
  on: PlainDate;
}

/** Tells that the facts have led to another step, and when. `realDate` is that of an act done outside (R35). */
export function enter(dossier: Dossier, step: Step, realDate?: PlainDate): void {
  const moment = { at: workflowNow(), on: realDate ?? dossier.today };
  const index = STEPS.indexOf(step);
  const ended = dossier.facts.ended !== undefined;
  dossier.steps = dossier.steps.map((progress, i) =>
    ended && i < index ? left(progress) : moved(progress, i, index, moment),
  );
  note(dossier, 'step.entered', stepInFrench(step, index + 1));
}

function moved(progress: StepProgress, position: number, current: number, { at, on }: Moment): StepProgress {
  const { name, startedAt = at, startedOn = on, completedAt = at, completedOn = on } = progress;
  if (position > current) return { name, status: 'todo' };
  const begun = { name, startedAt, startedOn };
  const isOver = position < current || name === 'closed';
  return isOver ? { ...begun, status: 'done', completedAt, completedOn } : { ...begun, status: 'current' };
}

/** R33, R34: what was not done when the enrolment ended stays to do, and was begun or not. */
function left(progress: StepProgress): StepProgress {
  return progress.status === 'current' ? { ...progress, status: 'todo' } : progress;
}
