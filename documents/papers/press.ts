import PDFDocument from 'pdfkit';
import { FONTS } from './fonts.ts';
import type { Line, Measure, Piece } from './lines.ts';
import type { Logo } from './logo.ts';
import { identify, information, type Metadata, UNIDENTIFIED, xmp } from './metadata.ts';
import { type Colour, SHEET } from './sheet.ts';

/** A place in the structure that assistive technology reads; drawn in several places, it stays one. */
export interface Tag {
  type: string;
  /** The document itself, when absent. */
  parent?: Tag;
  /** What a figure shows. */
  alt?: string;
  /** Of a figure: x and y of its top left corner, then of its bottom right one. */
  box?: [number, number, number, number];
  /** What a header cell is the header of. */
  scope?: 'Row' | 'Column';
  /** How many columns a cell takes. */
  columns?: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws on pages, from the top left corner, in points. What is drawn is either tagged or an artifact. */
export interface Press {
  measure: Measure;
  newPage(): void;
  /** Draws what has its place in the structure, in the order of the calls. */
  tagged(tag: Tag, draw: () => void): void;
  /** Keeps an empty place in the structure. */
  place(tag: Tag): void;
  /** Draws what assistive technology passes over. `Pagination`: running heads and feet. */
  artifact(kind: 'Layout' | 'Pagination', draw: () => void): void;
  write(line: Line, x: number, y: number): void;
  fill(boxes: readonly Box[], colour: Colour | '#000000'): void;
  picture(logo: Logo, box: Box): void;
  /** A link that leads to `url`, said as `contents`. Its text is drawn by `draw`, in `boxes`. */
  link(target: { url: string; contents: string; tag: Tag; boxes: readonly Box[] }, draw: () => void): void;
  /** The file, once all is drawn. */
  finish(): Promise<Buffer>;
}

type Element = PDFKit.PDFStructureElement & { dictionary: { data: Record<string, unknown> } };

/** A press for one paper: PDF 1.7, tagged, in French, its fonts embedded. */
export function openPress(metadata: Metadata): Press {
  const document = openDocument(metadata);
  const finished = collect(document);
  const elements = new Map<Tag, Element>();
  const root = document.struct('Document') as Element;
  document.addStructure(root);
  let inArtifact = false;

  const elementOf = (tag: Tag): Element => {
    const known = elements.get(tag);
    if (known) return known;
    const parent = tag.parent ? elementOf(tag.parent) : root;
    const element = document.struct(tag.type, { alt: tag.alt }) as Element;
    element.dictionary.data.A = attributesOf(tag);
    parent.add(element);
    elements.set(tag, element);
    return element;
  };
  const mark = (element: Element, draw: () => void): void => {
    element.add(document.markStructureContent(String(element.dictionary.data.S)));
    draw();
    document.endMarkedContent();
  };

  return {
    measure: (text, { face, size }) => document.font(face).fontSize(size).widthOfString(text),
    newPage: () => void document.addPage(),
    tagged: (tag, draw) => mark(elementOf(tag), draw),
    place: (tag) => void elementOf(tag),
    artifact(type, draw) {
      if (inArtifact) return draw();
      inArtifact = true;
      document.markContent('Artifact', { type });
      draw();
      document.endMarkedContent();
      inArtifact = false;
    },
    write: (line, x, y) => void writeLine(document, line, x, y),
    fill(boxes, colour) {
      for (const { x, y, width, height } of boxes) document.rect(x, y, width, height);
      document.fill(colour);
    },
    picture: ({ bytes }, { x, y, width, height }) => void document.image(bytes, x, y, { width, height }),
    link({ url, contents, tag, boxes }, draw) {
      const element = elementOf(tag);
      mark(element, draw);
      for (const { x, y, width, height } of boxes) {
        // pdfkit writes a String as a string, what is not one as a name.
        const options = { structParent: element, Contents: new String(contents) };
        (document.link as (...of: unknown[]) => void)(x, y, width, height, url, options);
      }
      // Ended on its own page, which pdfkit takes for that of the annotation.
      element.end();
    },
    finish() {
      document.end();
      return finished;
    },
  };
}

/** What the structure says of a header cell and of a figure; nothing of anything else. */
function attributesOf({ scope, columns, box }: Tag): Record<string, unknown> | undefined {
  if (scope) return { O: 'Table', Scope: scope, ColSpan: columns };
  if (!box) return undefined;
  const [left, top, right, bottom] = box;
  return { O: 'Layout', Placement: 'Block', BBox: [left, SHEET.height - bottom, right, SHEET.height - top] };
}

function openDocument(metadata: Metadata): PDFKit.PDFDocument {
  const document = new PDFDocument({
    size: [SHEET.width, SHEET.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'fr-FR',
    tagged: true,
    displayTitle: true,
    info: information(metadata),
    // Null, not undefined: no standard font, which could not be embedded.
    font: null as unknown as string,
  });
  for (const [face, bytes] of Object.entries(FONTS)) document.registerFont(face, bytes);
  // Two inner pieces of pdfkit: its own XMP does not escape what it holds, its own identifier is not of the content.
  return Object.assign(document, { _id: UNIDENTIFIED, _addInfo: () => document.appendXML(xmp(metadata)) });
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(identify(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}

function writeLine(document: PDFKit.PDFDocument, line: Line, x: number, y: number): void {
  let left = x;
  for (const piece of line.pieces) {
    writePiece(document, piece, left, y);
    left += piece.width;
  }
}

/** The text in the middle of its line's height; a stand-in with what it stands for. */
function writePiece(document: PDFKit.PDFDocument, { text, style, original }: Piece, x: number, y: number): void {
  const { face, size, leading, colour } = style;
  document.font(face).fontSize(size).fillColor(colour);
  const top = y + (leading - document.currentLineHeight()) / 2;
  if (original !== undefined) document.markContent('Span', { actual: original });
  document.text(text, x, top, { lineBreak: false });
  if (original !== undefined) document.endMarkedContent();
}
