import type { NamedContent } from '../db/contents.ts';
import type { Logger } from '../log.ts';
import type { Backend, FileStore } from './backend.ts';
import { sideBySide } from './side-by-side.ts';

/** Content that nothing names is kept so long: it may be on its way into one. */
const ORPHAN_AGE_MS = 24 * 3_600_000;
/** Storing takes minutes at most: what was begun longer ago was begun by a process that is dead. */
const UNFINISHED_AGE_MS = 3_600_000;
/** How many of them one line of the log names. */
const NAMED_IN_LOG = 20;

/** What one sweep did and found. */
export interface Sweep {
  /** Contents that nothing named any more. */
  readonly removed: number;
  /** Remains of deposits whose process had died. */
  readonly unfinished: number;
  /** Documents and logos whose content is not in the storage. */
  readonly missing: number;
}

const sweeps = new WeakMap<FileStore, Sweep>();

/** What the last whole sweep of this storage, by this process, did and found. */
export const lastSweep = ({ files }: Pick<Backend, 'files'>): Sweep | undefined => sweeps.get(files);

/**
 * Compares what is stored with what the database names. Content that nothing names is removed once it is a day old, in the one
 * moment when nothing can begin to name it. A document whose content is missing is told, each time.
 */
export async function sweepContents(
  { stores, files }: Pick<Backend, 'stores' | 'files'>,
  log: Logger,
  now = Date.now(),
): Promise<Sweep> {
  const unfinished = await files.sweepUnfinished(new Date(now - UNFINISHED_AGE_MS));
  const missing: NamedContent[] = [];
  let removed = 0;
  for await (const [stored, named] of sideBySide(files.list(), stores.contents.all())) {
    if (stored && !named && stored.storedAt.getTime() < now - ORPHAN_AGE_MS) {
      removed += Number(await stores.contents.unlessNamed(stored.sha256, () => files.remove(stored.sha256)));
    } else if (named && !stored && (await isMissing(files, named))) missing.push(named);
  }
  const sweep = { removed, unfinished, missing: missing.flatMap(({ neededBy }) => neededBy).length };
  sweeps.set(files, sweep);
  tell(log, sweep, missing);
  return sweep;
}

/** Looks again: it may have been stored since the listing began. A pending document's is stored again by its own request. */
const isMissing = async (files: FileStore, { sha256, neededBy }: NamedContent): Promise<boolean> =>
  neededBy.length > 0 && !(await files.exists(sha256));

function tell(log: Logger, sweep: Sweep, missing: readonly NamedContent[]): void {
  if (sweep.removed + sweep.unfinished > 0) log.info(sweep, 'Contents that nothing named were removed.');
  if (missing.length === 0) return;
  const neededBy = missing.flatMap((content) => content.neededBy).slice(0, NAMED_IN_LOG);
  log.error({ ...sweep, neededBy }, 'Contents are missing from the documents’ storage.');
}
