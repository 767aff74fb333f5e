import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let tutorId: string;
beforeAll(async () => {
  house = await openHouse();
  // Friday 30 October 2026, 17:10 in Paris, where winter time began on the 25th.
  house.setTime('2026-10-30T16:10:00.000Z');
  tutorId = (await house.ask('GET', '/api/tutors')).body.items[0].id;
});
afterAll(() => house.close());

const followed = async (meeting?: { startsAt: string }) => {
  const { id } = await createEnrolments(house.database).insert(registered());
  const snapshot = meeting ? JSON.stringify({ facts: { meeting } }) : null;
  await house
    .database('enrolments')
    .where({ id })
    .update({ tutor_id: tutorId, situation: meeting ? 'meeting_booked' : 'no_meeting', snapshot });
  return id;
};

const slotsOf = async (id: string, query = '') =>
  (await house.ask('GET', `/api/enrolments/${id}/meeting/slots${query}`)).body.items as {
    startsAt: string;
    date: string;
    time: string;
    taken: boolean;
    late?: string;
  }[];

describe('the slots offered for a first meeting (R10)', () => {
  it('begin with the next half hour of today, and pass over the week-end', async () => {
    const slots = await slotsOf(await followed(), '?days=2');
    expect(slots.filter(({ date }) => date === '2026-10-30').map(({ time }) => time)).toEqual([
      '17:30',
      '18:00',
      '18:30',
    ]);
    expect(slots.find(({ date }) => date > '2026-10-30')).toEqual({
      startsAt: '2026-11-02T07:00:00.000Z',
      date: '2026-11-02',
      time: '08:00',
      taken: false,
    });
  });

  it('tell those when the tutor has another first meeting, and not the meeting that would be moved', async () => {
    await followed({ startsAt: '2026-11-02T09:15:00.000Z' });
    const mine = await followed({ startsAt: '2026-11-03T09:00:00.000Z' });
    const taken = (await slotsOf(mine)).filter((slot) => slot.taken).map(({ date, time }) => `${date} ${time}`);
    expect(taken).toEqual(['2026-11-02 10:00', '2026-11-02 10:30']);
  });

  it('say when they leave no room for a planning before the limit, or lie after it (R11, R34)', async () => {
    const id = await followed();
    const late = async (from: string) => (await slotsOf(id, `?from=${from}&days=1`))[0]?.late;
    const { body } = await house.ask('GET', `/api/enrolments/${id}/planning/proposal?reportDue=2027-08-04`);
    expect(body).toMatchObject({ reportDue: '2027-08-04', limit: '2027-09-30' });
    expect(await late('2027-08-03')).toBeUndefined();
    expect(await late('2027-08-04')).toBe('no_room');
    expect(await late('2027-10-01')).toBe('after_limit');
  });

  it('begin where one asks, never in the past', async () => {
    const id = await followed();
    expect((await slotsOf(id, '?from=2026-11-11&days=1'))[0]).toMatchObject({ date: '2026-11-12' });
    expect((await slotsOf(id, '?from=2026-01-01&days=1'))[0]).toMatchObject({ date: '2026-10-30' });
  });
});
