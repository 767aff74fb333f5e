import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseSync, transformSync } from '@swc/core';
import type { IForbiddenRuleType } from 'dependency-cruiser';
import { COMPOSITION_ROOTS, LAYERS, type Layer, LOOKED_AT } from './layers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIBRARY = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] as const;
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const run = promisify(execFile);

/** A file of ours: not a library, not a module of Node's, and found. */
const OURS = '^(?!node_modules/)(?![.][.])[^/]+/.|^(config|log)[.]ts$';

type View = 'all imports' | 'imports at run time';
const exactly = (path: string) => `^${path}(/|[.]tsx?$|$)`;
const library = (name: string) => `^node_modules/${name}/`;

function from(folder: string) {
  return { path: `^${folder}/`, pathNot: COMPOSITION_ROOTS.map(exactly) };
}

function rulesOf(folder: string, layer: Layer, view: View): IForbiddenRuleType[] {
  const { imports = [], types = [], libraries, never = [], node } = layer;
  const reach = view === 'all imports' ? [...imports, ...types] : imports;
  const rules: IForbiddenRuleType[] = [
    {
      name: `${folder} (${view}) may reach only ${[folder, ...reach].join(', ')}`,
      severity: 'error',
      from: from(folder),
      to: {
        path: OURS,
        pathNot: [folder, ...reach].map(exactly),
        dependencyTypes: ['local', 'undetermined', 'unknown'],
      },
    },
  ];
  if (view === 'all imports') return rules;
  if (libraries) {
    rules.push({
      name: `${folder} may use no library but ${libraries.join(', ')}`,
      severity: 'error',
      from: from(folder),
      to: { dependencyTypes: [...LIBRARY], pathNot: libraries.map(library) },
    });
  }
  if (never.length > 0) {
    rules.push({
      name: `${folder} must not use ${never.join(', ')}`,
      severity: 'error',
      from: from(folder),
      to: { path: never.map(library) },
    });
  }
  if (!node) {
    rules.push({
      name: `${folder} uses no module of Node's`,
      severity: 'error',
      from: from(folder),
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

const AT_RUN_TIME: IForbiddenRuleType[] = [
  {
    name: 'modules that need each other are one module',
    severity: 'error',
    from: { pathNot: '^node_modules' },
    to: { circular: true },
  },
  {
    name: 'nothing but tests and benchmarks imports tests',
    severity: 'error',
    from: { pathNot: '^(test|bench)/' },
    to: { path: '^test/' },
  },
  {
    name: 'what runs uses no library installed for developers only',
    severity: 'error',
    from: { pathNot: '^(test|bench|node_modules)/' },
    to: { dependencyTypes: ['npm-dev'] },
  },
  {
    name: 'every import exists',
    severity: 'error',
    from: { pathNot: '^node_modules' },
    to: { couldNotResolve: true },
  },
];

function sources(folder: string): string[] {
  return LOOKED_AT.filter((name) => existsSync(join(folder, name))).flatMap((name) => {
    if (statSync(join(folder, name)).isFile()) return [name];
    const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
    return files.filter((file) => /[.](tsx?|mjs)$/.test(file)).map((file) => join(name, file));
  });
}

/**
 * A copy of the sources, types included, where of each page only the imports are left: dependency-cruiser's parser does not
 * take JSX.
 */
function withoutMarkup(): string {
  return copied((file, source) => (file.endsWith('.tsx') ? importsIn(source) : source));
}

function importsIn(source: string): string {
  const { body } = parseSync(source, { syntax: 'typescript', tsx: true, target: 'es2022' });
  const lines = body.map((item, index) => {
    if (item.type === 'ImportDeclaration') return importLine(item.source.value, item.typeOnly, index);
    const isFrom = item.type === 'ExportAllDeclaration' || item.type === 'ExportNamedDeclaration';
    return isFrom && item.source ? importLine(item.source.value, false, index) : '';
  });
  return lines.join('\n');
}

const importLine = (from: string, typeOnly: boolean, index: number): string =>
  `import ${typeOnly ? 'type ' : ''}* as import${index} from '${from}';`;

/** A copy of the sources without their types, so that what is left of their imports is what runs. */
function withoutTypes(): string {
  return copied((file, source) => {
    const parser = { syntax: 'typescript', tsx: file.endsWith('.tsx') } as const;
    const react = { runtime: 'automatic', importSource: 'hono/jsx' } as const;
    const options = {
      jsc: { parser, target: 'es2022', transform: { verbatimModuleSyntax: true, react } },
      module: { type: 'es6' },
    } as const;
    return transformSync(source, { ...options, swcrc: false, filename: file }).code;
  });
}

/** The sources, changed, in a folder of their own with the libraries at hand. */
function copied(change: (file: string, source: string) => string): string {
  const copy = mkdtempSync(join(tmpdir(), 'jalons-architecture-'));
  for (const file of sources(ROOT)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), change(file, readFileSync(join(ROOT, file), 'utf8')));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'package.json'), readFileSync(join(ROOT, 'package.json')));
  return copy;
}

interface Cruise {
  readonly summary: { readonly violations: readonly { rule: { name: string }; from: string; to: string }[] };
}

/** dependency-cruiser runs as a program of its own: under tsx its parser does not load. */
async function violations(folder: string, view: View): Promise<string[]> {
  const forbidden = [
    ...Object.entries(LAYERS).flatMap(([name, layer]) => rulesOf(name, layer, view)),
    ...(view === 'imports at run time' ? AT_RUN_TIME : []),
  ];
  const options = {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    preserveSymlinks: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  };
  const config = join(mkdtempSync(join(tmpdir(), 'jalons-cruise-')), 'rules.json');
  writeFileSync(config, JSON.stringify({ forbidden, options }));
  try {
    const parameters = [CRUISER, '--config', config, '--output-type', 'json', ...sources(folder)];
    const { stdout } = await run(process.execPath, parameters, { cwd: folder, maxBuffer: 2 ** 28 }).catch(outputOf);
    const { summary } = JSON.parse(stdout) as Cruise;
    return summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name}`);
  } finally {
    rmSync(dirname(config), { recursive: true, force: true });
  }
}

/** It ends with the number of violations: that is an answer too. */
function outputOf(error: { stdout?: string }): { stdout: string } {
  if (error.stdout?.startsWith('{')) return { stdout: error.stdout };
  throw error;
}

/** Every import that the table of layers does not allow, a line each. */
export async function forbiddenImports(): Promise<string[]> {
  const [whole, running] = [withoutMarkup(), withoutTypes()];
  try {
    return [...(await violations(whole, 'all imports')), ...(await violations(running, 'imports at run time'))];
  } finally {
    for (const copy of [whole, running]) rmSync(copy, { recursive: true, force: true });
  }
}
