import { randomUUID } from 'node:crypto';
import { openApiDocument } from '../../api/openapi.ts';
import { allRoutes } from '../../api/routes/all.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { COMMANDS, type CommandName, mayEver, ROLES, type Role } from '../../domain/actions.ts';
import type { Backend } from '../../services/backend.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse, registration } from './house.ts';

/** Who may, as the contract's table says: the letters of auditeur, tutor, staff, manager, administrator. */
const WHO: Record<string, string> = {
  register: 'SMA',
  listEnrolments: 'atSMA',
  readEnrolment: 'atSMA',
  readJournal: 'atSMA',
  suggestTutors: 'SMA',
  proposePlanning: 'atSMA',
  listTimeEntries: 'atSMA',
  readEvaluationForm: 'atSMA',
  readDocument: 'atSMA',
  readAttestation: 'atSMA',
  readEvaluation: 'atSMA',
  readTutoringRecord: 'atSMA',
  readCompletionCertificate: 'atSMA',
  assignTutor: 'SMA',
  bookMeeting: 'atSMA',
  callOffMeeting: 'atSMA',
  recordMeeting: 'tSMA',
  amendPlanning: 'tSMA',
  submitReport: 'aSMA',
  returnCorrection: 'tSMA',
  submitRevision: 'aSMA',
  giveAvis: 'tSMA',
  correctAvis: 'MA',
  recordFollowUp: 'SMA',
  logTime: 'tSMA',
  confirmTutoring: 'a',
  answerSurvey: 'a',
  withdraw: 'aSMA',
  extendLimit: 'MA',
  expire: 'MA',
  listTutors: 'SMA',
  readTutor: 'SMA',
  addTutor: 'MA',
  changeTutor: 'MA',
  listCertifications: 'SMA',
  readCertification: 'SMA',
  addCertification: 'MA',
  changeCertification: 'MA',
  listDefaultForms: 'SMA',
  listForms: 'SMA',
  readForm: 'SMA',
  listRegistrationWindows: 'SMA',
  readRegistrationWindow: 'SMA',
  addRegistrationWindow: 'MA',
  changeRegistrationWindow: 'MA',
  readCentre: 'SMA',
  changeCentre: 'MA',
  readLogo: 'SMA',
  putLogo: 'MA',
  removeLogo: 'MA',
  listCentres: 'A',
  addCentre: 'A',
  removeCentre: 'A',
  listUsers: 'A',
  readUser: 'A',
  addUser: 'A',
  changeUser: 'A',
  removeUser: 'A',
  listTokens: 'A',
  correctAuditeur: 'SMA',
  offerMeetingSlots: 'atSMA',
  readToken: 'A',
  addToken: 'A',
  renameToken: 'A',
  removeToken: 'A',
  readWorklist: 'SMA',
  readWorkSection: 'SMA',
  exportEnrolmentsCsv: 'SMA',
  exportEnrolmentsOds: 'SMA',
  readImportTemplate: 'SMA',
  previewImport: 'SMA',
  readImport: 'SMA',
  readImportLines: 'SMA',
  confirmImport: 'SMA',
  readCalendar: 'atSMA',
  importCalendar: 'MA',
  readAudit: 'A',
  readFigures: 'MA',
};
const LETTERS: Record<Role, string> = { auditeur: 'a', tutor: 't', staff: 'S', manager: 'M', administrator: 'A' };

/** Bodies that are well formed, for the routes that ask for fields. */
const BODIES: Record<string, unknown> = {
  register: registration({ certification: 'NONE' }),
  assignTutor: { tutorId: randomUUID() },
  bookMeeting: { startsAt: '2026-10-12T10:00:00+02:00' },
  recordMeeting: { held: false },
  logTime: { date: '2026-10-05', minutes: 10, label: 'Échange' },
  answerSurvey: { satisfaction: 4 },
  extendLimit: { limit: '2028-01-31' },
  addTutor: { firstName: 'A', lastName: 'B', email: 'not-added@example.org', certifications: ['NONE'] },
  addCertification: {
    code: 'LIC-GEST',
    title: 'Déjà là',
    activityUnits: [{ code: 'UA', title: 'UA' }],
    kind: 'diploma',
    minExperienceMonths: 1,
    tariff: 'standard',
    evaluation: { kind: 'grid', criteria: [{ id: 'c', label: 'C', mandatory: true }] },
  },
  addRegistrationWindow: { label: 'À l’envers', from: '2026-05-02', to: '2026-05-01' },
  addCentre: {
    code: 'pays-de-la-loire',
    name: 'Déjà là',
    holidayZone: 'B',
    staffEmail: 's@example.org',
    managerEmail: 'm@example.org',
    handicapEmail: 'h@example.org',
    cgv: { version: '1', url: 'https://example.org/cgv' },
    prices: { individual: 1, organisation: 1 },
  },
  putLogo: Buffer.from('no logo'),
  addUser: { firstName: 'A', lastName: 'B', email: 'u@example.org', role: 'staff', centre: 'none' },
  addToken: { label: 'Sans utilisateur', role: 'staff', userId: randomUUID() },
  renameToken: { label: 'Autre' },
};

