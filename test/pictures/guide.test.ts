import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUIDE = 'docs/guide/';
const MOST_BYTES = 120 * 1024;
const NOT_OURS = new Set(['node_modules', '.git', '.data', 'coverage', 'dist']);

/** The files of the repository, as paths from its root. */
const files = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !NOT_OURS.has(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(ROOT + entry.name, { recursive: true, encoding: 'utf8' }).map((path) => `${entry.name}/${path}`)
      : entry.name,
  )
  .sort();
const folders = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]!));
const documents = files.filter((path) => path.endsWith('.md'));
const guides = documents.filter((path) => path.startsWith(GUIDE));

const textOf = (path: string): string => readFileSync(ROOT + path, 'utf8');
const faultsIn = (faultsOf: (path: string) => string[]): string[] =>
  documents.flatMap((path) => faultsOf(path).map((fault) => `${path}: ${fault}`));

/** The pictures of a text, each with what is said of it to who does not see it. */
const picturesOf = (text: string) => [
  ...[...text.matchAll(/!\[([^\]]*)\]\(pictures\/([^)]+)\)/g)].map(([, alt, name]) => ({ alt, name })),
  ...[...text.matchAll(/<img src="pictures\/([^"]+)"[^>]* alt="([^"]*)"/g)].map(([, name, alt]) => ({ alt, name })),
];

describe('the French guide', () => {
  const all = guides.flatMap((path) => picturesOf(textOf(path)));

  it('has every picture that it shows, and says in words what it is of', () => {
    const there = readdirSync(`${ROOT}${GUIDE}pictures`).sort();
    expect([...new Set(all.map(({ name }) => name))].sort()).toEqual(there);
    for (const { alt } of all) expect(alt?.length).toBeGreaterThan(30);
  });

  it('has small pictures', () => {
    for (const { name } of all)
      expect([name, statSync(`${ROOT}${GUIDE}pictures/${name}`).size <= MOST_BYTES]).toEqual([name, true]);
  });

  /** Sources and guides alike: unbreakable spaces are spaces, and a line may end anywhere. */
  const plain = (text: string): string => text.replaceAll(/&nbsp;|\\u00a0/g, ' ').replaceAll(/\s+/g, ' ');

  it('calls things as the pages do: what is bold is read there', () => {
    const sources = files.filter((path) => /^(?:web|domain|services)\/.+\.tsx?$/.test(path));
    const said = plain(sources.map(textOf).join('\n'));
    const boldIn = (path: string) => [...plain(textOf(path)).matchAll(/\*\*(.+?)\*\*/g)].map(([, words]) => words!);
    const unsaid = guides.flatMap((path) => boldIn(path).map((words) => [path, words] as const));
    expect(unsaid.length).toBeGreaterThan(100);
    expect(unsaid.filter(([, words]) => !said.includes(words))).toEqual([]);
  });
});

/** A text without what stands in fences, where a bracket is code. */
const withoutFences = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '');

/** The titles of a text, as GitHub makes anchors of them. */
const anchorsOf = (text: string): string[] =>
  [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

function isThere(from: string, link: string): boolean {
  if (/^(?:https?|mailto):/.test(link)) return true;
  const [to = '', anchor] = link.split('#');
  const target = to === '' ? from : normalize(join(dirname(from), to));
  if (!existsSync(ROOT + target)) return false;
  return anchor === undefined || anchorsOf(textOf(target)).includes(decodeURIComponent(anchor));
}

describe('every document', () => {
  it('leads to files and titles that are there', () => {
    const linksIn = (path: string) =>
      [...withoutFences(textOf(path)).matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, to, src]) => to ?? src!);
    expect(faultsIn((path) => linksIn(path).filter((link) => !isThere(path, link)))).toEqual([]);
  });

  it('names files and commands that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const isFile = (path: string, file: string) =>
      [ROOT, join(ROOT, dirname(path), '/')].some((at) => existsSync(at + file));
    let count = 0;
    const lost = faultsIn((path) => {
      const text = textOf(path);
      const named = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\/?)`/g)].map(([, file]) => file!);
      const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
      count += named.length + commands.length;
      return [
        ...named.filter((file) => folders.has(file.split('/')[0]!) && !isFile(path, file)),
        ...commands.filter((name) => !(name in scripts)),
      ];
    });
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(50);
  });
});

describe('the README', () => {
  const table = /\| variable \|[\s\S]*?\n\n/.exec(textOf('README.md'))![0];
  const config = textOf('config.ts');
  const VARIABLE = /[A-Z][A-Z_]*[A-Z]/g;

  it('lists every variable that is read', () => {
    const inSchema = [...config.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name!);
    const read = [...config.matchAll(/env\.([A-Z_]+)/g)].map(([, name]) => name!);
    const oidc = /const OIDC = \[(.+)\]/.exec(config)![1]!.match(VARIABLE)!;
    const all = new Set([...inSchema, ...read, ...oidc].filter((name) => !OF_THE_SYSTEM.has(name)));
    expect(all.size).toBeGreaterThan(30);
    expect([...all].filter((name) => !table.includes(name))).toEqual([]);
  });

  it('lists none that nobody reads', () => {
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) => cell!.match(VARIABLE) ?? []);
    expect(listed.filter((name) => !config.includes(name) && !/^(?:AWS|TEMPORAL_TLS)/.test(name))).toEqual([]);
  });
});

const OF_THE_SYSTEM = new Set(['PATH', 'HOME', 'XDG_CACHE_HOME']);

describe('the index of decisions', () => {
  it('has each of them, in order, by its own title', () => {
    const records = documents.filter((path) => /^docs\/decisions\/\d/.test(path));
    const expected = records.map((path) => {
      const [, number, title] = /^# (\d{4})\. (.+)$/m.exec(textOf(path)) ?? [];
      return `- [${number}](${path.replace('docs/decisions/', '')}) ${title}`;
    });
    expect(textOf('docs/decisions/README.md').match(/^- .+$/gm)).toEqual(expected);
  });
});
