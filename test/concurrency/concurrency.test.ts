import { randomUUID } from 'node:crypto';
import { atParis } from '../../calendar/paris-time.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { Answer, Caller } from '../journeys/caller.ts';
import { CERTIFICATION, registration, withTutor, workingDayIn } from '../journeys/enrolments.ts';
import { openWorld, type World } from '../journeys/world.ts';
import { eventually } from '../visibility/eyes.ts';
import { openSecondServer } from './second-server.ts';

let world: World;
let staff: Caller;
beforeAll(async () => {
  world = await openWorld({ temporal: 'dev' });
  staff = await world.as('staff');
});
afterAll(() => world.close());

const newcomer = () => registration(`alix-${randomUUID().slice(0, 8)}@example.org`);
const register = (body: object, key?: string) =>
  staff.ask('POST', '/enrolments', body, key ? { 'idempotency-key': key } : {});
const times = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort();
const codes = (answers: Answer[]) => answers.map(({ body }) => body.code);
const distinct = (things: unknown[]) => [...new Set(things.map((thing) => JSON.stringify(thing)))];

const enrolmentsKept = async () => {
  const [row] = await world.query<{ count: number }>('select count(*)::int from enrolments');
  return row?.count ?? 0;
};
const workflowsStarted = async () => (await world.env.client.workflow.count("WorkflowType = 'enrolment'")).count;

async function aTutor(capacity: number): Promise<string> {
  const { id } = await world.administrator.post('/tutors', {
    firstName: 'Octave',
    lastName: 'Exemple',
    email: `octave-${randomUUID().slice(0, 8)}@example.org`,
    approved: { on: '2024-01-15', reference: 'AGR' },
    certifications: [CERTIFICATION],
    capacity,
  });
  return id;
}

describe('Fifty enrolments at once, ten of them asked for twice (R8)', () => {
  const people = Array.from({ length: 50 }, newcomer);
  const keys = people.map(() => randomUUID());
  let ids: string[];

  it('are fifty enrolments and fifty workflows; who asked twice has the same answer twice', async () => {
    const asked = [...people.keys(), ...Array.from({ length: 10 }, (_, index) => index * 5)];
    const answers = await Promise.all(asked.map((index) => register(people[index]!, keys[index]!)));
    expect(distinct(statuses(answers))).toEqual(['201']);
    ids = answers.slice(0, 50).map(({ body }) => body.id);
    expect(distinct(ids)).toHaveLength(50);
    for (const [position, again] of answers.slice(50).entries()) {
      expect(again.body).toEqual(answers[position * 5]?.body);
    }
    expect(await enrolmentsKept()).toBe(50);
    expect(await eventually(workflowsStarted, (count) => count === 50)).toBe(50);
  });

  it('send each auditeur and their tutor one mail when a tutor is assigned to all at once', async () => {
    const tutorId = await aTutor(100);
    const assign = (id: string) => staff.ask('POST', `/enrolments/${id}/tutor`, { tutorId });
    expect(distinct(statuses(await Promise.all(ids.map(assign))))).toEqual(['200']);
    const mails = await world.mails();
    expect(mails).toHaveLength(100);
    expect(distinct(mails.map(({ messageId }) => messageId))).toHaveLength(100);
    for (const { auditeur } of people) expect(mails.filter(({ to }) => to === auditeur.email)).toHaveLength(1);
  });
});

describe('One key', () => {
  it('given ten times at once is one enrolment, and ten times the same answer', async () => {
    const [body, key, before] = [newcomer(), randomUUID(), await enrolmentsKept()];
    const answers = await times(10, () => register(body, key));
    expect(distinct(answers.map(({ status, body }) => ({ status, body })))).toHaveLength(1);
    expect(answers[0]?.status).toBe(201);
    expect(await enrolmentsKept()).toBe(before + 1);
  });

  it('given with another body, at once or later, is refused', async () => {
    const key = randomUUID();
    const answers = await times(2, () => register(newcomer(), key));
    expect(statuses(answers)).toEqual([201, 422]);
    const later = await register(newcomer(), key);
    expect([later.status, later.body.code]).toEqual([422, 'idempotency.mismatch']);
    expect(codes(answers)).toContain('idempotency.mismatch');
  });

  it('given five times at once with a command does it once', async () => {
    const { auditeur, path, id } = await withTutor(world);
    const startsAt = atParis(await workingDayIn(world, 3), '10:00');
    await world.forgetMails();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await times(5, () => auditeur.ask('POST', `${path}/meeting`, { startsAt }, key));
    expect(distinct(answers.map(({ status, body }) => ({ status, body })))).toHaveLength(1);
    expect(answers[0]?.body.meeting).toMatchObject({ startsAt });
    const { events } = await world.env.client.workflow.getHandle(workflowIdOf(id)).fetchHistory();
    const booked = events?.filter(
      ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) =>
        accepted?.acceptedRequest?.input?.name === 'bookMeeting',
    );
    expect(booked).toHaveLength(1);
    expect(await world.mails()).toHaveLength(2);
  });
});