let house: House;
const tokens = {} as Record<Role, string>;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
  const tutor = (await house.ask('GET', '/api/tutors')).body.items[0];
  for (const role of ROLES) {
    const bearer =
      role === 'tutor' ? { tutorId: tutor.id } : role === 'auditeur' ? { auditeurEmail: 'a@example.org' } : {};
    tokens[role] = await house.tokenFor(role, bearer);
  }
});
afterAll(() => house.close());

const routes = allRoutes({} as Backend);
const matrix = routes.flatMap((route) => ROLES.map((role) => ({ route, role, id: route.operationId })));
const addressOf = (path: string) => path.replaceAll(/\{(\w+)\}/g, () => randomUUID());
const requestOf = (id: string, method: string) => (method === 'get' ? {} : { body: BODIES[id] ?? {} });

describe('role × action, in full', () => {
  it('says of every route who may', () => {
    expect(routes.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(WHO).sort());
    expect(openApiDocument(routes, 'http://x').paths).toBeDefined();
  });

  it('asks the process itself for whom a command is', () => {
    const asked = routes.filter(({ operationId }) => (COMMANDS as readonly string[]).includes(operationId));
    expect(asked.map(({ operationId }) => operationId).sort()).toEqual([...COMMANDS].sort());
    for (const { operationId, roles } of asked) {
      expect([operationId, roles]).toEqual([
        operationId,
        ROLES.filter((role) => mayEver(role, operationId as CommandName)),
      ]);
    }
  });

  it.each(matrix)('$role and $id', async ({ route, role, id }) => {
    const may = WHO[id]!.includes(LETTERS[role]);
    const path = addressOf(route.path);
    const reply = await house.ask(route.method.toUpperCase(), path, {
      token: tokens[role],
      ...requestOf(id, route.method),
    });
    if (may) expect([200, 404, 409, 422]).toContain(reply.status);
    else expect({ status: reply.status, code: reply.body.code }).toEqual({ status: 403, code: 'forbidden' });
  });

  it.each(routes.map((route) => ({ route, id: route.operationId })))(
    'nobody without a token: $id',
    async ({ route, id }) => {
      const reply = await house.ask(route.method.toUpperCase(), addressOf(route.path), {
        token: null,
        ...requestOf(id, route.method),
      });
      expect(reply.status).toBe(401);
    },
  );
});

