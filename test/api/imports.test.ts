import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { importAnswer, importLinesAnswer } from '../../api/staff-answers.ts';
import { IMPORT_COLUMNS } from '../../services/imports/columns.ts';
import { continueImports } from '../../services/imports/run.ts';
import { devServer } from '../environment/temporal.ts';
import { AT, type House, openHouse, registration } from './house.ts';

let temporal: TestWorkflowEnvironment;
let house: House;
let staff: string;
beforeAll(async () => {
  temporal = await devServer();
  house = await openHouse({ temporal });
  house.setTime(AT);
  staff = await house.tokenFor('staff');
});
afterAll(async () => {
  await house?.close();
  await temporal?.teardown();
});

const HEADINGS =
  'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le;Inscrit le';

/** A line that every rule accepts, of somebody new. */
const line = (
  changes: Partial<Record<'name' | 'email' | 'certification' | 'funding' | 'units' | 'on', string>> = {},
) => {
  const { name = 'Durand', email = `import.${randomUUID()}@example.org` } = changes;
  const { certification = 'LIC-GEST', funding = 'individuel', units = '2', on = '05/10/2026' } = changes;
  return `${name};Aline;${email};${certification};${funding};${units};60;2024;01/10/2026;${on}`;
};

const file = (...lines: string[]) => [HEADINGS, ...lines].join('\r\n');

async function send(content: string | Buffer, ask: { token?: string; key?: string } = {}) {
  const reply = await house.ask('POST', '/api/imports', {
    token: staff,
    body: content,
    headers: { 'content-type': 'text/csv' },
    ...ask,
  });
  return reply;
}

async function preview(...lines: string[]) {
  const { status, body } = await send(file(...lines));
  expect({ status, problem: body.code }).toEqual({ status: 201, problem: undefined });
  return { view: importAnswer.parse(body), lines: await linesOf(body.id) };
}

const linesOf = async (id: string, query = '') => {
  const { body } = await house.ask('GET', `/api/imports/${id}/lines?limit=200${query}`, { token: staff });
  return importLinesAnswer.parse(body).items;
};

const confirm = (id: string, body: object = {}) =>
  house.ask('POST', `/api/imports/${id}/confirmation`, { token: staff, body });

