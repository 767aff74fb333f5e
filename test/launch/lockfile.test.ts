import { readFileSync } from 'node:fs';
import { missingOptionals } from '../../.ci/complete-lockfile.mjs';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

describe('The lockfile', () => {
  it('names the packages of every kind of machine, or npm ci refuses it (node .ci/complete-lockfile.mjs adds them)', () => {
    expect(missingOptionals(read('package-lock.json').packages)).toEqual([]);
  });

  it('goes with a package.json that pins exact versions', () => {
    const { dependencies, devDependencies } = read('package.json');
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, v]) => !/^\d+\.\d+\.\d+/.test(v as string),
    );
    expect(loose).toEqual([]);
  });
});
