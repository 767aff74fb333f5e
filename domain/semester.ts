import { monthOf, type PlainDate, yearOf } from './dates.ts';

export interface Semester {
  /** `2026-2027-S1`. */
  code: string;
  start: PlainDate;
  end: PlainDate;
}

/** R7: S1 runs from 1 October to 31 January, S2 from 1 February to 30 September. */
export function semesterOf(date: PlainDate): Semester {
  const month = monthOf(date);
  const year = yearOf(date);
  const firstYear = month >= 10 ? year : year - 1;
  return month >= 10 || month === 1 ? firstSemester(firstYear) : secondSemester(firstYear);
}

const firstSemester = (year: number): Semester => ({
  code: `${year}-${year + 1}-S1`,
  start: `${year}-10-01`,
  end: `${year + 1}-01-31`,
});

const secondSemester = (year: number): Semester => ({
  code: `${year}-${year + 1}-S2`,
  start: `${year + 1}-02-01`,
  end: `${year + 1}-09-30`,
});

/** R7: the prestation may not exceed two semesters, the one of registration included. The last day of the second. */
export function twoSemesterLimit(registeredOn: PlainDate): PlainDate {
  const { code, end } = semesterOf(registeredOn);
  return code.endsWith('S1') ? `${yearOf(end)}-09-30` : `${yearOf(end) + 1}-01-31`;
}

/** « 2026-2027, 1er semestre », from a semester's code; a code of another make is shown as it is. */
export function semesterInFrench(code: string): string {
  const [, years, nth] = /^(\d{4}-\d{4})-S([12])$/.exec(code) ?? [];
  if (!years) return code;
  return `${years}, ${nth === '1' ? '1er' : '2d'} semestre`;
}
