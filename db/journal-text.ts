/** What the author of a command may have written beside it. */
export interface Writing {
  reason?: string;
  note?: string;
}

/**
 * The text of a journal line with its placeholders filled in. `{tutor}` and `{tutor:ID}` become a name; `{reason}` and
 * `{note}` become a sentence of their own (« Motif : … »), or nothing when nothing was written.
 */
export function fillIn(text: string, writing: Writing, tutorName: (id: string | undefined) => string): string {
  return text
    .replace(/\{tutor(?::([\w-]+))?\}/g, (_, id: string | undefined) => tutorName(id))
    .replace(/\s*\{reason\}/g, () => sentence('Motif', writing.reason))
    .replace(/\s*\{note\}/g, () => sentence('Note', writing.note))
    .trim();
}

/** The ids of the tutors that a text names. */
export const tutorsNamedIn = (text: string): string[] =>
  [...text.matchAll(/\{tutor:([\w-]+)\}/g)].map((match) => match[1]!);

function sentence(label: string, written: string | undefined): string {
  const trimmed = written?.trim();
  if (!trimmed) return '';
  return ` ${label}\u00a0: ${trimmed}${/[.!?…]$/.test(trimmed) ? '' : '.'}`;
}
