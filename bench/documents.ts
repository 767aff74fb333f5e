import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../documents/open-storage.ts';
import type { DocumentStorage } from '../documents/storage.ts';

/**
 * `node --import tsx bench/documents.ts STORAGE_URL…`: how long it takes to store a file and to read it again, one at a time and
 * four at once. What is stored is removed.
 */
const MEBIBYTE = 2 ** 20;
const SIZES = [1, 5, 20];
const TIMES = 12;

const milliseconds = async (act: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
};

async function read(storage: DocumentStorage, sha256: string): Promise<void> {
  for await (const _chunk of await storage.open(sha256));
}

/** Median and slowest, of each of `TIMES` files that are done so many at once. */
async function timed(atOnce: number, act: (index: number) => Promise<unknown>): Promise<string> {
  const each: number[] = [];
  for (let first = 0; first < TIMES; first += atOnce) {
    const group = Array.from({ length: atOnce }, (_, index) => milliseconds(() => act(first + index)));
    each.push(...(await Promise.all(group)));
  }
  each.sort((one, other) => one - other);
  return `${each[Math.floor(each.length / 2)]?.toFixed(0)} (${each.at(-1)?.toFixed(0)})`;
}

async function measure(storage: DocumentStorage, folder: string, sizeMebibytes: number, atOnce: number) {
  const paths = Array.from({ length: TIMES }, (_, index) => join(folder, String(index)));
  for (const path of paths) await writeFile(path, randomBytes(sizeMebibytes * MEBIBYTE));
  const names: string[] = [];
  const put = await timed(atOnce, async (index) => {
    names[index] = (await storage.put({ path: paths[index] ?? '' })).sha256;
  });
  const get = await timed(atOnce, (index) => read(storage, names[index] ?? ''));
  for (const name of names) await storage.remove(name);
  return { size: `${sizeMebibytes} MiB`, 'at once': atOnce, 'put, ms': put, 'get, ms': get };
}

for (const url of process.argv.slice(2)) {
  const storage = await openStorage(url);
  const folder = await mkdtemp(join(tmpdir(), 'jalons-bench-'));
  const rows = [];
  for (const size of SIZES) for (const atOnce of [1, 4]) rows.push(await measure(storage, folder, size, atOnce));
  await rm(folder, { recursive: true });
  console.log(
    `${url.split('?')[0]}: median (slowest) of ${TIMES}; ${(process.memoryUsage().rss / MEBIBYTE).toFixed(0)} MiB`,
  );
  console.table(rows);
}