async function finished(id: string) {
  for (let turn = 0; turn < 300; turn += 1) {
    const { body } = await house.ask('GET', `/api/imports/${id}`, { token: staff });
    if (body.status === 'finished') return body;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The import does not end.');
}

const countOf = async (email: string): Promise<number> =>
  (await house.database('enrolments').where({ auditeur_email: email }).count('* as count').first())!.count as number;

/** What is wrong in a line that is otherwise right. */
async function refusalsOf(cells: string) {
  const { lines } = await preview(cells);
  return lines[0]!.refusals.map(({ path, code }) => `${path} ${code}`);
}

describe('A file of registrations is looked at, line by line', () => {
  it('says what each line would become, and enrols nobody', async () => {
    const email = `nobody.${randomUUID()}@example.org`;
    const { view, lines } = await preview(line({ email }), line({ units: '1' }), line({ funding: 'organisme' }));
    expect(view).toMatchObject({ status: 'previewed', counts: { ready: 2, refused: 1, enrolled: 0, failed: 0 } });
    expect(view.columns.map(({ title }) => title).slice(0, 3)).toEqual(['Nom', 'Prénom', 'Adresse électronique']);
    expect(lines.map(({ line: number, status, priceCents }) => [number, status, priceCents])).toEqual([
      [2, 'ready', 12_000],
      [3, 'refused', undefined],
      [4, 'ready', 17_000],
    ]);
    expect(lines[1]!.refusals).toEqual([
      { path: 'eligibility.validatedUnits', code: 'eligibility.units', message: expect.stringContaining('au moins 2') },
    ]);
    expect(await countOf(email)).toBe(0);
  });

  it('tells every mistake of a line at once, each at its cell', async () => {
    const { lines } = await preview('Durand;;pas une adresse;LIC-GEST;gratuit;deux;60;2024;31/02/2026;05/10/2026');
    expect(lines[0]!.refusals).toEqual([
      { path: 'funding.type', code: 'import.cell', message: expect.stringContaining('individuel') },
      { path: 'eligibility.validatedUnits', code: 'import.cell', message: 'attend un nombre entier' },
      { path: 'cgv.acceptedOn', code: 'import.cell', message: 'attend une date, par exemple 05/10/2026' },
      { path: 'auditeur.firstName', code: expect.any(String), message: 'est obligatoire' },
      { path: 'auditeur.email', code: expect.any(String), message: 'attend une adresse électronique' },
    ]);
    const rules = await refusalsOf('Durand;Aline;a@example.org;LIC-GEST;individuel;1;0;2024;06/10/2026;15/09/2026');
    expect(rules).toEqual([
      'eligibility.validatedUnits eligibility.units',
      'eligibility.experienceMonths eligibility.experience',
      'lateReason registration.closed',
      'cgv.acceptedOn cgv.required',
    ]);
  });

  it('says what POST /api/enrolments would say, with the same code', async () => {
    for (const changes of [
      { certification: 'NONE' },
      { certification: 'CERT-NUM' },
      { eligibility: { validatedUnits: 1 } },
    ]) {
      const { body } = await house.ask('POST', '/api/enrolments', { token: staff, body: registration(changes) });
      const cells = { certification: changes.certification, units: changes.eligibility ? '1' : '2' };
      const [first] = await refusalsOf(line(cells));
      expect(first!.split(' ')[1]).toBe(body.code);
    }
  });

  it('takes columns in any order, headings in any writing, and dates, numbers and words as people type them', async () => {
    const content = [
      'E-MAIL\tcertification\tFINANCEMENT\tNOM\tPRENOM\tUE validées\tExpérience\tExpérience en cours\tCGV\tDate CGV\tPrix\tCouleur',
      `x.${randomUUID()}@example.org\tCERT-NUM\tEtablissement financeur\tLEFÈVRE\tZoé\t 3 \t0\tOUI\t2024\t2026-10-01\t1 250,50 €\tbleu`,
    ].join('\n');
    const { body } = await send(
      Buffer.from(content, 'utf16le').length ? Buffer.from(`\uFEFF${content}`, 'utf16le') : '',
    );
    expect(body).toMatchObject({ ignoredColumns: ['Couleur'], counts: { ready: 1 } });
    const [only] = await linesOf(body.id);
    expect(only).toMatchObject({ priceCents: 125_050, status: 'ready' });
    const { registration: kept } = await house.database('import_lines').where({ import_id: body.id }).first();
    expect(kept).toMatchObject({
      auditeur: { lastName: 'LEFÈVRE', firstName: 'Zoé' },
      funding: { type: 'organisation' },
      eligibility: { validatedUnits: 3, experienceMonths: 0, experienceInProgress: true },
      cgv: { version: '2024', acceptedOn: '2026-10-01' },
      priceCents: 125_050,
    });
  });

  it('reads a text as it was before our spreadsheets kept it from being computed', async () => {
    const { lines } = await preview(
      line({ name: "'＝Durand" }),
      line({ name: "'+Durand" }),
      line({ name: "'t Hooft" }),
    );
    expect(lines.map(({ cells }) => cells!['auditeur.lastName'])).toEqual(['＝Durand', '+Durand', "'t Hooft"]);
  });

  it('tells lines that repeat one another, and those of an enrolment that is open (R6)', async () => {
    const [twice, open] = [`twice.${randomUUID()}@example.org`, `open.${randomUUID()}@example.org`];
    const auditeur = { firstName: 'A', lastName: 'B', email: open };
    await house.ask('POST', '/api/enrolments', { token: staff, body: registration({ auditeur }) });
    const { lines } = await preview(
      line({ email: twice, units: '0' }),
      line({ email: twice }),
      line({ email: twice.toUpperCase() }),
      line({ email: twice, certification: 'LIC-INFO' }),
      line({ email: open }),
    );
    expect(lines.map(({ status, refusals }) => [status, refusals[0]?.code])).toEqual([
      ['refused', 'eligibility.units'],
      ['ready', undefined],
      ['refused', 'import.repeated'],
      ['ready', undefined],
      ['refused', 'enrolment.duplicate'],
    ]);
    expect(lines[2]!.refusals[0]!.message).toContain('ligne 3');
  });

  it('tells a line that has a cell too many', async () =>
    expect(await refusalsOf(`${line()};en trop`)).toEqual([' import.cells']));

  it('is refused to staff of another centre, line by line', async () => {
    const user = { firstName: 'A', lastName: 'B', email: `${randomUUID()}@example.org`, role: 'staff' };
    const { body } = await house.ask('POST', '/api/users', { body: { ...user, centre: 'pays-de-la-loire' } });
    const token = await house.tokenFor('staff', { userId: body.id });
    const content = [`${HEADINGS};Centre`, `${line()};pays-de-la-loire`, `${line()};bretagne`].join('\n');
    const sent = await send(content, { token });
    const { body: lines } = await house.ask('GET', `/api/imports/${sent.body.id}/lines`, { token });
    expect(lines.items[0].status).toBe('ready');
    expect(lines.items[1].refusals).toContainEqual(expect.objectContaining({ path: 'centre', code: 'forbidden' }));
  });
});

describe('A file is refused whole', () => {
  it.each([
    ['empty', '', 'import.empty', 422],
    ['without a line', HEADINGS, 'import.empty', 422],
    ['without a column that is needed', 'Nom;Prénom\nA;B', 'import.columns', 422],
    ['with a column twice', `${HEADINGS};e-mail\n${line()};x`, 'import.columns', 422],
    ['a PDF', '%PDF-1.7\n\u0001\u0002', 'import.unreadable', 422],
    ['with quotes that do not match', `${HEADINGS}\n"a;b`, 'import.unreadable', 422],
    ['of too many lines', file(...Array.from({ length: 1_001 }, () => 'a;b')), 'import.too_long', 422],
    ['too large', `${HEADINGS}\n${'x'.repeat(2 * 1024 * 1024)}`, 'import.too_large', 413],
  ])('when it is %s', async (_, content, code, status) => {
    const { body, status: told } = await send(content);
    expect({ code: body.code, status: told }).toEqual({ code, status });
    expect(body.detail).toMatch(/[.]$/);
  });

  it('names the columns that are missing', async () => {
    const { body } = await send('Nom;Prénom\nA;B');
    expect(body.detail).toContain(
      '«\u00a0Adresse électronique\u00a0», «\u00a0Certification\u00a0», «\u00a0Financement\u00a0»',
    );
    expect(body.errors).toEqual([{ path: 'file', code: 'import.columns', message: body.detail }]);
  });
});

describe('An import that is confirmed', () => {
  it('enrols each of its lines, and says what became of each', async () => {
    const emails = [1, 2, 3].map(() => `done.${randomUUID()}@example.org`);
    const { view } = await preview(...emails.map((email) => line({ email })));
    const { status, body } = await confirm(view.id);
    expect(status).toBe(200);
    expect(['running', 'finished']).toContain(body.status);
    expect(await finished(view.id)).toMatchObject({ counts: { ready: 0, refused: 0, enrolled: 3, failed: 0 } });
    for (const { status: what, enrolment, cells } of await linesOf(view.id)) {
      expect({ what, cells }).toEqual({ what: 'enrolled', cells: undefined });
      const { body: enrolled } = await house.ask('GET', `/api/enrolments/${enrolment!.id}`, { token: staff });
      expect(enrolled).toMatchObject({ reference: enrolment!.reference, step: 'tutor_assignment' });
      expect(emails).toContain(enrolled.auditeur.email);
    }
    const audit = await house.database('audit').where({ subject: view.id });
    expect(audit).toHaveLength(1);
  });

  it('does nothing twice, confirmed often and at once, by several processes', async () => {
    const emails = Array.from({ length: 12 }, () => `once.${randomUUID()}@example.org`);
    const { view } = await preview(...emails.map((email) => line({ email })));
    const all = [1, 2, 3, 4].map(() => confirm(view.id));
    const replies = await Promise.all([...all, continueImports(house.backend), continueImports(house.backend)]);
    expect(replies.slice(0, 4).map((reply) => reply?.status)).toEqual([200, 200, 200, 200]);
    await finished(view.id);
    for (const email of emails) expect(await countOf(email)).toBe(1);
    expect((await confirm(view.id)).body).toMatchObject({ status: 'finished', counts: { enrolled: 12 } });
    expect(await house.database('audit').where({ subject: view.id })).toHaveLength(1);
  });

  it('goes on where a process died: a line that was enrolled and not yet said so is found, not enrolled again', async () => {
    const emails = [1, 2, 3].map(() => `died.${randomUUID()}@example.org`);
    const { view } = await preview(...emails.map((email) => line({ email })));
    await confirm(view.id);
    await finished(view.id);
    const before = await linesOf(view.id);
    // As a process leaves it that is killed after it enrolled the first line and before it wrote so, its lease still running.
    const [first] = before;
    const auditeur = { firstName: 'A', lastName: 'B', email: emails[0] };
    await house
      .database('import_lines')
      .where({ import_id: view.id, line: first!.line })
      .update({
        status: 'ready',
        enrolment_id: null,
        registration: JSON.stringify(registration({ auditeur })),
      });
    const lease = house.database.raw(`now() + interval '1 hour'`);
    await house.database('imports').where({ id: view.id }).update({ finished_at: null, leased_until: lease });
    await continueImports(house.backend);
    expect((await linesOf(view.id))[0]!.status).toBe('ready');
    await house
      .database('imports')
      .where({ id: view.id })
      .update({ leased_until: house.database.raw('now()') });
    await continueImports(house.backend);
    expect(await linesOf(view.id)).toEqual(before);
    for (const email of emails) expect(await countOf(email)).toBe(1);
  });

  it('tells the lines that a rule refuses meanwhile, and enrols the others', async () => {
    const emails = [1, 2].map(() => `meanwhile.${randomUUID()}@example.org`);
    const { view } = await preview(...emails.map((email) => line({ email })));
    const auditeur = { firstName: 'A', lastName: 'B', email: emails[0] };
    await house.ask('POST', '/api/enrolments', { token: staff, body: registration({ auditeur }) });
    await confirm(view.id);
    expect((await finished(view.id)).counts).toMatchObject({ enrolled: 1, failed: 1 });
    const [failed, enrolled] = await linesOf(view.id);
    expect(failed).toMatchObject({
      status: 'failed',
      refusals: [{ path: 'auditeur.email', code: 'enrolment.duplicate' }],
    });
    expect(enrolled!.status).toBe('enrolled');
  });

  it('leaves out refused lines only when asked to, and has something to do', async () => {
    const { view } = await preview(line(), line({ units: '0' }));
    expect((await confirm(view.id)).body).toMatchObject({ status: 422, code: 'import.refused_lines' });
    expect((await confirm(view.id, { withoutRefused: true })).status).toBe(200);
    expect((await finished(view.id)).counts).toMatchObject({ enrolled: 1, refused: 1 });
    const nothing = await preview(line({ units: '0' }));
    expect((await confirm(nothing.view.id, { withoutRefused: true })).body.code).toBe('import.nothing');
  });

  it('sent again, corrected, tells those enrolled already apart from those to correct, and enrols the others', async () => {
    const [one, two] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.org`];
    const first = await preview(line({ email: one }), line({ email: two, units: '1' }));
    await confirm(first.view.id, { withoutRefused: true });
    await finished(first.view.id);
    const again = await preview(line({ email: one }), line({ email: two }));
    expect(again.view).toMatchObject({ counts: { ready: 1, refused: 1 }, alreadyEnrolled: 1 });
    expect((await confirm(again.view.id)).status).toBe(200);
    expect((await finished(again.view.id)).counts).toMatchObject({ enrolled: 1, refused: 1 });
    for (const email of [one, two]) expect(await countOf(email)).toBe(1);
    const done = await preview(line({ email: one }), line({ email: two }));
    const { body } = await confirm(done.view.id);
    expect([body.code, body.detail]).toEqual(['import.nothing', expect.stringContaining('déjà inscrites')]);
  });

  it('waits for Temporal: nothing is lost of it meanwhile', async () => {
    const apart = await openHouse();
    apart.setTime(AT);
    const email = `waits.${randomUUID()}@example.org`;
    const headers = { 'content-type': 'text/csv' };
    const { body } = await apart.ask('POST', '/api/imports', { body: file(line({ email })), headers });
    const confirmed = await apart.ask('POST', `/api/imports/${body.id}/confirmation`, { body: {} });
    expect(confirmed.body).toMatchObject({ status: 'running', counts: { ready: 1 } });
    await continueImports(apart.backend);
    expect(await apart.database('enrolments').where({ auditeur_email: email })).toHaveLength(1);
    const { body: after } = await apart.ask('GET', `/api/imports/${body.id}`);
    expect(after).toMatchObject({ status: 'running', counts: { ready: 1 } });
    await apart.close();
  });
});

describe('An import is kept', () => {
  it('for whoever sent it only', async () => {
    const { view } = await preview(line());
    const other = await house.tokenFor('manager');
    for (const path of ['', '/lines'])
      expect((await house.ask('GET', `/api/imports/${view.id}${path}`, { token: other })).status).toBe(404);
    const confirmed = await house.ask('POST', `/api/imports/${view.id}/confirmation`, { token: other, body: {} });
    expect(confirmed.status).toBe(404);
  });

  it('for its owner, through whichever token of theirs', async () => {
    const user = { firstName: 'A', lastName: 'B', email: `${randomUUID()}@example.org`, role: 'staff', centre: null };
    const { body } = await house.ask('POST', '/api/users', { body: user });
    const [one, two] = [
      await house.tokenFor('staff', { userId: body.id }),
      await house.tokenFor('staff', { userId: body.id }),
    ];
    const sent = await send(file(line()), { token: one });
    expect((await house.ask('GET', `/api/imports/${sent.body.id}`, { token: two })).status).toBe(200);
  });

  it('until it expires, and then with nothing of what was in it', async () => {
    const { view } = await preview(line());
    await house
      .database('imports')
      .where({ id: view.id })
      .update({ expires_at: house.database.raw('now()') });
    expect((await confirm(view.id)).status).toBe(404);
    await house.backend.stores.imports.purge();
    expect(await house.database('import_lines').where({ import_id: view.id })).toEqual([]);
  });

  it('once for a key, sent again', async () => {
    const content = file(line());
    const [one, two] = await Promise.all([send(content, { key: 'same' }), send(content, { key: 'same' })]);
    expect(one.body.id).toBe(two.body.id);
    expect((await send(file(line()), { key: 'same' })).body.code).toBe('idempotency.mismatch');
  });
});

describe('The file to fill in', () => {
  it('has every heading, and is taken as it is once filled in', async () => {
    const { body, headers } = await house.ask('GET', '/api/imports/template.csv', { token: staff });
    expect(headers.get('content-disposition')).toContain('inscriptions.csv');
    expect(body.trim().split(';')).toHaveLength(IMPORT_COLUMNS.length);
    const examples: Record<string, string> = { certification: 'LIC-GEST' };
    const filled = IMPORT_COLUMNS.map(({ path, example }) => examples[path] ?? example).join(';');
    const sent = await send(`${body}${filled}\r\n`);
    expect(sent.body).toMatchObject({ ignoredColumns: [], counts: { ready: 1, refused: 0 } });
  });
});
