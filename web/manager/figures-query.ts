import { code, line } from '../../services/fields/fields.ts';

/** The parts that figures are broken down into. */
export const DETAILS = ['semester', 'certification', 'tutor'] as const;
export type Detail = (typeof DETAILS)[number];

/** The filters of the figures, as they stand in an address. */
export const figureQuery = {
  semester: line(20).optional(),
  certification: code().optional(),
  tutor: line(64).optional(),
  centre: code().optional(),
};

export interface FigureQuery {
  semester?: string;
  certification?: string;
  tutor?: string;
  centre?: string;
}
