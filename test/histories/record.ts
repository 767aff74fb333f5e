import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { workflowIdOf } from '../../workflows/messages.ts';
import { setUp } from '../environment/setup.ts';
import { openWorld } from '../journeys/world.ts';
import { STORIES, type Story } from './stories.ts';

/**
 * `node --import tsx test/histories/record.ts [STORY…]`: plays these paths of the process (all of them when none is named)
 * with the workflow as it is now, and keeps their histories here, a file a path. Those kept earlier stay, enrolments living
 * for two years: the new ones are numbered beside them.
 */
async function historyOf(story: Story): Promise<string> {
  const world = await openWorld();
  try {
    const { id } = await story(world);
    const history = await world.env.client.workflow.getHandle(workflowIdOf(id)).fetchHistory();
    for (const event of history.events ?? []) nameless(event);
    return historyToJSON(history);
  } finally {
    await world.close();
  }
}

/** Who polled says on what machine a history was recorded, and tells nothing else. */
function nameless(event: object): void {
  for (const [key, value] of Object.entries(event)) {
    if (key === 'identity') Object.assign(event, { identity: 'recorder' });
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) nameless(value);
  }
}

/** The first name not taken: `late.json`, `late-2.json`… */
function fileFor(name: string): string {
  for (let number = 1; ; number += 1) {
    const file = join(import.meta.dirname, number === 1 ? `${name}.json` : `${name}-${number}.json`);
    if (!existsSync(file)) return file;
  }
}

const wanted = process.argv.slice(2);
const tearDown = await setUp();
try {
  for (const [name, story] of Object.entries(STORIES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const history = await historyOf(story);
    writeFileSync(fileFor(name), `${history}\n`);
    const { events } = JSON.parse(history) as { events: unknown[] };
    process.stdout.write(`${name}: ${events.length} events\n`);
  }
} finally {
  await tearDown();
}
process.exit();
