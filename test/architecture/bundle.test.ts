import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testBundle } from '../environment/temporal.ts';

const code = () => readFileSync(testBundle().codePath, 'utf8').replace(/\n\/\/# sourceMappingURL=.*/s, '');
const modulesIn = (bundle: string) => [
  ...new Set([...bundle.matchAll(/^\/\*{3}\/ "([^"]+)"/gm)].map(([, path]) => path!)),
];
const packageOf = (path: string) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.replace(/^.*node_modules/, 'node_modules'))?.[1];

describe('The workflows’ bundle', () => {
  const modules = modulesIn(code());
  const ours = modules.filter((path) => path.startsWith('./') && !path.includes('node_modules'));

  it('holds the process and its rules', () => {
    expect(ours).toEqual(expect.arrayContaining(['./workflows/enrolment.ts', './domain/actions.ts']));
  });

  it('holds nothing of ours but workflows/ and domain/', () => {
    expect(ours.filter((path) => !/^\.\/(workflows|domain)\//.test(path))).toEqual([]);
  });

  it('holds no library but Temporal’s, what it needs, and date-fns’ pure functions', () => {
    const packages = new Set(modules.map(packageOf).filter((name) => name !== undefined));
    const allowed = ['@temporalio/common', '@temporalio/workflow', 'date-fns', 'long', 'ms', 'nexus-rpc'];
    expect([...packages].filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('holds no module of Node’s', () => {
    expect(modules.filter((path) => /^(node:|external )/.test(path))).toEqual([]);
  });

  it('is small: a worker reads it for each thread', () => {
    expect(code().length).toBeLessThan(1_000_000);
  });
});

/** What would be another answer when a history is lived again: clocks, chance, and data that change with Node. */
const UNDETERMINED = [
  ['a clock of its own', /Date\.now|new Date\(\)|[^w] Date\(\)|performance\.|setTimeout|setInterval/, ['clock.ts']],
  ['chance', /Math\.random|randomUUID|crypto/, []],
  [
    'data that change with Node',
    /\bIntl\b|toLocale|localeCompare|getTimezoneOffset|\.get(?:Hours|Day|Date|Month|FullYear)\(/,
    [],
  ],
  ['the process or the network', /\bprocess\.|\bfetch\(|\brequire\(|\bimport\(|globalThis/, []],
] as const;

describe('Workflows live the same again', () => {
  const files = readdirSync('workflows').map((name) => ({ name, text: readFileSync(join('workflows', name), 'utf8') }));
  const bare = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

  it.each(UNDETERMINED)('no file of workflows/ has %s', (_, pattern, except: readonly string[]) => {
    const found = files.filter(({ name, text }) => !except.includes(name) && pattern.test(bare(text)));
    expect(found.map(({ name }) => name)).toEqual([]);
  });
});