describe('The same auditeur, certification and unit (R6)', () => {
  it('registered ten times at once, by several members of staff, has one open enrolment', async () => {
    const body = newcomer();
    const before = await enrolmentsKept();
    const others = await times(10, () => world.as('staff'));
    const answers = await Promise.all(others.map((one) => one.ask('POST', '/enrolments', body)));
    expect(statuses(answers)).toEqual([201, ...Array(9).fill(409)]);
    expect(codes(answers).filter((code) => code === 'enrolment.duplicate')).toHaveLength(9);
    expect(await enrolmentsKept()).toBe(before + 1);
  });
});

describe('Two servers of one installation', () => {
  let second: Awaited<ReturnType<typeof openSecondServer>>;
  let elsewhere: Caller;
  beforeAll(async () => {
    second = await openSecondServer(world);
    elsewhere = staff.at(second.url);
  });
  afterAll(() => second.stop());
  const either = (index: number) => (index % 2 === 0 ? staff : elsewhere);

  it('given one key at once are one: one enrolment, the same answer', async () => {
    const [body, headers, before] = [newcomer(), { 'idempotency-key': randomUUID() }, await enrolmentsKept()];
    const answers = await times(6, (index) => either(index).ask('POST', '/enrolments', body, headers));
    expect(distinct(answers.map(({ status, body }) => ({ status, body })))).toHaveLength(1);
    expect(answers[0]?.status).toBe(201);
    expect(await enrolmentsKept()).toBe(before + 1);
  });

  it('fill the last place of a tutor once (R9)', async () => {
    const tutorId = await aTutor(1);
    const ids = (await times(6, () => register(newcomer()))).map(({ body }) => body.id);
    const answers = await times(6, (index) =>
      either(index).ask('POST', `/enrolments/${ids[index]}/tutor`, { tutorId }),
    );
    expect(statuses(answers)).toEqual([200, ...Array(5).fill(422)]);
    expect((await staff.get(`/tutors/${tutorId}`)).load).toBe(1);
  });
});

describe('Commands at once', () => {
  it('that exclude each other: one is accepted, the other refused', async () => {
    const { staff, auditeur, path } = await withTutor(world);
    await auditeur.post(`${path}/meeting`, { startsAt: atParis(await workingDayIn(world, 3), '10:00') });
    const reason = 'Un empêchement.';
    const answers = await Promise.all([
      auditeur.ask('DELETE', `${path}/meeting`, { reason }),
      staff.ask('DELETE', `${path}/meeting`, { reason }),
    ]);
    expect(statuses(answers)).toEqual([200, 409]);
    expect(codes(answers)).toContain('enrolment.state');
    const { items } = await staff.get(`${path}/journal?limit=200`);
    expect(items.filter(({ type }: { type: string }) => type === 'meeting.called_off')).toHaveLength(1);
  });

  it('to a tutor with one place left: one of twenty assignments is accepted (R9)', async () => {
    const tutorId = await aTutor(1);
    const ids = (await times(20, () => register(newcomer()))).map(({ body }) => body.id);
    const answers = await Promise.all(ids.map((id) => staff.ask('POST', `/enrolments/${id}/tutor`, { tutorId })));
    expect(statuses(answers)).toEqual([200, ...Array(19).fill(422)]);
    expect(codes(answers).filter((code) => code === 'tutor.overloaded')).toHaveLength(19);
    expect((await staff.get(`/tutors/${tutorId}`)).load).toBe(1);
  });
});
