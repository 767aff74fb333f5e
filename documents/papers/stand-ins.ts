import type { Paper } from '../../domain/papers.ts';
import type { Block } from './flow.ts';
import { STYLES } from './sheet.ts';
import { paragraph } from './text-blocks.ts';
import { prepared, printable, STAND_IN } from './typography.ts';

const NOTE = `Le signe ${STAND_IN} tient la place d’un caractère que la police de ce document n’a pas\u00a0; ce caractère est conservé dans le fichier, pour la copie et la lecture vocale.`;

/** What stand-ins are, for a paper that has some. */
export const standInNote = (paper: Paper): Block[] =>
  textsOf(paper).some((text) => printable(prepared(text)).some(({ original }) => original !== undefined))
    ? [paragraph(NOTE, { style: STYLES.small, gap: 18 })]
    : [];

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(textsOf);
}
