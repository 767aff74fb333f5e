/** What the author of a command may have written beside it. */
export interface Writing {
  reason?: string;
  note?: string;
}

const PLACEHOLDER = /\s*\{(reason|note)\}|\{tutor(?::([\w-]+))?\}/g;

/**
 * The text of a journal line with its placeholders filled in, wherever in a sentence they stand. `{tutor}` and
 * `{tutor:ID}` become a name; `{reason}` and `{note}` a parenthesis (« (motif : …) »), or nothing when nothing was written.
 */
export const fillIn = (text: string, writing: Writing, tutorName: (id: string | undefined) => string): string =>
  text.replace(PLACEHOLDER, (_, written: keyof Writing | undefined, tutorId: string | undefined) =>
    written ? inBrackets(LABELS[written], writing[written]) : tutorName(tutorId),
  );

const LABELS = { reason: 'motif', note: 'note' } as const;

function inBrackets(label: string, written: string | undefined): string {
  const words = written?.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return words ? ` (${label}\u00a0: ${words})` : '';
}

/** The ids of the tutors that a text names. */
export const tutorsNamedIn = (text: string): string[] =>
  [...text.matchAll(/\{tutor:([\w-]+)\}/g)].map((match) => match[1]!);
