import { inFrench } from '../../domain/dates.ts';
import type { Paper } from '../../domain/papers.ts';
import type { Block } from './flow.ts';
import { oneLine } from './lines.ts';
import { drawStack, heightOf } from './panel.ts';
import type { Tag } from './press.ts';
import { COLOURS, STYLES } from './sheet.ts';
import { paragraph, stack } from './text-blocks.ts';

/** The height left for a signature and a stamp. */
const SPACE = 48;
/** The part of the width that it takes, at the right. */
const SHARE = 0.52;

/**
 * Where the centre signs, on one page (that of what follows, if `joined`); what its settings do not say is left to be
 * filled in by hand.
 */
export function signature({ centre, issuedOn }: Pick<Paper, 'centre' | 'issuedOn'>, joined = false): Block {
  const { place, name, capacity } = centre.signature ?? {};
  const date = inFrench(issuedOn);
  const blocks = stack(
    place ? paragraph(`Fait à ${place}, le ${date}`, { gap: 0 }) : toFillIn(`Fait le ${date}, à`),
    name ? paragraph(name, { gap: 4, style: STYLES.columnTitle }) : toFillIn('Nom'),
    capacity ? paragraph(capacity, { gap: 0, style: STYLES.label }) : toFillIn('Qualité'),
    paragraph('Signature et cachet', { gap: 6, style: STYLES.small }),
  );
  return (room) => {
    const width = room.width * SHARE;
    const slices = blocks({ ...room, width });
    const height = heightOf(slices) + SPACE;
    return [{ height, gap: 14, joined, draw: (press, x, y) => drawStack(press, slices, x + room.width - width, y) }];
  };
}

/** A name and the line to write on. */
const toFillIn =
  (label: string): Block =>
  ({ measure, width, within }) => {
    const style = STYLES.body;
    const tag: Tag = { type: 'P', parent: within };
    const line = oneLine(label, style, width, measure);
    const start = line.width + 6;
    return [
      {
        height: style.leading,
        gap: 5,
        draw(press, x, y) {
          press.tagged(tag, () => press.write(line, x, y));
          press.artifact('Layout', () =>
            press.fill([{ x: x + start, y: y + style.leading - 3, width: width - start, height: 0.6 }], COLOURS.quiet),
          );
        },
      },
    ];
  };
