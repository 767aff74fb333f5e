import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type Activities, createActivities } from '../../activities/create-activities.ts';
import type { EnrolmentStore, Outbox, QueuedMail } from '../../activities/ports.ts';
import { retryDelay } from '../../activities/send-mails.ts';
import { civilTime } from '../../calendar/civil-time.ts';
import { DEFAULT_POLICY } from '../../domain/policy.ts';
import { plainWriter, registration, transition } from '../db/people.ts';

const SECRET = 'Élodie Martin <elodie@example.org>';
const NOW = '2026-11-02T09:30:00.000Z';

const mail = (key: string, queuedAt = NOW): QueuedMail => ({
  key,
  messageId: `<${key}@example.org>`,
  queuedAt,
  to: { name: 'Élodie Martin', address: 'elodie@example.org' },
  subject: 'Votre tuteur',
  text: '',
  html: '',
});

const refusal = (code: string) => Object.assign(new Error(`550 ${SECRET}`), { code });

interface World {
  mails: QueuedMail[];
  failing: Record<string, Error>;
  databaseError?: Error;
  logged: object[];
  sent: string[];
  /** The days that mails wait for. */
  notBefore?: Record<string, string>;
  now: string;
}

function activitiesIn(world: World): Activities {
  const failIfDown = () => {
    if (world.databaseError) throw world.databaseError;
  };
  const outbox: Outbox = {
    waiting: async (keys) =>
      keys
        .filter((key) => world.mails.some((mail) => mail.key === key))
        .map((key) => ({ key, notBefore: world.notBefore?.[key] })),
    deliver: async (key, send) => {
      failIfDown();
      await send(world.mails.find((queued) => queued.key === key)!);
    },
  };
  const store: EnrolmentStore = {
    record: async () => failIfDown(),
    policyOf: async () => DEFAULT_POLICY,
    isUnavailable: (error) => (error as { code?: string }).code === '57P01',
  };
  return createActivities({
    store,
    outbox,
    transport: {
      send: async ({ key }) => {
        const error = world.failing[key];
        if (error) throw error;
        world.sent.push(key);
      },
    },
    writeMail: plainWriter,
    civilTime,
    clock: { now: async () => world.now },
    log: { warn: (fields) => void world.logged.push(fields), error: (fields) => void world.logged.push(fields) },
  });
}

const world = (changes: Partial<World> = {}): World => ({
  mails: [],
  failing: {},
  logged: [],
  sent: [],
  now: NOW,
  ...changes,
});

async function failureOf(run: Promise<unknown>): Promise<ApplicationFailure> {
  const failure = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(ApplicationFailure);
  return failure as ApplicationFailure;
}

const nothing = () => {};
const SILENT = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

const sendMails = (all: Activities, attempt = 1, keys = ['a', 'b', 'c']) =>
  new MockActivityEnvironment({ attempt }, { logger: SILENT }).run(all.sendMails, { enrolmentId: 'e', keys });

describe('the sending of a transition’s mails', () => {
  it('delivers each in order', async () => {
    const it_ = world({ mails: [mail('a'), mail('b')] });
    await sendMails(activitiesIn(it_));
    expect(it_.sent).toEqual(['a', 'b']);
  });

  it('leaves the mails of other transitions alone', async () => {
    const it_ = world({ mails: [mail('a'), mail('b')] });
    await sendMails(activitiesIn(it_), 1, ['b']);
    expect(it_.sent).toEqual(['b']);
  });

  it('tries the others when one fails, then asks to be tried again', async () => {
    const it_ = world({ mails: [mail('a'), mail('b'), mail('c')], failing: { b: refusal('mail.refused') } });
    const failure = await failureOf(sendMails(activitiesIn(it_)));
    expect(it_.sent).toEqual(['a', 'c']);
    expect(failure).toMatchObject({ type: 'mail.refused', nonRetryable: false, nextRetryDelay: 5_000 });
  });

  it('fails with a code alone: no name, no address, no word of the mail server', async () => {
    const it_ = world({ mails: [mail('a')], failing: { a: refusal('mail.unreachable') } });
    const failure = await failureOf(sendMails(activitiesIn(it_), 3));
    expect(failure).toMatchObject({ message: 'mail.unreachable', type: 'mail.unreachable', nextRetryDelay: 20_000 });
    expect(failure.cause).toBeUndefined();
    expect(failure.stack).toBe('');
    expect(JSON.stringify(failure)).not.toContain('elodie');
  });

  it('is tried again within 60 s during the first hour, within 10 minutes after', () => {
    const after = (minutes: number, attempt: number) =>
      retryDelay(NOW, new Date(Date.parse(NOW) + minutes * 60_000).toISOString(), attempt) / 1_000;
    expect([1, 2, 3, 4, 5, 6, 40].map((attempt) => after(1, attempt))).toEqual([5, 10, 20, 40, 55, 55, 55]);
    expect(after(59.9, 60)).toBe(55);
    expect(after(60, 61)).toBe(540);
    expect(after(60 * 24 * 7, 999)).toBe(540);
  });
});

