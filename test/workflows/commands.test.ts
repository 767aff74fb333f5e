import { randomUUID } from 'node:crypto';
import { ApplicationFailure, WorkflowUpdateFailedError } from '@temporalio/client';
import { addDays, weekday } from '../../domain/dates.ts';
import { aTutor, type Enrolled, openStage, type Stage, slotOn } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const refusal = async (outcome: Promise<unknown>): Promise<string | undefined | null> => {
  try {
    await outcome;
    return undefined;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
      return error.cause.type;
    throw error;
  }
};

const assign = (enrolled: Enrolled, code?: string, updateId?: string) =>
  enrolled.command('assignTutor', { tutor: aTutor(code), forced: false, hasReason: false }, updateId);

const recordsOf = ({ id }: Enrolled) => stage.records.filter(({ enrolmentId }) => enrolmentId === id);

/** Events of the history, workflow tasks left out: this server keeps those of a refused Update, a real one does not. */
const eventsOf = async ({ handle }: Enrolled) =>
  (await handle.fetchHistory()).events?.filter(
    (event) =>
      !event.workflowTaskScheduledEventAttributes &&
      !event.workflowTaskStartedEventAttributes &&
      !event.workflowTaskCompletedEventAttributes,
  ).length ?? 0;

/** Until the history does not grow any more: the mails of the last command have gone. */
async function mailsGone(enrolled: Enrolled): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
    now = await eventsOf(enrolled);
  }
}

describe('A command to an enrolment', () => {
  it('is recorded with the step it leads to before it is answered', async () => {
    const enrolled = await stage.enrol();
    await assign(enrolled);
    let day = addDays(await enrolled.today(), 7);
    while (weekday(day) > 5) day = addDays(day, 1);
    const { version } = await enrolled.command('bookMeeting', { slot: slotOn(day), publicHolidays: [] });

    const last = recordsOf(enrolled).at(-1);
    expect(last?.version).toBe(version);
    expect(last?.snapshot.step).toBe('first_meeting');
    expect(last?.accepted.map(({ name }) => name)).toEqual(['bookMeeting']);
    expect(last?.lines.map(({ type }) => type)).toEqual(['meeting.booked', 'step.entered']);
  });

  it('given twice under the same id is done once and answered alike', async () => {
    const enrolled = await stage.enrol();
    const updateId = randomUUID();
    const [first, second] = await Promise.all([assign(enrolled, 'T1', updateId), assign(enrolled, 'T1', updateId)]);
    expect(second).toEqual(first);
    expect(recordsOf(enrolled).flatMap(({ accepted }) => accepted)).toHaveLength(1);
  });

  it('given at the same time as another that excludes it is refused by its validator', async () => {
    const enrolled = await stage.enrol();
    const outcomes = await Promise.all(['T1', 'T2', 'T3', 'T4'].map((code) => refusal(assign(enrolled, code))));
    expect(outcomes.filter((code) => code === undefined)).toHaveLength(1);
    expect(outcomes.filter((code) => code === 'reason.required')).toHaveLength(3);
  });

  it('that is refused leaves no event in the history', async () => {
    const enrolled = await stage.enrol();
    await assign(enrolled);
    await mailsGone(enrolled);
    const before = await eventsOf(enrolled);
    expect(await refusal(enrolled.command('withdraw', { hasReason: false }))).toBe('reason.required');
    expect(await eventsOf(enrolled)).toBe(before);
  });

  it('is recorded in the end though the database failed meanwhile', async () => {
    const enrolled = await stage.enrol();
    await enrolled.handle.query('state');
    stage.failRecords(3);
    await assign(enrolled);
    expect(recordsOf(enrolled).at(-1)?.snapshot.facts.tutor?.code).toBe('T1');
  });

  it('has lines and mails whose keys are its own', async () => {
    const enrolled = await stage.enrol();
    const updateId = randomUUID();
    await assign(enrolled, 'T1', updateId);
    const last = recordsOf(enrolled).at(-1);
    expect(last?.lines.map(({ key }) => key)).toEqual([`${updateId}/0`]);
    expect(last?.mails.map(({ key }) => key)).toEqual([`${updateId}/0`, `${updateId}/1`]);
  });
});

describe('An enrolment withdrawn (R33)', () => {
  it('at any moment before the avis ends its workflow, once its mails have gone', async () => {
    const enrolled = await stage.enrol();
    await assign(enrolled);
    await enrolled.command('withdraw', { hasReason: true });
    await expect(enrolled.handle.result()).resolves.toEqual({ outcome: 'withdrawn' });
    const last = recordsOf(enrolled).at(-1);
    expect(last?.snapshot).toMatchObject({ step: 'closed', situation: 'closed', archived: true, waitingFor: 'nobody' });
    expect(stage.mailed.length).toBeGreaterThan(1);
  });
});
