import { COLOURS, STYLES } from '../../../documents/papers/sheet.ts';

const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** The relative luminance of WCAG 2. */
const luminance = (colour: string): number =>
  0.2126 * channel(colour.slice(1, 3)) + 0.7152 * channel(colour.slice(3, 5)) + 0.0722 * channel(colour.slice(5, 7));

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of texts', () => {
  it.each([
    ['text', COLOURS.text],
    ['quiet', COLOURS.quiet],
    ['accent', COLOURS.accent],
  ])('%s is legible on white and on a panel (WCAG AA)', (_, colour) => {
    expect(contrast(colour, COLOURS.white)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, COLOURS.panel)).toBeGreaterThanOrEqual(4.5);
  });

  it('are legible on the accent colour too, for a notice', () => {
    expect(contrast(STYLES.notice.colour, COLOURS.accent)).toBeGreaterThanOrEqual(4.5);
  });
});
