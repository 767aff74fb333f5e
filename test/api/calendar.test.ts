import { ADMINISTRATOR, type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const CSV = `Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances de la Toussaint;-;2028-10-20T22:00:00+00:00;2028-11-05T23:00:00+00:00;Nantes;Zone B;2028-2029
`;

const put = (body: string | FormData | Buffer, type?: string) =>
  house.ask('PUT', '/api/calendar', { body, headers: type ? { 'content-type': type } : {} });

describe('the school calendar', () => {
  it('is read by everybody, by zone when asked', async () => {
    const token = await house.tokenFor('auditeur', { auditeurEmail: 'a@example.org' });
    const { body } = await house.ask('GET', '/api/calendar?zone=B', { token });
    expect(body.version).toBe(1);
    expect(body.items).toContainEqual({
      zone: 'B',
      schoolYear: '2026-2027',
      name: expect.stringMatching(/Toussaint/),
      firstDayOff: '2026-10-17',
      returnDay: '2026-11-02',
      kind: 'holiday',
    });
    expect(body.items.every(({ zone }: { zone: string }) => zone === 'B')).toBe(true);
  });

  it('R14: takes a file of the ministry as it is, says what it adds, and adds nothing the second time', async () => {
    const first = await put(CSV, 'text/csv');
    expect(first.body).toMatchObject({
      version: 2,
      isNew: true,
      format: expect.any(String),
      unchanged: 0,
      changed: [],
    });
    expect(first.body.added).toHaveLength(1);
    const second = await put(CSV, 'application/octet-stream');
    expect(second.body).toMatchObject({ version: 2, isNew: false, added: [], changed: [], unchanged: 1 });
  });

  it('takes it as the file of a form, too', async () => {
    const form = new FormData();
    form.set('file', new Blob([CSV]), 'calendrier.csv');
    expect((await put(form)).body).toMatchObject({ version: 2, isNew: false });
  });

  it('refuses nonsense whole, and imports nothing of it', async () => {
    const count = () => house.database('school_holidays').count('* as n').first();
    const before = await count();
    const half = `${CSV}Vacances de Noël;-;2028-12-22;2028-11-01;Nantes;Zone B;2028-2029\n`;
    for (const nonsense of [half, 'bonjour', '', '{"a":', 'BEGIN:VCALENDAR']) {
      const reply = await put(nonsense, 'application/octet-stream');
      expect([reply.status, reply.body.code]).toEqual([422, 'calendar.invalid']);
    }
    expect(await count()).toEqual(before);
  });

  it('takes no other type, and no more than 10 MiB', async () => {
    expect((await put('%PDF', 'application/pdf')).status).toBe(415);
    expect((await put(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'text/csv')).status).toBe(413);
    expect((await house.ask('GET', '/api/calendar', { token: ADMINISTRATOR })).body.version).toBe(2);
  });
});
