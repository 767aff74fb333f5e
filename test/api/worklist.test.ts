import { worklistAnswer, workSectionAnswer } from '../../api/staff-answers.ts';
import { WORK_SECTIONS } from '../../domain/worklist.ts';
import { writeMany } from '../db/many-enrolments.ts';
import { type House, openHouse } from './house.ts';

const TODAY = '2026-11-23';
let house: House;
let nantes: string;
let rennes: string;

beforeAll(async () => {
  house = await openHouse();
  house.setTime(`${TODAY}T09:00:00.000Z`);
  await writeMany(house.database, 2_000, TODAY);
  const body = { name: 'Bretagne', holidayZone: 'B', ...ADDRESSES };
  const made = await house.ask('POST', '/api/centres', { body: { code: 'bretagne', ...body } });
  expect(made.status).toBe(201);
  await house.database('enrolments').where('number', '>', 1_000).update({ centre_code: 'bretagne' });
  await house.database('mails').where({ key: '3-1' }).update({ status: 'queued', last_error: 'EENVELOPE' });
  nantes = await tokenOf('pays-de-la-loire');
  rennes = await tokenOf('bretagne');
});
afterAll(() => house.close());

const ADDRESSES = {
  staffEmail: 's@example.org',
  managerEmail: 'm@example.org',
  handicapEmail: 'h@example.org',
  cgv: { version: '1', url: 'https://example.org/cgv' },
  prices: { individual: 12_000, organisation: 17_000 },
};

async function tokenOf(centre: string): Promise<string> {
  const user = { firstName: 'Gilles', lastName: 'Gestion', email: `g@${centre}.example`, role: 'staff', centre };
  const { body } = await house.ask('POST', '/api/users', { body: user });
  return house.tokenFor('staff', { userId: body.id });
}

const sections = async (token?: string, query = '') => {
  const { status, body } = await house.ask('GET', `/api/worklist${query}`, { token });
  expect(status).toBe(200);
  return Object.fromEntries(worklistAnswer.parse(body).sections.map((section) => [section.name, section]));
};

const countWhere = async (where: string): Promise<number> =>
  (await house.database('enrolments').whereRaw(where).count('* as count').first())!.count as number;

describe('The list of what staff have to do', () => {
  it('has every section with its count and its first entries, in their order', async () => {
    const { body } = await house.ask('GET', '/api/worklist');
    expect(body.sections.map(({ name }: { name: string }) => name)).toEqual(WORK_SECTIONS);
    const { tutors_to_assign, follow_ups, overdue_tutors, overdue_auditeurs } = await sections();
    expect(tutors_to_assign).toMatchObject({ count: await countWhere(`situation = 'no_tutor'`), more: false });
    expect(tutors_to_assign!.items).toHaveLength(10);
    expect(follow_ups!.count).toBe(await countWhere(`situation = 'follow_up_awaited'`));
    expect(overdue_tutors!.count).toBe(await countWhere(`overdue and waiting_for = 'tutor'`));
    expect(overdue_auditeurs!.count).toBe(await countWhere(`overdue and waiting_for = 'auditeur'`));
    for (const { date, waitingFor, overdue } of overdue_tutors!.items) {
      expect({ waitingFor, overdue, late: date < TODAY }).toEqual({ waitingFor: 'tutor', overdue: true, late: true });
    }
  });

  it('tells limits reached from limits near, uncertain deadlines, and meetings that drag on (R14, R34)', async () => {
    const { limits_reached, limits_near, uncertain_deadlines, stalled_meetings } = await sections();
    expect(limits_reached!.count).toBe(await countWhere(`step <> 'closed' and limit_date <= '${TODAY}'`));
    expect(limits_near!.count).toBe(
      await countWhere(`step <> 'closed' and limit_date > '${TODAY}' and limit_date <= '2026-12-23'`),
    );
    expect(uncertain_deadlines!.items.every(({ situation }) => situation === 'report_received')).toBe(true);
    expect(stalled_meetings!.items.length).toBeGreaterThan(0);
    for (const { situation, date } of stalled_meetings!.items) {
      expect(date <= (situation === 'no_meeting' ? '2026-11-02' : '2026-11-16')).toBe(true);
    }
  });

  it('tells the mails that have failed for an hour, with whom they are for', async () => {
    const { failing_mails } = await sections();
    expect(failing_mails).toMatchObject({ count: 1, items: [{ mail: { lastError: 'EENVELOPE', attempts: 1 } }] });
    expect(failing_mails!.items[0]!.mail!.to.address).toBe('auditeur.3@example.org');
    await house
      .database('mails')
      .where({ key: '3-1' })
      .update({ queued_at: `${TODAY}T08:30:00.000Z` });
    expect((await sections()).failing_mails!.count).toBe(0);
    await house
      .database('mails')
      .where({ key: '3-1' })
      .update({ queued_at: `${TODAY}T07:59:00.000Z` });
    expect((await sections()).failing_mails!.count).toBe(1);
  });

  it('shows staff of a centre what is theirs only', async () => {
    const [all, here, there] = [await sections(), await sections(nantes), await sections(rennes)];
    for (const name of WORK_SECTIONS) {
      expect(here[name]!.count + there[name]!.count).toBe(all[name]!.count);
      expect(here[name]!.items.every(({ centre }) => centre === 'pays-de-la-loire')).toBe(true);
      expect(there[name]!.items.every(({ centre }) => centre === 'bretagne')).toBe(true);
    }
  });

  it.each(WORK_SECTIONS)('is read in pages, section by section: %s', async (name) => {
    const { body: whole } = await house.ask('GET', `/api/worklist/${name}?limit=200`);
    const seen: string[] = [];
    for (let query = '?limit=7'; ; ) {
      const { status, body } = await house.ask('GET', `/api/worklist/${name}${query}`);
      expect(status).toBe(200);
      const { items, nextCursor } = workSectionAnswer.parse(body);
      seen.push(...items.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `?limit=7&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(whole.items.map(({ id }: { id: string }) => id));
    expect(seen).toHaveLength((await sections())[name]!.count);
  });

  it('refuses a cursor that it did not make, and knows no other section', async () => {
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    for (const text of ['x', '2026-11-31 1', '2026-11-30 x', '2026-11-30', '2026-13-01T00:00:00.000Z k']) {
      for (const name of ['follow_ups', 'failing_mails']) {
        const reply = await house.ask('GET', `/api/worklist/${name}?cursor=${cursor(text)}`);
        expect([text, reply.status, reply.body.code]).toEqual([text, 400, 'request.malformed']);
      }
    }
    expect((await house.ask('GET', '/api/worklist/everything')).status).toBe(404);
    expect((await house.ask('GET', '/api/worklist?first=0')).status).toBe(400);
  });
});
