import { inFrenchWithWeekday } from '../../domain/dates.ts';
import type { Due } from '../../domain/enrolment.ts';
import { withoutRuleNumbers } from '../french.ts';
import { type Block, facts } from '../message.ts';

/** R14: what a provisional deadline means for whoever reads it. */
export const PROVISIONAL =
  'Cette date est provisoire, car le calendrier scolaire n’est pas encore publié pour toute la période. Elle pourra être confirmée ou reportée, jamais avancée ; un message vous en avertirait.';

/** A deadline and why it is that one. */
export const dueFacts = (label: string, due: Due): Block =>
  facts(
    { label, value: `${inFrenchWithWeekday(due.date)}${due.provisional ? ' (date provisoire)' : ''}` },
    { label: 'Calcul', value: withoutRuleNumbers(due.explanation) },
  );
