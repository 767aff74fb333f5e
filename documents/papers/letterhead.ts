import type { CentreIdentity } from '../../domain/papers.ts';
import type { Block, Slice } from './flow.ts';
import { type Logo, readLogo } from './logo.ts';
import { heightOf } from './panel.ts';
import type { Box } from './press.ts';
import { COLOURS, SHEET, STYLES } from './sheet.ts';
import { paragraph } from './text-blocks.ts';

const LOGO = { width: 170, height: 54, gap: 24 };

/** The head of the first page: who issues the paper, and how to reach them; the logo at the right. */
export function letterhead(centre: CentreIdentity): Block {
  const logo = readLogo(centre.logo);
  const size = logo && sizeOf(logo);
  const lines = [(centre.address ?? '').split('\n'), [centre.phone, centre.email]];
  const texts = [
    paragraph(centre.name, { style: STYLES.centre, gap: 0 }),
    paragraph(lines.map(side).join('\n').trim(), { style: STYLES.small, gap: 2 }),
  ];
  return (room) => {
    const width = room.width - (size ? size.width + LOGO.gap : 0);
    const slices = texts.flatMap((text) => text({ ...room, width }));
    const beside = size ? Math.max(0, size.height - heightOf(slices)) : 0;
    return [...(logo && size ? [picture(logo, size, centre.name)] : []), ...slices, milestones(room.width, beside)];
  };
}

/** « 1 place de l'Exemple · 44000 Nantes ». */
const side = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part?.trim()).join(' · ');

/** As large as its place allows, its proportions kept. */
function sizeOf({ width, height }: Logo): { width: number; height: number } {
  const scale = Math.min(LOGO.width / width, LOGO.height / height);
  return { width: width * scale, height: height * scale };
}

/** Takes no height of its own: the texts stand beside it. */
const picture = (logo: Logo, size: { width: number; height: number }, name: string): Slice => ({
  height: 0,
  gap: 0,
  joined: true,
  draw(press, _x, y) {
    const left = SHEET.width - SHEET.right - size.width;
    const box: [number, number, number, number] = [left, y, left + size.width, y + size.height];
    const tag = { type: 'Figure', alt: `Logo\u00a0: ${name}`, box };
    press.tagged(tag, () => press.picture(logo, { x: left, y, ...size }));
  },
});

const MARK = 4.2;
const MARKS_APART = 15;

/** The line below, with five marks: one for each step of the prestation. */
const milestones = (width: number, above: number): Slice => ({
  height: above + 10 + MARK,
  gap: 0,
  draw(press, x, y) {
    const line = y + above + 10;
    const marks = [0, 1, 2, 3, 4].map(
      (step): Box => ({ x: x + step * MARKS_APART, y: line, width: MARK, height: MARK }),
    );
    press.artifact('Layout', () => {
      press.fill([{ x, y: line + MARK / 2 - 0.4, width, height: 0.8 }], COLOURS.accent);
      press.fill(marks, COLOURS.accent);
    });
  },
});
