import { randomUUID } from 'node:crypto';
import { tokenAnswer, userAnswer, windowAnswer } from '../../api/answers.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse, registration } from './house.ts';

const OURS = 'bretagne';
const THEIRS = 'pays-de-la-loire';

let house: House;
/** Tokens of the administrator and of the manager of our centre. */
let administrator: string;
let manager: string;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
  expect((await house.ask('POST', '/api/centres', { body: centre(OURS) })).status).toBe(201);
  administrator = await house.tokenFor('administrator', { userId: await userOf(OURS, 'administrator') });
  manager = await house.tokenFor('manager', { userId: await userOf(OURS, 'manager') });
});
afterAll(() => house.close());

const centre = (code: string) => ({
  code,
  name: 'Cnam',
  holidayZone: 'B',
  staffEmail: 's@example.org',
  managerEmail: 'm@example.org',
  handicapEmail: 'h@example.org',
  cgv: { version: '2025', url: 'https://example.org/cgv' },
  prices: { individual: 10_000, organisation: 15_000 },
});
const person = (changes = {}) => ({
  firstName: 'Léa',
  lastName: 'Roy',
  email: `lea.${randomUUID()}@example.org`,
  role: 'staff',
  ...changes,
});
/** A user made by the administrator of all centres. */
const userOf = async (code: string | null, role = 'staff'): Promise<string> =>
  (await house.ask('POST', '/api/users', { body: person({ centre: code, role }) })).body.id;
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);

const FORBIDDEN = [403, 'forbidden'];
const NOT_FOUND = [404, 'not_found'];

describe('the administrator of one centre, and users', () => {
  const ask = (method: string, path: string, body?: object) => house.ask(method, path, { token: administrator, body });

  it('adds users to it, named or not', async () => {
    for (const changes of [{}, { centre: OURS }]) {
      const added = await ask('POST', '/api/users', person(changes));
      expect(userAnswer.parse(added.body)).toMatchObject({ centre: OURS });
      expect((await ask('GET', `/api/users/${added.body.id}`)).status).toBe(200);
    }
  });

  it.each([null, THEIRS, 'none'])('adds none of the centre %s', async (other) => {
    const body = person({ centre: other });
    expect(codeOf(await ask('POST', '/api/users', body))).toEqual(FORBIDDEN);
    expect(await house.backend.stores.users.findByEmail(body.email)).toBeUndefined();
  });

  it.each([null, THEIRS])('neither sees, changes nor removes those of the centre %s', async (other) => {
    const id = await userOf(other, 'administrator');
    expect(codeOf(await ask('GET', `/api/users/${id}`))).toEqual(NOT_FOUND);
    expect(codeOf(await ask('PATCH', `/api/users/${id}`, { centre: OURS }))).toEqual(NOT_FOUND);
    expect(codeOf(await ask('DELETE', `/api/users/${id}`))).toEqual(NOT_FOUND);
    expect(await house.backend.stores.users.find(id)).toMatchObject({ centre: other, role: 'administrator' });
    const listed = await ask('GET', '/api/users?limit=200');
    expect(idsOf(listed)).not.toContain(id);
    expect(new Set(listed.body.items.map((user: { centre: string }) => user.centre))).toEqual(new Set([OURS]));
  });

  it('changes and removes those of it, and moves none out of it', async () => {
    const id = await userOf(OURS);
    expect((await ask('PATCH', `/api/users/${id}`, { role: 'manager', centre: OURS })).body.role).toBe('manager');
    for (const other of [null, THEIRS]) {
      expect(codeOf(await ask('PATCH', `/api/users/${id}`, { centre: other }))).toEqual(FORBIDDEN);
    }
    expect(await house.backend.stores.users.find(id)).toMatchObject({ centre: OURS });
    expect((await ask('DELETE', `/api/users/${id}`)).status).toBe(204);
  });

  it('may not free themselves from it', async () => {
    const id = await userOf(OURS, 'administrator');
    const token = await house.tokenFor('administrator', { userId: id });
    expect(codeOf(await house.ask('PATCH', `/api/users/${id}`, { token, body: { centre: null } }))).toEqual(FORBIDDEN);
  });
});

