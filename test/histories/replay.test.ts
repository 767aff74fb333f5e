import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { installSdk, testBundle } from '../environment/temporal.ts';
import { STORIES } from './stories.ts';

interface Recorded {
  // biome-ignore lint/suspicious/noExplicitAny: events as they are in the file
  events: any[];
}

beforeAll(() => installSdk());

const HISTORIES = import.meta.dirname;
const files = readdirSync(HISTORIES).filter((file) => file.endsWith('.json'));
const read = (file: string): Recorded => JSON.parse(readFileSync(join(HISTORIES, file), 'utf8'));

/** Lives a recorded history again with the workflow as it is now. */
const replay = (history: Recorded): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: testBundle() }, historyFromJSON(history), 'enrolment-replayed');

describe('Enrolments that began with an earlier workflow', () => {
  it('are kept of every path of the process', () => {
    const paths = files.map((file) => file.replace(/(-\d+)?\.json$/, ''));
    expect(paths).toEqual(expect.arrayContaining(Object.keys(STORIES)));
  });

  it.each(files)('go on with the present one: %s', async (file) => {
    await expect(replay(read(file))).resolves.toBeUndefined();
  });
});

describe('The replay', () => {
  it('finds a workflow that would do something else than was done', async () => {
    const history = read('favourable.json');
    const mails = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    mails.activityTaskScheduledEventAttributes.activityType.name = 'sendPigeons';
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
  });

  it('finds a workflow that would not begin a timer that was begun', async () => {
    const { events } = read('withdrawn.json');
    const at = events.findIndex((event) => event.timerStartedEventAttributes);
    events.splice(at, 0, twin(events[at]));
    const numbered = events.map((event, index) => ({ ...event, eventId: String(index + 1) }));
    await expect(replay({ events: numbered })).rejects.toThrow(DeterminismViolationError);
  });
});

/** The same once more, as another timer. */
function twin<Event extends object>(event: Event): Event {
  return JSON.parse(JSON.stringify(event).replace(/"timerId":"[^"]+"/, '"timerId":"twin"'));
}
