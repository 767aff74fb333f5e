import { groupedCode } from '../../domain/papers.ts';
import type { Block, Slice } from './flow.ts';
import { breakLines } from './lines.ts';
import { heightOf, PADDING, panel } from './panel.ts';
import type { Box, Tag } from './press.ts';
import { type QrCode, qrCode } from './qr-code.ts';
import { COLOURS, SHEET, STYLES } from './sheet.ts';
import { paragraph, stack } from './text-blocks.ts';

const QR = { size: 100, gap: 18 };

/** How anyone checks the paper: its code, the address as a link, and the same as a QR code. */
export function verification(code: string, url: string): Block {
  const square = qrCode(url);
  const texts = stack(
    paragraph('Vérifier cette attestation', { style: STYLES.heading, tag: 'H2', gap: 0 }),
    paragraph(
      'Toute personne à qui elle est présentée peut s’assurer qu’elle est authentique et toujours en vigueur, à l’adresse ci-dessous ou en lisant le code QR.',
      { gap: 2, style: STYLES.cell },
    ),
    paragraph([{ text: 'Code\u00a0: ', face: 'regular' }, { text: groupedCode(code) }], { gap: 6, style: STYLES.code }),
    address(url),
  );
  return panel([
    (room) => {
      const width = square ? room.width - QR.size - QR.gap : room.width;
      const slices = texts({ ...room, width }).map((slice) => ({ ...slice, joined: true }));
      return square ? [...slices, picture(square, heightOf(slices), url)] : slices;
    },
  ]);
}

/** At the right of the texts, read after them: it takes the height that they leave of its own. */
const picture = (square: QrCode, textHeight: number, url: string): Slice => ({
  height: Math.max(0, QR.size - textHeight),
  gap: 0,
  draw(press, _x, y) {
    const left = SHEET.width - SHEET.right - PADDING - QR.size;
    const top = y - textHeight;
    const tag: Tag = {
      type: 'Figure',
      alt: `Code QR qui mène à ${url}`,
      box: [left, top, left + QR.size, top + QR.size],
    };
    press.artifact('Layout', () => press.fill([{ x: left, y: top, width: QR.size, height: QR.size }], COLOURS.white));
    press.tagged(tag, () => press.fill(square.boxes.map(scaled(left, top)), '#000000'));
  },
});

const scaled =
  (left: number, top: number) =>
  ({ x, y, width, height }: Box): Box => ({
    x: left + x * QR.size,
    y: top + y * QR.size,
    width: width * QR.size,
    height: height * QR.size,
  });

/** The address: a link when it is one of the web, else its text. */
function address(text: string): Block {
  const url = webAddress(text);
  const style = { ...STYLES.cell, colour: COLOURS.accent };
  if (!url) return paragraph(text, { style, gap: 4 });
  return ({ measure, width, within }) => {
    const lines = breakLines(text, style, width, measure);
    const tag: Tag = { type: 'Link', parent: { type: 'P', parent: within } };
    const height = lines.length * style.leading;
    return [
      {
        height,
        gap: 4,
        draw(press, x, y) {
          const boxes = lines.map((line, index) => ({
            x,
            y: y + index * style.leading,
            width: line.width,
            height: style.leading,
          }));
          press.link({ url, contents: `Vérifier cette attestation à l’adresse ${text}`, tag, boxes }, () => {
            lines.forEach((line, index) => {
              press.write(line, x, y + index * style.leading);
            });
          });
          press.artifact('Layout', () =>
            press.fill(
              boxes.map((box) => ({ ...box, y: box.y + style.leading - 1.6, height: 0.6 })),
              style.colour,
            ),
          );
        },
      },
    ];
  };
}

/** The address in ASCII, as a PDF wants it; nothing when it is none of the web. */
function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
