import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const files = readdirSync('domain', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, code: withoutComments(readFileSync(join('domain', name), 'utf8')) }));

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** What would make the same question have two answers, today and tomorrow, here and there. */
const IMPURE = [
  ['a clock', /Date\.now|new Date\(\)|Date\(\)|performance\.|setTimeout|setInterval/],
  ['chance', /Math\.random|randomUUID|crypto/],
  [
    'data that change with Node',
    /\bIntl\b|toLocale|localeCompare|getTimezoneOffset|\.get(?:Hours|Day|Date|Month|FullYear)\(/,
  ],
  ['the process or the network', /\bprocess\.|\bfetch\(|\brequire\(|\bimport\(|globalThis/],
] as const;

describe('The rules are pure', () => {
  it('there are rules to look at', () => expect(files.length).toBeGreaterThan(30));

  it.each(IMPURE)('no file of domain/ has %s', (_, pattern) =>
    expect(files.filter(({ code }) => pattern.test(code)).map(({ name }) => name)).toEqual([]),
  );

  it('domain/ imports only domain/ and date-fns', () => {
    const strangers = files.flatMap(({ name, code }) =>
      [...code.matchAll(/\bfrom '([^']+)'|\bimport '([^']+)'/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((path) => !staysInside(name, path) && !/^date-fns(\/|$)/.test(path))
        .map((path) => `${name} → ${path}`),
    );
    expect(strangers).toEqual([]);
  });
});

const staysInside = (file: string, path: string): boolean =>
  path.startsWith('.') && !normalize(join(dirname(file), path)).startsWith('..');