describe('who sees which enrolment', () => {
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    const other = { ...(BODIES.addCentre as object), code: 'autre-centre' };
    expect((await house.ask('POST', '/api/centres', { body: other })).status).toBe(201);
    const enrolments = createEnrolments(house.database);
    const aline = { firstName: 'Aline', lastName: 'Durand', email: 'Aline.Durand@example.org' };
    mine = (await enrolments.insert(registered({ auditeur: aline }))).id;
    theirs = (await enrolments.insert(registered({ centre: 'autre-centre' }))).id;
  });

  const sees = async (token: string, id: string) => (await house.ask('GET', `/api/enrolments/${id}`, { token })).status;
  const listed = async (token: string): Promise<string[]> =>
    (await house.ask('GET', '/api/enrolments', { token })).body.items.map(({ id }: { id: string }) => id);

  it('an auditeur sees their own, whatever the case of the address, and no other', async () => {
    const token = await house.tokenFor('auditeur', { auditeurEmail: 'ALINE.durand@example.org' });
    expect([await sees(token, mine), await sees(token, theirs)]).toEqual([200, 404]);
    expect(await listed(token)).toEqual([mine]);
  });

  it('R31: a tutor sees those that they follow now, and no more those of before', async () => {
    const [first, second] = (await house.ask('GET', '/api/tutors')).body.items;
    const tokensOf = [
      await house.tokenFor('tutor', { tutorId: first.id }),
      await house.tokenFor('tutor', { tutorId: second.id }),
    ] as const;
    await house.database('enrolments').where({ id: mine }).update({ tutor_id: first.id });
    expect(await Promise.all(tokensOf.map((token) => sees(token, mine)))).toEqual([200, 404]);
    await house.database('enrolments').where({ id: mine }).update({ tutor_id: second.id });
    expect(await Promise.all(tokensOf.map((token) => sees(token, mine)))).toEqual([404, 200]);
    expect(await listed(tokensOf[1])).toEqual([mine]);
    expect(await listed(tokensOf[0])).toEqual([]);
  });

  it('an inactive tutor still sees those that they follow', async () => {
    const [tutor] = (await house.ask('GET', '/api/tutors')).body.items;
    const token = await house.tokenFor('tutor', { tutorId: tutor.id });
    const path = `/api/tutors/${tutor.id}`;
    await house.database('enrolments').where({ id: mine }).update({ tutor_id: tutor.id });
    expect((await house.ask('PATCH', path, { body: { active: false } })).body.active).toBe(false);
    expect(await sees(token, mine)).toBe(200);
    expect(await listed(token)).toEqual([mine]);
    // What is refused is the meeting itself, not its author.
    const body = { startsAt: '2020-10-12T10:00:00+02:00' };
    const reply = await house.ask('POST', `/api/enrolments/${mine}/meeting`, { token, body });
    expect(reply.status).not.toBe(401);
    expect(reply.status).not.toBe(403);
    await house.database('enrolments').where({ id: mine }).update({ tutor_id: null });
    // Without an enrolment under way they could not sign in either.
    expect(await sees(token, mine)).toBe(401);
    await house.ask('PATCH', path, { body: { active: true } });
    expect(await sees(token, mine)).toBe(404);
  });

  it('staff of a centre see that centre, staff of all see all', async () => {
    const user = { firstName: 'G', lastName: 'G', role: 'staff', email: 'g@example.org', centre: 'autre-centre' };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const token = await house.tokenFor('staff', { userId });
    expect([await sees(token, mine), await sees(token, theirs)]).toEqual([404, 200]);
    expect(await listed(token)).toEqual([theirs]);
    expect((await listed(tokens.staff)).sort()).toEqual([mine, theirs].sort());
    expect((await house.ask('GET', '/api/centres/pays-de-la-loire', { token })).status).toBe(404);
  });

  it('staff of a centre enrol in theirs only', async () => {
    const user = { firstName: 'H', lastName: 'H', role: 'staff', email: 'h@example.org', centre: 'autre-centre' };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const token = await house.tokenFor('staff', { userId });
    const body = registration({ centre: 'pays-de-la-loire' });
    expect((await house.ask('POST', '/api/enrolments', { token, body })).body.code).toBe('forbidden');
  });

  it('a token does no more than its user may now, whatever its own role', async () => {
    const user = { firstName: 'J', lastName: 'J', role: 'administrator', email: 'j@example.org' };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const [high, low] = [
      await house.tokenFor('administrator', { userId }),
      await house.tokenFor('staff', { userId }),
    ] as const;
    const users = async (token: string) => (await house.ask('GET', '/api/users', { token })).status;
    expect([await users(high), await users(low)]).toEqual([200, 403]);
    await house.ask('PATCH', `/api/users/${userId}`, { body: { role: 'staff' } });
    expect([await users(high), await sees(high, mine)]).toEqual([403, 200]);
  });

  it('a token of an inactive user, or a revoked one, is worth nothing at once', async () => {
    const user = { firstName: 'I', lastName: 'I', role: 'staff', email: 'i@example.org' };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const token = await house.tokenFor('staff', { userId });
    expect(await sees(token, mine)).toBe(200);
    await house.ask('PATCH', `/api/users/${userId}`, { body: { active: false } });
    expect(await sees(token, mine)).toBe(401);
    const made = await house.ask('POST', '/api/tokens', { body: { label: 'Éphémère', role: 'staff' } });
    expect(await sees(made.body.token, mine)).toBe(200);
    expect((await house.ask('DELETE', `/api/tokens/${made.body.id}`)).status).toBe(204);
    expect(await sees(made.body.token, mine)).toBe(401);
  });
});

describe('lists are read page by page', () => {
  it('gives each enrolment once, the newest first, while others are added', async () => {
    const enrolments = createEnrolments(house.database);
    const count = () => house.database('enrolments').count('* as n').first();
    for (let one = 0; one < 5; one += 1) await enrolments.insert(registered());
    const before = Number((await count())?.n);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/enrolments?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { items, nextCursor } = (await house.ask('GET', path)).body;
      seen.push(...items.map(({ reference }: { reference: string }) => reference));
      cursor = nextCursor;
      await enrolments.insert(registered());
    } while (cursor);
    expect(seen).toHaveLength(before);
    expect(new Set(seen).size).toBe(before);
    expect([...seen].sort().reverse()).toEqual(seen);
  });

  it('finds by name without accents, by certification, semester, step and turn', async () => {
    const email = `zoe.${randomUUID()}@example.org`;
    const { id } = await createEnrolments(house.database).insert(
      registered({ auditeur: { firstName: 'Zoé', lastName: 'Übermann', email } }),
    );
    const found = async (query: string): Promise<string[]> =>
      (await house.ask('GET', `/api/enrolments?${query}`)).body.items.map((item: { id: string }) => item.id);
    expect(await found('q=zoe%20uber')).toEqual([id]);
    expect(await found(`q=${email}`)).toEqual([id]);
    expect(
      await found('certification=LIC-GEST&semester=2026-2027-S1&step=tutor_assignment&waitingFor=staff&q=zoe'),
    ).toEqual([id]);
    expect(await found('q=zoe&overdue=true')).toEqual([]);
    expect(await found('outcome=validated')).toEqual([]);
    expect(await found('tutor=T-NOBODY')).toEqual([]);
    expect(await found('dueBefore=2030-01-01&q=zoe')).toEqual([]);
  });
});
