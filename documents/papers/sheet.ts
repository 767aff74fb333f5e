/** The sheet that every paper is printed on, A4 upright, in points (1/72 inch) from the top left corner. */
export const SHEET = {
  width: 595.28,
  height: 841.89,
  left: 62,
  right: 62,
  top: 50,
  topOfNext: 84,
  bottom: 76,
} as const;

/** The width that texts and tables have. */
export const COLUMN = SHEET.width - SHEET.left - SHEET.right;

/** Each legible on white and on `panel` (WCAG AA, 4.5:1), but `rule`, which no text is set in. */
export const COLOURS = {
  text: '#1f2328',
  quiet: '#57606a',
  accent: '#0c5c63',
  rule: '#d0d7de',
  panel: '#e6f1f1',
  white: '#ffffff',
} as const;
export type Colour = (typeof COLOURS)[keyof typeof COLOURS];

export type Face = 'regular' | 'semibold' | 'italic';

/** How a text is set: sizes in points; `leading` is the height of its lines. */
export interface Style {
  face: Face;
  size: number;
  leading: number;
  colour: Colour;
}

const style = (face: Face, size: number, leading: number, colour: Colour = COLOURS.text): Style => ({
  face,
  size,
  leading,
  colour,
});

export const STYLES = {
  title: style('semibold', 22, 27),
  subtitle: style('regular', 12, 16, COLOURS.quiet),
  heading: style('semibold', 13, 18, COLOURS.accent),
  lead: style('regular', 12, 18),
  body: style('regular', 10.5, 15),
  cell: style('regular', 9.5, 13),
  label: style('regular', 10, 13.5, COLOURS.quiet),
  value: style('regular', 10, 13.5),
  columnTitle: style('semibold', 9.5, 13),
  small: style('regular', 8.5, 11.5, COLOURS.quiet),
  centre: style('semibold', 13, 17),
  notice: style('semibold', 11, 15, COLOURS.white),
  mention: style('semibold', 14, 19),
  code: style('semibold', 14, 19),
  running: style('regular', 8, 11, COLOURS.quiet),
} as const;
