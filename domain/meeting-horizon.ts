import { addDays, inFrench, type PlainDate } from './dates.ts';
import { latestReport, type PlanningRules } from './planning.ts';

/** Why a first meeting comes too late to be recorded with a planning: after the limit, or with no room left before it. */
export const LATENESSES = ['after_limit', 'no_room'] as const;
export type MeetingLateness = (typeof LATENESSES)[number];

/** Until when a first meeting leads on to a planning. */
export interface MeetingHorizon {
  limit: PlainDate;
  /** The last day that leaves room for a planning (R11); absent when not even today does. */
  lastDay?: PlainDate;
}

/** R10 sets no last day, R11 does: the day before the last possible date butoir. */
export function horizonOf(rules: PlanningRules): MeetingHorizon {
  const last = latestReport(rules);
  return { limit: rules.limit, ...(last && { lastDay: addDays(last, -1) }) };
}

/** Whether a meeting on a day comes too late, and why. It can be booked all the same (R34): the people concerned are told. */
export function latenessOf(date: PlainDate, { limit, lastDay }: MeetingHorizon): MeetingLateness | undefined {
  if (date > limit) return 'after_limit';
  return lastDay === undefined || date > lastDay ? 'no_room' : undefined;
}

/** Why a meeting comes too late, and what can be done about it, as French sentences. */
export function latenessInFrench(lateness: MeetingLateness, horizon: MeetingHorizon): string {
  const limit = inFrench(horizon.limit);
  const why =
    lateness === 'after_limit'
      ? `Ce rendez-vous est après la limite de la prestation (${limit}).`
      : `Ce rendez-vous ne laisse pas le temps d’un rapport, d’une correction, d’une révision et d’un avis avant la limite de la prestation (${limit}).`;
  return `${why} ${remedy(horizon)}`;
}

/** What would let the planning of a first meeting be recorded. */
const remedy = ({ lastDay }: MeetingHorizon): string =>
  lastDay
    ? `Choisissez un jour jusqu’au ${inFrench(lastDay)}, ou faites prolonger la limite par un responsable du centre\u00a0: sans cela, son compte rendu ne pourra pas être enregistré.`
    : 'Faites prolonger la limite par un responsable du centre\u00a0: sans cela, son compte rendu ne pourra pas être enregistré.';

/** Until when a first meeting is to be booked, and why, as French sentences. */
export const horizonInFrench = ({ limit, lastDay }: MeetingHorizon): string =>
  lastDay
    ? `Le dernier jour qui laisse le temps d’un planning avant la limite de la prestation (${inFrench(limit)}) est le ${inFrench(lastDay)}. Un rendez-vous plus tardif peut être fixé\u00a0; son compte rendu attendra qu’un responsable prolonge la limite.`
    : `La limite de la prestation (${inFrench(limit)}) ne laisse plus le temps d’un planning. Un rendez-vous peut être fixé\u00a0; son compte rendu attendra qu’un responsable prolonge la limite.`;
