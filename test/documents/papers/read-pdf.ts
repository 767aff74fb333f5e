import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A place in the structure, with the text that is in it and not in a place below it. */
export interface Node {
  role: string;
  text: string;
  alt?: string;
  children: Node[];
}

/** A stretch of text and where it stands, in points from the top left corner. */
export interface Seen {
  text: string;
  left: number;
  right: number;
  baseline: number;
  /** Tagged; else an artifact. */
  tagged: boolean;
}

export interface ReadPage {
  /** What assistive technology reads, in its order. */
  structure: Node[];
  seen: Seen[];
  links: { url: string; contents: string }[];
}

interface Item {
  type?: string;
  id?: string | null;
  str?: string;
  width?: number;
  hasEOL?: boolean;
  transform?: number[];
}

/** A PDF as somebody else's program reads it. */
export async function readPdf(file: Buffer) {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const { info, metadata } = await document.getMetadata();
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const items = (await page.getTextContent({ includeMarkedContent: true })).items as Item[];
    const tree = (await page.getStructTree()) as RawNode | null;
    const { texts, seen } = readItems(items, page.view[3] ?? 0);
    const annotations = await page.getAnnotations();
    pages.push({
      structure: tree ? tree.children.flatMap((child) => nodeOf(child, texts) ?? []) : [],
      seen,
      links: annotations.map(({ url, contentsObj }) => ({ url, contents: contentsObj?.str ?? '' })),
    });
  }
  await task.destroy();
  return { info: info as Record<string, unknown>, xmp: metadata?.getRaw() as string | undefined, pages };
}

/** What is read of each marked content, and what is seen. */
function readItems(items: readonly Item[], pageHeight: number) {
  const texts = new Map<string, string>();
  const seen: Seen[] = [];
  const open: (string | undefined)[] = [];
  for (const item of items) {
    if (item.type === 'endMarkedContent') open.pop();
    else if (item.type) open.push(item.id ?? undefined);
    else {
      const id = open.findLast((candidate) => candidate !== undefined);
      const text = `${item.str ?? ''}${item.hasEOL ? '\n' : ''}`;
      if (id) texts.set(id, (texts.get(id) ?? '') + text);
      const [, , , , left = 0, up = 0] = item.transform ?? [];
      if (item.str?.trim()) {
        seen.push({
          text: item.str,
          left,
          right: left + (item.width ?? 0),
          baseline: pageHeight - up,
          tagged: Boolean(id),
        });
      }
    }
  }
  return { texts, seen };
}

interface RawNode {
  role?: string;
  alt?: string;
  type?: string;
  id?: string;
  children: RawNode[];
}

function nodeOf(raw: RawNode, texts: ReadonlyMap<string, string>): Node | undefined {
  if (!raw.role) return undefined;
  const own = raw.children.filter(({ type }) => type === 'content').map(({ id }) => texts.get(id ?? '') ?? '');
  const children = raw.children.flatMap((child) => nodeOf(child, texts) ?? []);
  return { role: raw.role, text: own.join(' ').replace(/\s+/g, ' ').trim(), alt: raw.alt, children };
}

/** Every place in the structure, in reading order. */
export const flat = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);

/** Everything that is read of the document, in its order. */
export const readingOf = (pages: readonly ReadPage[]): Node[] => pages.flatMap(({ structure }) => flat(structure));

/** The text that is read, one place a line. */
export const textOf = (pages: readonly ReadPage[]): string =>
  readingOf(pages)
    .map(({ text }) => text)
    .filter(Boolean)
    .join('\n');
