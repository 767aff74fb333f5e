import { type DelayName, type Figures, type Share, TOO_FEW_ANSWERS } from '../../domain/figures.ts';
import { days, typeset } from '../../domain/french.ts';
import { inFigures } from '../staff/euros.ts';

/** « 67 % » of a share; a dash of nothing. */
export const percent = ({ share }: Share): string => (share === null ? '–' : hundredths(share));

export const hundredths = (share: number): string => `${Math.round(share * 100)}\u00a0%`;

/** « 4,2 », to one decimal. */
export const decimal = (value: number): string => value.toFixed(1).replace('.', ',').replace(/,0$/, '');

/** « 21 jours »; a dash where nothing was seen. */
export const daysOrDash = (count: number | null): string => (count === null ? '–' : typeset(days(count)));

export const DELAY_NAMES: Record<DelayName, string> = {
  assignment: 'Affectation du tuteur',
  correction: 'Correction du rapport',
  avis: 'Avis',
  whole: 'Prestation entière',
};

/** « 12 sur 40 (30 %) ». */
export const partOf = (share: Share): string =>
  share.of === 0 ? '–' : `${inFigures(share.count)} sur ${inFigures(share.of)} (${percent(share)})`;

/** « 4,2 sur 5, 80 % de satisfaits », or why not. */
export function satisfactionInWords({ result, withheld = TOO_FEW_ANSWERS }: Figures['satisfaction']): string {
  return result ? `${decimal(result.mean)} sur 5, ${hundredths(result.satisfied)} de satisfaits` : withheld;
}
