import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../../documents/open-storage.ts';
import { type Place, storageContract } from './storage.contract.ts';

const content = Buffer.from('Rapport d’activité');
const sha256 = createHash('sha256').update(content).digest('hex');
const placeOf = (name: string): string => join(name.slice(0, 2), name.slice(2, 4), name);

describe('Documents in a folder', () => {
  let root: string;
  const folder = () => join(root, 'a/b');
  const open = async (): Promise<Place> => {
    root = await mkdtemp(join(tmpdir(), 'jalons test é-'));
    const storage = await openStorage(`file:${folder()}`);
    return {
      storage,
      async everything() {
        const entries = await readdir(folder(), { recursive: true, withFileTypes: true });
        return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
      },
      damage: (name, bytes) => writeFile(join(folder(), placeOf(name)), bytes),
      leaveHalf: () => writeFile(join(folder(), 'incoming/half'), 'Rap'),
      datesHalves: true,
      async forbidWriting() {
        await rm(join(folder(), 'incoming'), { recursive: true });
      },
      vanish: () => rm(folder(), { recursive: true }),
    };
  };
  const close = () => rm(root, { recursive: true });

  describe('as everywhere', () => storageContract(open, close));

  it('a file lies under its hash, readable by its owner only', async () => {
    const { storage } = await open();
    await storage.put(content);
    expect((await stat(join(folder(), placeOf(sha256)))).mode & 0o777).toBe(0o600);
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
    await close();
  });

  it('files that are none of ours are passed over, and left', async () => {
    const { storage } = await open();
    await storage.put(content);
    await mkdir(join(folder(), 'ab/cd'), { recursive: true });
    for (const name of ['ab/cd/note.txt', 'README']) await writeFile(join(folder(), name), '');
    const names = [];
    for await (const item of storage.list()) names.push(item.sha256);
    expect(names).toEqual([sha256]);
    await close();
  });

  it('a folder that cannot be made is said at the start', async () => {
    await open();
    await writeFile(join(root, 'file'), '');
    await chmod(join(root, 'file'), 0o400);
    await expect(openStorage(`file:${root}/file/documents`)).rejects.toThrow('ENOTDIR');
    await close();
  });
});
