import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GUIDE = fileURLToPath(new URL('../../docs/guide/', import.meta.url));
const MOST_BYTES = 120 * 1024;

const pages = readdirSync(GUIDE).filter((name) => name.endsWith('.md'));
const textOf = (page: string) => readFileSync(GUIDE + page, 'utf8');
/** The pictures of a text, each with what is said of it to who does not see it. */
const picturesOf = (text: string) => [
  ...[...text.matchAll(/!\[([^\]]*)\]\(pictures\/([^)]+)\)/g)].map(([, alt, name]) => ({ alt, name })),
  ...[...text.matchAll(/<img src="pictures\/([^"]+)"[^>]* alt="([^"]*)"/g)].map(([, name, alt]) => ({ alt, name })),
];
const all = pages.flatMap((page) => picturesOf(textOf(page)));

describe('the French guide', () => {
  it('has every picture that it shows, and says in words what it is of', () => {
    const there = readdirSync(`${GUIDE}pictures`).sort();
    expect([...new Set(all.map(({ name }) => name))].sort()).toEqual(there);
    for (const { alt } of all) expect(alt?.length).toBeGreaterThan(30);
  });

  it('has small pictures', () => {
    for (const { name } of all)
      expect([name, statSync(`${GUIDE}pictures/${name}`).size <= MOST_BYTES]).toEqual([name, true]);
  });

  it.each(pages)('%s leads to files that are there', (page) => {
    for (const [, to] of textOf(page).matchAll(/\]\(((?!http)[^)#]+)/g))
      expect([to, statSync(GUIDE + to!).isFile()]).toEqual([to, true]);
  });
});
