import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import type { Face } from './sheet.ts';

const FILES: Record<Face, string> = {
  regular: '400Regular/SourceSans3_400Regular.ttf',
  semibold: '600SemiBold/SourceSans3_600SemiBold.ttf',
  italic: '400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
};

const read = (file: string): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${file}`)));

/** Source Sans 3 (SIL Open Font License), which papers embed the used part of. */
export const FONTS: Readonly<Record<Face, Buffer>> = {
  regular: read(FILES.regular),
  semibold: read(FILES.semibold),
  italic: read(FILES.italic),
};

const SETS = Object.values(FONTS).map((bytes) => new Set((create(bytes) as Font).characterSet));

/** Whether each face has a glyph for this character. */
export const isCovered = (character: string): boolean =>
  SETS.every((covered) => covered.has(character.codePointAt(0) ?? 0));
