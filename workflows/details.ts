import { describeSituation } from '../domain/actions.ts';
import { inFrench } from '../domain/dates.ts';
import type { Step } from '../domain/enrolment.ts';
import type { Snapshot, StepProgress } from '../domain/record.ts';
import { dueInWords } from '../domain/waits.ts';
import { STEP_NAMES, WAITED_FOR_NAMES } from '../domain/words.ts';

const MARK = { done: '✔', current: '▶', todo: '·' } as const;

/** « Étape 2 sur 5 : premier rendez-vous. » */
export function stepInFrench(step: Step, number: number): string {
  return step === 'closed' ? 'Le dossier est clos.' : `Étape ${number} sur 5\u00a0: ${STEP_NAMES[step].toLowerCase()}.`;
}

/** The five steps with their state and dates, and who is awaited, in French (Markdown). No personal data. */
export function currentDetails(snapshot: Snapshot): string {
  const { facts, due, overdue, situation, waitingFor, steps } = snapshot;
  return [
    `**${facts.reference}** — ${facts.certification}, limite le ${inFrench(facts.limit)}`,
    '',
    ...steps.map((step) => `${MARK[step.status]} ${STEP_NAMES[step.name]}${dates(step)}  `),
    '',
    `État\u00a0: ${describeSituation(situation)}.  `,
    `Attendu\u00a0: ${WAITED_FOR_NAMES[waitingFor]}.  `,
    ...(due ? [`Échéance\u00a0: ${dueInWords(due)}${overdue ? ' **En retard.**' : ''}  `] : []),
    ...(facts.tutor ? [`Tuteur\u00a0: ${facts.tutor.code}.  `] : []),
  ].join('\n');
}

function dates({ status, startedOn, completedOn }: StepProgress): string {
  if (!startedOn) return '';
  if (status === 'todo') return ` (étape ouverte le ${inFrench(startedOn)}, interrompue)`;
  return completedOn
    ? ` (du ${inFrench(startedOn)} au ${inFrench(completedOn)})`
    : ` (depuis le ${inFrench(startedOn)})`;
}