describe('a reminder that could not leave in time', () => {
  const reminder = 'e/reminder/report/2026-10-12T08:00:00.000Z/2026-11-02/0/0/0/reminder/auditeur';
  const recall = 'e/reminder/meeting/2026-10-12T08:00:00.000Z/2026-11-03/0/meeting_reminder/tutor';
  const act = 'e/c1/0/tutor_assigned/tutor';
  const at = async (now: string, mails = [reminder, recall, act].map((key) => mail(key)), failing = {}) => {
    const it_ = world({ mails, now, failing });
    const sending = sendMails(
      activitiesIn(it_),
      1,
      mails.map(({ key }) => key),
    );
    const failure = await sending.then(
      () => undefined,
      (reason: ApplicationFailure) => reason,
    );
    return { sent: it_.sent, failure, logged: it_.logged };
  };

  it.each([
    ['at night', '2026-11-02T22:00:00.000Z', 540],
    ['at 19:00', '2026-11-02T18:00:00.000Z', 540],
    ['on a Sunday', '2026-11-08T10:00:00.000Z', 540],
    ['on a public holiday', '2026-11-11T10:00:00.000Z', 540],
    ['at 7:57', '2026-11-03T06:57:00.000Z', 180],
    ['an instant before 8:00', '2026-11-03T06:59:59.900Z', 1],
  ])('%s, it waits, the mail of an act does not', async (_, now, seconds) => {
    const { sent, failure, logged } = await at(now);
    expect(sent).toEqual([act]);
    expect(failure).toMatchObject({ type: 'mail.postponed', nonRetryable: false, nextRetryDelay: seconds * 1_000 });
    expect(logged).toEqual([]);
  });

  it('leaves at civil hours', async () => {
    const { sent, failure } = await at('2026-11-03T07:00:00.000Z');
    expect({ sent, failure }).toEqual({ sent: [reminder, recall, act], failure: undefined });
  });

  it('does not slow down the mails that fail beside it', async () => {
    const failing = { [act]: refusal('mail.refused') };
    const { failure } = await at(
      '2026-11-02T22:00:00.000Z',
      [mail(reminder), mail(act, '2026-11-02T21:59:00.000Z')],
      failing,
    );
    expect(failure).toMatchObject({ type: 'mail.refused', nextRetryDelay: 5_000 });
  });
});

describe('a reminder that waits for its day', () => {
  const survey = 'e/7/survey.sent/0/survey/auditeur';
  const reminder = 'e/7/survey.sent/1/survey_reminder/auditeur';
  const at = async (now: string, mails = [mail(survey), mail(reminder)]) => {
    const it_ = world({ mails, now, notBefore: { [reminder]: '2026-11-14' } });
    const sending = sendMails(activitiesIn(it_), 1, [survey, reminder]);
    const failure = await sending.then(
      () => undefined,
      (reason: ApplicationFailure) => reason,
    );
    return { sent: it_.sent, again: failure && new Date(Date.parse(now) + failure.nextRetryDelay!).toISOString() };
  };

  it('lets the others go, and is looked at again at 8:00 of the working day at or after it', async () => {
    expect(await at('2026-11-02T09:30:00.000Z')).toEqual({ sent: [survey], again: '2026-11-16T07:00:00.000Z' });
  });

  it('waits for civil hours even so', async () => {
    const { sent, again } = await at('2026-11-15T20:00:00.000Z', [mail(reminder)]);
    expect({ sent, again }).toEqual({ sent: [], again: '2026-11-15T20:09:00.000Z' });
  });

  it('goes on its day', async () => {
    expect(await at('2026-11-16T07:00:00.000Z', [mail(reminder)])).toEqual({ sent: [reminder], again: undefined });
  });
});

describe('an error of the database', () => {
  it('reaches Temporal as a code, and the log without the values of rows', async () => {
    const databaseError = Object.assign(new Error(`duplicate key ${SECRET}`), {
      code: '23505',
      constraint: 'one_mail_per_message_id',
      detail: `Key (to_address)=(${SECRET}) already exists.`,
    });
    const it_ = world({ databaseError });
    const failure = await failureOf(activitiesIn(it_).record(transition(registration())));
    expect(failure).toMatchObject({ message: 'database.error', type: 'database.error', nonRetryable: false });
    expect(failure.cause).toBeUndefined();
    expect(failure.stack).toBe('');
    expect(it_.logged).toMatchObject([{ code: '23505', constraint: 'one_mail_per_message_id' }]);
    expect(JSON.stringify(it_.logged)).not.toContain('elodie');
  });

  it('that will pass is told apart, also while mails are sent', async () => {
    const databaseError = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const it_ = world({ databaseError, mails: [mail('a')] });
    expect(await failureOf(sendMails(activitiesIn(it_)))).toMatchObject({ type: 'database.unavailable' });
  });
});

describe('the plan of a wait', () => {
  const wait = {
    enrolmentId: 'e',
    kind: 'report',
    start: '2026-11-02',
    begunAt: NOW,
    now: NOW,
    told: [],
  } as const;
  const plan = (changes: object = {}) => activitiesIn(world()).planWait({ ...wait, told: [], ...changes });

  it('reads the policy when the wait begins, and keeps it', async () => {
    const { rules } = await plan({ due: '2026-12-10' });
    expect(rules).toEqual(DEFAULT_POLICY.reminders.report);
    const kept = [{ to: 'staff', from: 'due', days: 0 }] as const;
    expect(await plan({ due: '2026-12-10', rules: kept })).toMatchObject({
      rules: kept,
      notices: [{ at: '2026-12-10T07:00:00.000Z', to: 'staff' }],
    });
  });

  it('has its due date end at 23:59:59 in Paris, in winter as in summer', async () => {
    expect((await plan({ due: '2027-03-27' })).dueAt).toBe('2027-03-27T22:59:59.000Z');
    expect((await plan({ due: '2027-03-28' })).dueAt).toBe('2027-03-28T21:59:59.000Z');
    expect((await plan({ due: '2026-10-25' })).dueAt).toBe('2026-10-25T22:59:59.000Z');
    expect((await plan()).dueAt).toBeUndefined();
  });
});
