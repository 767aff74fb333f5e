/** Names as we write them, by their key; the ministry's own spelling varies (« Vacances d'Été », « Début des Vacances d'Été »). */
const OUR_SPELLING: Record<string, string> = {
  'vacances de la toussaint': 'Vacances de la Toussaint',
  'vacances de noel': 'Vacances de Noël',
  "vacances d'hiver": 'Vacances d’hiver',
  'vacances de printemps': 'Vacances de printemps',
  "vacances d'ete": 'Vacances d’été',
  "pont de l'ascension": 'Pont de l’Ascension',
};

/** Lower case, without accents, with one kind of apostrophe and space. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLowerCase();

/** What makes two names the same holidays: neither accents, case, apostrophes, a leading « Début des » nor a zone after it. */
export const nameKey = (name: string): string =>
  plain(name)
    .replace(/^debut des /, '')
    .replace(/ -? ?\(?zones? .*$/, '')
    .replace(/^grandes vacances$/, "vacances d'ete")
    .trim();

/** The name to keep and to show. */
export const displayName = (name: string): string =>
  OUR_SPELLING[nameKey(name)] ?? name.replace(/ -? ?\(?zones? .*$/i, '').trim();

export const isSummer = (name: string): boolean => nameKey(name) === "vacances d'ete";

/** « Début des … »: the row gives the first day only. */
export const isBeginning = (name: string): boolean => plain(name).startsWith('debut des ');

/** What a day off is, by its name: holidays, a bridge, or a day off on its own. */
export function natureOf(name: string): 'holiday' | 'bridge' | 'other' {
  const key = nameKey(name);
  if (/^pont\b/.test(key)) return 'bridge';
  return /^(vacances|conges)\b/.test(key) ? 'holiday' : 'other';
}

const METROPOLITAN = /^zones? ([abc](?:(?: ?[,/&;-] ?| et | )(?:zones? )?[abc])*)$/;

/** The zones A, B, C that a text such as « Zone B » or « Zones A, B et C » names; `[]` when it names anything else. */
export function zonesNamed(text: string): string[] {
  const named = METROPOLITAN.exec(plain(text))?.[1];
  if (!named) return [];
  const letters =
    named
      .replaceAll('zones', '')
      .replaceAll('zone', '')
      .match(/\b[abc]\b/g) ?? [];
  return [...new Set(letters)].sort().map((letter) => letter.toUpperCase());
}
