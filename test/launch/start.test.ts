import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyInstall } from '../../launch/start.mjs';

type Packages = Record<string, { version?: string; dev?: boolean; optional?: boolean }>;

describe('Whether npm ci must run before a program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jalons-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lock = (packages: Packages) =>
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  const installed = (packages: Packages) => {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  };

  it('runs it on a fresh clone', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, false)).toMatch(/pas installées/);
  });

  it('runs it after an installation that was interrupted', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } });
    mkdirSync(join(folder, 'node_modules'));
    expect(whyInstall(folder, false)).toMatch(/interrompue/);
  });

  it('does not run it when everything is there', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, true)).toBeUndefined();
  });

  it('runs it when the lockfile moved on', () => {
    lock({ 'node_modules/a': { version: '1.1.0' } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, false)).toMatch(/changé/);
  });

  it('runs it when a library was added', () => {
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, false)).toMatch(/changé/);
  });

  it('does not ask for a package made for another machine', () => {
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/a-win32': { version: '1.0.0', optional: true } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, true)).toBeUndefined();
  });

  it('asks for the developers’ libraries only to run tests', () => {
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/jest': { version: '1.0.0', dev: true } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(whyInstall(folder, false)).toBeUndefined();
    expect(whyInstall(folder, true)).toMatch(/changé/);
  });

  it('does not ask anything where there is no lockfile', () => {
    expect(whyInstall(folder, true)).toBeUndefined();
  });
});
