import { typeset, withoutRuleNumbers } from '../../domain/french.ts';

/** Why a date is what it is, for a reader: without the numbers of our rules, and set as French is. */
export const explanationInWords = (explanation: string): string => typeset(withoutRuleNumbers(explanation));
