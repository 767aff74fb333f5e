const LONGEST_NAME = 200;

/**
 * A file's name as its sender calls it, for people and never for a path: without folders, control characters or those that
 * turn the direction of the text round, at most 200 characters, never empty.
 */
export function nameForPeople(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const visible = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  const characters = [...visible];
  if (characters.length <= LONGEST_NAME) return /^\.*$/.test(visible) ? 'document' : visible;
  const extension = /\.[^.]{1,10}$/.exec(visible)?.[0] ?? '';
  return characters.slice(0, LONGEST_NAME - extension.length).join('') + extension;
}

/**
 * The name under which a document is downloaded: it ends as its format does, whatever its sender called it, so that nobody's
 * machine opens it as anything else.
 */
export const nameForDownload = (name: string, extension: string): string =>
  name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`;