describe('the administrator of one centre, and tokens', () => {
  const ask = (method: string, path: string, body?: object) => house.ask(method, path, { token: administrator, body });

  it('makes, renames and revokes those of its users', async () => {
    const made = await ask('POST', '/api/tokens', { label: 'Bureau', role: 'staff', userId: await userOf(OURS) });
    expect(made.status).toBe(201);
    const path = `/api/tokens/${made.body.id}`;
    expect((await ask('GET', path)).status).toBe(200);
    expect((await ask('PATCH', path, { label: 'Accueil' })).body.label).toBe('Accueil');
    expect(idsOf(await ask('GET', '/api/tokens?limit=200'))).toContain(made.body.id);
    expect((await ask('DELETE', path)).status).toBe(204);
  });

  it.each(['staff', 'manager', 'administrator'])('makes none without a user: %s', async (role) => {
    const before = Number((await house.database('tokens').count('* as n').first())?.n);
    expect(codeOf(await ask('POST', '/api/tokens', { label: 'Partout', role }))).toEqual(FORBIDDEN);
    expect(Number((await house.database('tokens').count('* as n').first())?.n)).toBe(before);
  });

  it.each([null, THEIRS])('makes none of a user of the centre %s, whom they do not see', async (other) => {
    const body = { label: 'x', role: 'staff', userId: await userOf(other) };
    expect(codeOf(await ask('POST', '/api/tokens', body))).toEqual([422, 'user.unknown']);
  });

  it.each([null, THEIRS])('neither sees, renames nor revokes those of users of the centre %s', async (other) => {
    const userId = await userOf(other);
    const { id } = (await house.ask('POST', '/api/tokens', { body: { label: 'x', role: 'staff', userId } })).body;
    const path = `/api/tokens/${id}`;
    expect(codeOf(await ask('GET', path))).toEqual(NOT_FOUND);
    expect(codeOf(await ask('PATCH', path, { label: 'y' }))).toEqual(NOT_FOUND);
    expect(codeOf(await ask('DELETE', path))).toEqual(NOT_FOUND);
    expect(idsOf(await ask('GET', '/api/tokens?limit=200'))).not.toContain(id);
    expect((await house.ask('GET', path)).body.label).toBe('x');
  });

  it('makes tutors’ and auditeurs’, which see that centre only', async () => {
    const [tutor] = (await house.ask('GET', '/api/tutors')).body.items;
    const enrolments = createEnrolments(house.database);
    const email = `aline.${randomUUID()}@example.org`;
    const auditeur = { firstName: 'Aline', lastName: 'Durand', email };
    const { id: mine } = await enrolments.insert(registered({ auditeur, centre: OURS }));
    const { id: theirs } = await enrolments.insert(
      registered({ auditeur, activityUnit: { code: 'UA-GEST-2', title: 'Autre' } }),
    );
    await house.database('enrolments').whereIn('id', [mine, theirs]).update({ tutor_id: tutor.id });
    for (const bearer of [
      { role: 'tutor', tutorId: tutor.id },
      { role: 'auditeur', auditeurEmail: email },
    ]) {
      const { token, ...made } = (await ask('POST', '/api/tokens', { label: 'x', ...bearer })).body;
      expect(tokenAnswer.parse(made)).toMatchObject({ centre: OURS });
      expect(idsOf(await house.ask('GET', '/api/enrolments', { token }))).toEqual([mine]);
      expect((await house.ask('GET', `/api/enrolments/${mine}`, { token })).status).toBe(200);
      expect((await house.ask('GET', `/api/enrolments/${theirs}`, { token })).status).toBe(404);
      expect((await ask('DELETE', `/api/tokens/${made.id}`)).status).toBe(204);
      const all = (await house.ask('POST', '/api/tokens', { body: { label: 'x', ...bearer } })).body;
      expect(idsOf(await house.ask('GET', '/api/enrolments', { token: all.token })).sort()).toEqual(
        [mine, theirs].sort(),
      );
      expect(codeOf(await ask('GET', `/api/tokens/${all.id}`))).toEqual(NOT_FOUND);
    }
  });
});

describe('the administrator of one centre, and centres', () => {
  const ask = (method: string, path: string, body?: object) => house.ask(method, path, { token: administrator, body });

  it('adds none', async () => {
    expect(codeOf(await ask('POST', '/api/centres', centre('corse')))).toEqual(FORBIDDEN);
    expect(await house.backend.stores.centres.find('corse')).toBeUndefined();
  });

  it('lists, reads, changes and removes no other', async () => {
    const codes = async (token?: string): Promise<string[]> =>
      (await house.ask('GET', '/api/centres', { token })).body.items.map(({ code }: { code: string }) => code);
    expect(await codes(administrator)).toEqual([OURS]);
    expect(await codes()).toEqual([OURS, THEIRS]);
    expect((await ask('GET', `/api/centres/${OURS}`)).status).toBe(200);
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(codeOf(await ask(method, `/api/centres/${THEIRS}`, method === 'GET' ? undefined : {}))).toEqual(NOT_FOUND);
    }
  });
});

