import QRCode from 'qrcode';
import type { Box } from './press.ts';

/** A QR code as squares in a box of 1 by 1, the four modules of silence around it included. */
export interface QrCode {
  boxes: readonly Box[];
}

const SILENCE = 4;

/** The QR code of a text; none when the text is too long for one (some 2,300 bytes). */
export function qrCode(text: string): QrCode | undefined {
  try {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    return { boxes: boxesOf(modules.data, modules.size) };
  } catch {
    return undefined;
  }
}

/** Neighbours in a line are one box, so that no hairline shows between them. */
function boxesOf(modules: Uint8Array, size: number): Box[] {
  const unit = 1 / (size + 2 * SILENCE);
  const boxes: Box[] = [];
  for (let row = 0; row < size; row += 1) {
    let start: number | undefined;
    for (let column = 0; column <= size; column += 1) {
      const isDark = column < size && modules[row * size + column] === 1;
      if (isDark) start ??= column;
      else if (start !== undefined) {
        boxes.push({
          x: (start + SILENCE) * unit,
          y: (row + SILENCE) * unit,
          width: (column - start) * unit,
          height: unit,
        });
        start = undefined;
      }
    }
  }
  return boxes;
}
