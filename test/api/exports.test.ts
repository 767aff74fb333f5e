import { writeMany } from '../db/many-enrolments.ts';
import { type House, openHouse } from './house.ts';

const TODAY = '2026-11-23';
let house: House;
let manager: string;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(`${TODAY}T09:00:00.000Z`);
  await writeMany(house.database, 2_500, TODAY);
  manager = await house.tokenFor('manager');
  await house.database('enrolments').where({ number: 7 }).update({
    auditeur_last_name: '=HYPERLINK("https://example.org";"Cliquez")',
    funder: '+33 ; "Région"',
  });
});
afterAll(() => house.close());

const rowsOf = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');

const exported = async (query = '') => {
  const reply = await house.ask('GET', `/api/enrolments.csv${query}`, { token: manager });
  expect(reply.status).toBe(200);
  const [headings, ...rows] = rowsOf(reply.body);
  const titles = headings!.split(';');
  return { reply, rows, cell: (row: string, title: string) => row.split(';')[titles.indexOf(title)] };
};

describe('The export of enrolments as CSV', () => {
  it('has every enrolment once, newest first, beyond one page of the database', async () => {
    const { reply, rows, cell } = await exported();
    expect(rows).toHaveLength(2_500);
    expect(new Set(rows.map((row) => cell(row, 'Référence'))).size).toBe(2_500);
    expect(rows[0]).toContain('-02500;');
    expect(reply.headers.get('content-disposition')).toContain('filename="dossiers-2026-11-23.csv"');
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
    expect(reply.type).toBe('text/csv; charset=utf-8');
  });

  it('tells dates, prices and delays as French spreadsheets take them', async () => {
    const { rows, cell } = await exported('?outcome=validated');
    const row = rows[0]!;
    expect(cell(row, 'Inscription')).toMatch(/^\d{2}\/\d{2}\/\d{4}$/);
    expect(cell(row, 'Prix (€)')).toMatch(/^1[27]0,00$/);
    expect(cell(row, 'Résultat')).toBe('Validé');
    expect(cell(row, 'Étape')).toBe('Clôture');
    expect([cell(row, 'Délai de correction (jours)'), cell(row, 'Délai d’avis (jours)')]).toEqual(['25', '10']);
    expect([cell(row, 'Délai d’affectation (jours)'), cell(row, 'Accompagnement (minutes)')]).toEqual(['7', '60']);
    expect(cell(row, 'Durée totale (jours)')).toBe('165');
  });

  it.each([
    ['funding=organisation', `funding_type = 'organisation'`],
    ['outcome=expired&certification=LIC-GEST', `outcome = 'expired' and certification_code = 'LIC-GEST'`],
    ['overdue=true&waitingFor=tutor', `overdue and waiting_for = 'tutor'`],
    ['q=lefevre', `auditeur_last_name = 'Lefèvre'`],
    ['tutor=T-0042', `tutor_id = (select id from tutors where code = 'T-0042')`],
    ['centre=bretagne', 'false'],
  ])('has the filters of the list: %s', async (query, where) => {
    const { count } = (await house.database('enrolments').whereRaw(where).count('* as count').first())!;
    const { rows } = await exported(`?${query}`);
    expect(rows).toHaveLength(Number(count));
    const list = await house.ask('GET', `/api/enrolments?${query}&limit=200`);
    expect(list.body.items).toHaveLength(Math.min(200, rows.length));
  });

  it('never lets a name be taken for a formula', async () => {
    const { reply } = await exported();
    expect(reply.body).toContain(`;"'=HYPERLINK(""https://example.org"";""Cliquez"")";`);
    expect(reply.body).toContain(`;"'+33 ; ""Région""";`);
    expect(reply.body).not.toMatch(/(^|;)"?[=+@]/m);
  });

  it('shows staff of a centre theirs only', async () => {
    const user = { firstName: 'A', lastName: 'B', email: 'ab@example.org', role: 'staff', centre: 'pays-de-la-loire' };
    const { body } = await house.ask('POST', '/api/users', { body: user });
    const token = await house.tokenFor('staff', { userId: body.id });
    await house.database('centres').insert({
      ...(await house.database('centres').first()),
      code: 'bretagne',
      policy: '{}',
    });
    await house.database('enrolments').where('number', '<=', 500).update({ centre_code: 'bretagne' });
    const reply = await house.ask('GET', '/api/enrolments.csv', { token });
    expect(rowsOf(reply.body)).toHaveLength(2_001);
  });

  it('is told in the audit log, without the words looked for', async () => {
    await exported('?q=lefevre&funding=organisation');
    const line = await house.database('audit').orderBy('line', 'desc').first();
    expect(line).toMatchObject({ action: 'enrolments.exported', subject: 'csv' });
    expect(line.text).toContain('funding = organisation');
    expect(line.text).not.toContain('lefevre');
  });

  it('refuses filters that the list would refuse', async () => {
    for (const query of ['?funding=nobody', '?limit=3', '?semester=2026']) {
      expect((await house.ask('GET', `/api/enrolments.csv${query}`)).status).toBe(400);
    }
  });

  it('goes as fast as it is read, and stops when nobody reads it any more', async () => {
    const controller = new AbortController();
    const response = await fetch(`${house.url}/api/enrolments.csv`, {
      headers: { authorization: `Bearer ${manager}` },
      signal: controller.signal,
    });
    await response.body!.getReader().read();
    controller.abort();
    expect((await house.ask('GET', '/healthz')).status).toBe(200);
    const { rows } = await exported('?outcome=withdrawn');
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('The export of enrolments as an OpenDocument spreadsheet', () => {
  it('is one, with the same filters', async () => {
    const response = await fetch(`${house.url}/api/enrolments.ods?funding=organisation`, {
      headers: { authorization: `Bearer ${manager}` },
    });
    const content = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.spreadsheet');
    expect(response.headers.get('content-disposition')).toContain('dossiers-2026-11-23.ods');
    expect(content.subarray(38, 84).toString()).toBe('application/vnd.oasis.opendocument.spreadsheet');
  });
});