describe('the manager of one centre, and tutors, whom all share', () => {
  it('does not change the address, by which they sign in, of one who follows an enrolment of another centre', async () => {
    const [{ id, email }] = (await house.ask('GET', '/api/tutors?limit=200')).body.items.slice(-1);
    const change = (body: object, token?: string) => house.ask('PATCH', `/api/tutors/${id}`, { token, body });
    const moved = { email: `elsewhere.${randomUUID()}@example.org` };
    const ours = await createEnrolments(house.database).insert(registered({ centre: OURS }));
    const theirs = await createEnrolments(house.database).insert(registered());
    const give = (enrolment: { id: string }) =>
      house.database('enrolments').where({ id: enrolment.id }).update({ tutor_id: id });
    await give(ours);
    expect((await change(moved, manager)).body.email).toBe(moved.email);
    expect((await change({ email }, manager)).body.email).toBe(email);
    await give(theirs);
    expect(codeOf(await change(moved, manager))).toEqual(FORBIDDEN);
    const rest = { email: email.toUpperCase(), phone: '02 40 00 00 00' };
    expect((await change(rest, manager)).body).toMatchObject({ phone: rest.phone });
    expect((await change(moved)).body.email).toBe(moved.email);
  });
});

describe('registration windows of one centre (R3)', () => {
  const ask = (method: string, path: string, body?: object) => house.ask(method, path, { token: manager, body });
  const may = (changes = {}) => ({ label: 'Mai 2026', from: '2026-05-01', to: '2026-05-31', ...changes });
  const enrol = async (code: string) =>
    codeOf(
      await house.ask('POST', '/api/enrolments', { body: registration({ registeredOn: '2026-05-10', centre: code }) }),
    );
  const CLOSED = [422, 'registration.closed'];

  it('open that centre alone, and those of no centre every one', async () => {
    expect([await enrol(OURS), await enrol(THEIRS)]).toEqual([CLOSED, CLOSED]);
    const added = await ask('POST', '/api/registration-windows', may());
    expect(windowAnswer.parse(added.body)).toEqual({ id: added.body.id, ...may({ centre: OURS }) });
    // No Temporal here: what the rules accept waits for it.
    expect([await enrol(OURS), await enrol(THEIRS)]).toEqual([[503, 'unavailable'], CLOSED]);
    const path = `/api/registration-windows/${added.body.id}`;
    expect((await house.ask('PATCH', path, { body: { centre: null } })).body.centre).toBeNull();
    expect(await enrol(THEIRS)).toEqual([503, 'unavailable']);
    expect((await house.ask('PATCH', path, { body: { to: '2026-05-02' } })).body.centre).toBeNull();
  });

  it('of another centre, or of all, are not for its manager to write', async () => {
    for (const other of [null, THEIRS]) {
      expect(codeOf(await ask('POST', '/api/registration-windows', may({ centre: other })))).toEqual(FORBIDDEN);
    }
    const ids: Record<string, string> = {};
    for (const other of [null, OURS, THEIRS]) {
      const made = await house.ask('POST', '/api/registration-windows', { body: may({ centre: other }) });
      ids[String(other)] = made.body.id;
    }
    const path = (of: string | null) => `/api/registration-windows/${ids[String(of)]}`;
    expect(codeOf(await ask('PATCH', path(null), { label: 'x' }))).toEqual(FORBIDDEN);
    expect(codeOf(await ask('PATCH', path(THEIRS), { label: 'x' }))).toEqual(NOT_FOUND);
    expect(codeOf(await ask('PATCH', path(OURS), { centre: null }))).toEqual(FORBIDDEN);
    expect((await ask('PATCH', path(OURS), { label: 'Joli mai' })).body).toMatchObject({ label: 'Joli mai' });
    const listed = idsOf(await ask('GET', '/api/registration-windows?limit=200'));
    expect(listed).toEqual(expect.arrayContaining([ids.null, ids[OURS]]));
    expect(listed).not.toContain(ids[THEIRS]);
    expect((await ask('GET', path(null))).status).toBe(200);
    expect((await ask('GET', path(THEIRS))).status).toBe(404);
  });

  it('are of a centre that exists', async () => {
    const reply = await house.ask('POST', '/api/registration-windows', { body: may({ centre: 'none' }) });
    expect(codeOf(reply)).toEqual([422, 'centre.unknown']);
  });
});
