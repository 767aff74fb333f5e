import pLimit from 'p-limit';
import type { FoundFormat } from '../domain/report.ts';
import type { Content } from './content.ts';
import { Flawed } from './flawed.ts';
import { type Part, readContents } from './zip-contents.ts';
import { openZip } from './zip-directory.ts';

const ODT_TYPE = 'application/vnd.oasis.opendocument.text';
const DOCX_MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const MIMETYPE = 'mimetype';
const MANIFEST = 'META-INF/manifest.xml';
const CONTENT_TYPES = '[Content_Types].xml';

const MACRO_TYPES = /ContentType="application\/vnd\.ms-(?:word\.\w+\.macroEnabled|office\.vbaProject)/i;
const MACRO_PARTS = /(?:^|\/)vba(?:Project\.bin|Data\.xml)$/i;
/** Modules of a library, not the list of them that OpenDocument may have; scripts in other languages. */
const ODT_MACROS = /^(?:Basic\/[^/]+\/(?!script-lb\.xml$)[^/]+|Scripts\/.*[^/])$/;

const inTurn = pLimit(2);

/**
 * Which document a zip holds, `docx` or `odt`, or what is wrong with it (R12). Everything in it is read, within bounds, two
 * at once. Rejects only where the disk fails.
 */
export const sniffZip = (content: Content): Promise<FoundFormat> =>
  inTurn(async () => {
    try {
      return documentOf(await partsOf(content));
    } catch (error) {
      if (error instanceof Flawed) return error.flaw;
      if ((error as NodeJS.ErrnoException).syscall) throw error;
      return 'unreadable'; // says yauzl or zlib
    }
  });

async function partsOf(content: Content): Promise<Part[]> {
  const zip = await openZip(content);
  try {
    return await readContents(zip, new Set([MIMETYPE, MANIFEST, CONTENT_TYPES]));
  } finally {
    zip.close();
  }
}

function documentOf(parts: Part[]): FoundFormat {
  const heads = new Map(parts.map(({ name, head }) => [name, head]));
  if (isOdt(parts, heads)) return 'odt';
  return isDocx(parts, heads) ? 'docx' : 'other';
}

/** ODF: the file begins with an entry `mimetype`, stored, which says what it is. */
function isOdt([first, ...others]: Part[], heads: Map<string, string>): boolean {
  if (first?.name !== MIMETYPE || !first.isStored || first.head.trim() !== ODT_TYPE) return false;
  if (heads.get(MANIFEST)?.includes('encryption-data')) throw new Flawed('locked', 'encrypted');
  if (!heads.has('content.xml')) throw new Flawed('unreadable', 'without its content');
  if (others.some(({ name }) => ODT_MACROS.test(name))) throw new Flawed('macros', 'modules or scripts');
  return true;
}

/** OPC: the list of content types names the main part of a Word document, and the part is there. */
function isDocx(parts: Part[], heads: Map<string, string>): boolean {
  const types = heads.get(CONTENT_TYPES);
  if (types === undefined) return false;
  const overrides = [...types.matchAll(/<(?:\w+:)?Override\b[^<>]*>/g)].map(([override]) => override);
  const main = overrides.find((override) => override.includes(`"${DOCX_MAIN_TYPE}"`));
  const hasMacros = MACRO_TYPES.test(types) || parts.some(({ name }) => MACRO_PARTS.test(name));
  if (hasMacros && (main || types.includes('vnd.ms-word'))) throw new Flawed('macros', 'a VBA project');
  if (!main) return false;
  const part = /\bPartName="\/([^"]+)"/.exec(main)?.[1];
  if (!part || !heads.has(part)) throw new Flawed('unreadable', 'without its main part');
  return true;
}
