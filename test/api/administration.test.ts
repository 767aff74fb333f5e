import { randomUUID } from 'node:crypto';
import {
  centreAnswer,
  certificationAnswer,
  tokenAnswer,
  tutorAnswer,
  userAnswer,
  windowAnswer,
} from '../../api/answers.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse, registration } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('tutors', () => {
  const tutor = (changes = {}) => ({
    code: `T-${randomUUID().slice(0, 8)}`,
    firstName: 'Nora',
    lastName: 'Petit',
    email: `nora.${randomUUID()}@example.org`,
    phone: '+33 2 40 00 00 00',
    active: true,
    approved: { on: '2026-01-15', reference: 'AGR-12' },
    certifications: ['LIC-GEST'],
    capacity: 3,
    ...changes,
  });

  it('are added, read, changed', async () => {
    const sent = tutor();
    const added = await house.ask('POST', '/api/tutors', { body: sent });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({ id: expect.any(String), load: 0, ...sent });
    expect(tutorAnswer.parse(added.body)).toEqual(added.body);
    const path = `/api/tutors/${added.body.id}`;
    const changed = await house.ask('PATCH', path, {
      body: { capacity: 9, approved: null, phone: null, certifications: [] },
    });
    expect(changed.body).toMatchObject({ capacity: 9, approved: null, certifications: [], lastName: 'Petit' });
    expect(changed.body.phone).toBeUndefined();
    expect((await house.ask('GET', path)).body).toEqual(changed.body);
    expect((await house.ask('PATCH', path, { body: {} })).body).toEqual(changed.body);
  });

  it('have a code made for them when none is given', async () => {
    const { code: _none, ...rest } = tutor();
    expect((await house.ask('POST', '/api/tutors', { body: rest })).body.code).toMatch(/^T-[0-9A-F]{8}$/);
  });

  it('are refused with a code or an address taken, or an unknown certification', async () => {
    const first = tutor();
    await house.ask('POST', '/api/tutors', { body: first });
    for (const [field, taken] of [
      ['code', { code: first.code }],
      ['email', { email: first.email.toUpperCase() }],
    ] as const) {
      const reply = await house.ask('POST', '/api/tutors', { body: tutor(taken) });
      expect([...codeOf(reply), reply.body.errors[0].path]).toEqual([409, 'tutor.duplicate', field]);
    }
    const unknown = tutor({ certifications: ['NONE'] });
    expect(codeOf(await house.ask('POST', '/api/tutors', { body: unknown }))).toEqual([422, 'certification.unknown']);
  });

  it('are listed page by page', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = '', path = ''; cursor !== null; ) {
      path = `/api/tutors?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { body } = await house.ask('GET', path);
      seen.push(...body.items.map(({ code }: { code: string }) => code));
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(4);
  });
});

describe('certifications', () => {
  const certification = (changes = {}) => ({
    code: `C-${randomUUID().slice(0, 8)}`,
    title: 'Licence d’essai',
    activityUnits: [{ code: 'UA-1', title: 'Première' }],
    kind: 'diploma',
    minExperienceMonths: 12,
    tariff: 'standard',
    evaluation: { kind: 'grid', criteria: [{ id: 'a', label: 'A', mandatory: true }] },
    ...changes,
  });

  it('are added, read, changed; a changed form is a new version', async () => {
    const sent = certification({ tariff: 'special', prices: { individual: 5_000, organisation: 6_000 } });
    const added = await house.ask('POST', '/api/certifications', { body: sent });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({ ...sent, evaluation: { ...sent.evaluation, version: 1 } });
    expect(certificationAnswer.parse(added.body)).toEqual(added.body);
    const path = `/api/certifications/${sent.code}`;
    const same = await house.ask('PATCH', path, { body: { evaluation: added.body.evaluation, title: 'Autre' } });
    expect(same.body).toMatchObject({ title: 'Autre', evaluation: { version: 1 } });
    const evaluation = { kind: 'shuttle', criteria: [{ id: 'b', label: 'B', mandatory: false }] };
    expect((await house.ask('PATCH', path, { body: { evaluation } })).body.evaluation).toEqual({
      ...evaluation,
      version: 2,
    });
    expect((await house.ask('GET', path)).body.evaluation.version).toBe(2);
  });

  it.each([
    ['a code taken', { code: 'LIC-GEST' }, 409, 'certification.duplicate'],
    ['a special tariff without prices', { tariff: 'special' }, 422, 'certification.prices'],
    [
      'two units of the same code',
      {
        activityUnits: [
          { code: 'U', title: '1' },
          { code: 'U', title: '2' },
        ],
      },
      422,
      'certification.units',
    ],
    [
      'two criteria of the same id',
      {
        evaluation: {
          kind: 'grid',
          criteria: [
            { id: 'a', label: '1', mandatory: true },
            { id: 'a', label: '2', mandatory: true },
          ],
        },
      },
      422,
      'certification.criteria',
    ],
    ['no unit', { activityUnits: [] }, 400, 'request.malformed'],
    ['a resource that is no web address', { resourcesUrl: 'javascript:alert(1)' }, 400, 'request.malformed'],
  ])('are refused with %s', async (_case, changes, status, code) => {
    expect(codeOf(await house.ask('POST', '/api/certifications', { body: certification(changes) }))).toEqual([
      status,
      code,
    ]);
  });
});

describe('registration windows', () => {
  it('are added, changed, and open registration (R3)', async () => {
    const body = { label: 'Mai 2026', from: '2026-05-01', to: '2026-05-31' };
    const closed = await house.ask('POST', '/api/enrolments', { body: registration({ registeredOn: '2026-05-10' }) });
    expect(closed.body.code).toBe('registration.closed');
    const added = await house.ask('POST', '/api/registration-windows', { body });
    expect(added.status).toBe(201);
    expect(windowAnswer.parse(added.body)).toEqual({ id: added.body.id, ...body, centre: null });
    const open = await house.ask('POST', '/api/enrolments', { body: registration({ registeredOn: '2026-05-10' }) });
    expect(open.status).toBe(503);
    const path = `/api/registration-windows/${added.body.id}`;
    expect((await house.ask('PATCH', path, { body: { to: '2026-05-05' } })).body.to).toBe('2026-05-05');
    expect(codeOf(await house.ask('PATCH', path, { body: { to: '2026-04-05' } }))).toEqual([
      422,
      'registration_window.order',
    ]);
    expect((await house.ask('GET', '/api/registration-windows')).body.items).toContainEqual({
      ...added.body,
      to: '2026-05-05',
    });
  });
});

describe('centres', () => {
  const centre = {
    code: 'bretagne',
    name: 'Cnam Bretagne',
    holidayZone: 'B',
    staffEmail: 's@example.org',
    managerEmail: 'm@example.org',
    handicapEmail: 'h@example.org',
    cgv: { version: '2025', url: 'https://example.org/cgv' },
    prices: { individual: 10_000, organisation: 15_000 },
  };

  it('are added, changed with their policy, removed while nothing refers to them', async () => {
    const added = await house.ask('POST', '/api/centres', { body: centre });
    expect(added.status).toBe(201);
    expect(centreAnswer.parse(added.body)).toEqual(added.body);
    expect(added.body.policy).toMatchObject({ avisDays: 14, avisCorrectionDays: 60, followUpWorkingDays: 10 });
    const path = '/api/centres/bretagne';
    const reminders = { booking: [{ to: 'auditeur', from: 'start', days: 3 }] };
    const first = await house.ask('PATCH', path, { body: { policy: { avisDays: 10, reminders } } });
    expect(first.body.policy).toMatchObject({ avisDays: 10, reminders });
    const second = await house.ask('PATCH', path, {
      body: { policy: { followUpWorkingDays: 5, registrationMonths: [10] }, contactPhone: '02 40 00 00 00' },
    });
    expect(second.body).toMatchObject({
      policy: { avisDays: 10, followUpWorkingDays: 5, registrationMonths: [10], reminders },
      contactPhone: '02 40 00 00 00',
    });
    expect(second.body.policy.reminders.report.length).toBeGreaterThan(2);
    expect(codeOf(await house.ask('POST', '/api/centres', { body: centre }))).toEqual([409, 'centre.duplicate']);
    expect((await house.ask('DELETE', path)).status).toBe(204);
    expect((await house.ask('GET', path)).status).toBe(404);
  });

  it.each([
    ['booking', { to: 'staff', from: 'due', days: 2 }, 'from'],
    ['tutor', { to: 'tutor', from: 'start', days: 2 }, 'to'],
  ])('take no reminder that would never be sent: %s, %j', async (wait, rule, field) => {
    const reminders = { [wait]: [{ to: 'staff', from: 'start', days: 1 }, rule] };
    const reply = await house.ask('PATCH', '/api/centres/pays-de-la-loire', { body: { policy: { reminders } } });
    const path = `policy.reminders.${wait}.1.${field}`;
    expect([...codeOf(reply), reply.body.errors[0].path]).toEqual([422, 'reminder.never', path]);
  });

  it('that are not there, or there already, are told before what is wrong with their reminders', async () => {
    const policy = { reminders: { booking: [{ to: 'staff', from: 'due', days: 2 }] } };
    const taken = { ...centre, code: 'pays-de-la-loire', policy };
    expect(codeOf(await house.ask('PATCH', '/api/centres/nowhere', { body: { policy } }))).toEqual([404, 'not_found']);
    expect(codeOf(await house.ask('POST', '/api/centres', { body: taken }))).toEqual([409, 'centre.duplicate']);
    const added = await house.ask('POST', '/api/centres', { body: { ...taken, code: 'never-added' } });
    expect(codeOf(added)).toEqual([422, 'reminder.never']);
    expect((await house.ask('GET', '/api/centres/never-added')).status).toBe(404);
  });

  it('are one at least: a start on a database without any fills it anew', async () => {
    const reply = await house.ask('DELETE', '/api/centres/pays-de-la-loire');
    expect(codeOf(reply)).toEqual([409, 'centre.last']);
    expect((await house.ask('GET', '/api/centres/pays-de-la-loire')).status).toBe(200);
  });

  it('stay while somebody belongs to them', async () => {
    await house.ask('POST', '/api/centres', { body: { ...centre, code: 'occupied' } });
    const user = { firstName: 'A', lastName: 'B', email: 'occupant@example.org', role: 'staff', centre: 'occupied' };
    expect((await house.ask('POST', '/api/users', { body: user })).status).toBe(201);
    expect(codeOf(await house.ask('DELETE', '/api/centres/occupied'))).toEqual([409, 'centre.in_use']);
  });
});

describe('users and tokens', () => {
  const user = (changes = {}) => ({
    firstName: 'Léa',
    lastName: 'Roy',
    email: `lea.${randomUUID()}@example.org`,
    role: 'staff',
    ...changes,
  });

  it('users are added, changed, removed with their tokens', async () => {
    const sent = user();
    const added = await house.ask('POST', '/api/users', { body: sent });
    expect(userAnswer.parse(added.body)).toEqual({ id: added.body.id, ...sent, centre: null, active: true });
    expect(codeOf(await house.ask('POST', '/api/users', { body: user({ email: sent.email.toUpperCase() }) }))).toEqual([
      409,
      'user.duplicate',
    ]);
    expect(codeOf(await house.ask('POST', '/api/users', { body: user({ centre: 'none' }) }))).toEqual([
      422,
      'centre.unknown',
    ]);
    const path = `/api/users/${added.body.id}`;
    expect((await house.ask('PATCH', path, { body: { role: 'manager' } })).body.role).toBe('manager');
    const token = await house.tokenFor('manager', { userId: added.body.id });
    expect((await house.ask('DELETE', path)).status).toBe(204);
    expect((await house.ask('GET', '/api/enrolments', { token })).status).toBe(401);
    expect((await house.ask('DELETE', path)).status).toBe(404);
  });

  it('a token is shown once and kept hashed', async () => {
    const made = await house.ask('POST', '/api/tokens', {
      body: { label: 'Bureau', role: 'staff' },
      key: randomUUID(),
    });
    expect(made.status).toBe(201);
    const { token, ...rest } = made.body;
    expect(token).toMatch(/^jln_[A-Za-z0-9_-]{43}$/);
    expect(tokenAnswer.parse(rest)).toEqual(rest);
    const dump = JSON.stringify([
      await house.database('tokens'),
      await house.database('idempotency_keys'),
      (await house.ask('GET', '/api/tokens')).body,
    ]);
    expect(dump).not.toContain(token);
    const path = `/api/tokens/${rest.id}`;
    expect((await house.ask('PATCH', path, { body: { label: 'Accueil' } })).body).toMatchObject({ label: 'Accueil' });
    expect((await house.ask('GET', path)).body.token).toBeUndefined();
  });

  it('a repeat with the same key shows the same secret', async () => {
    const request = { body: { label: 'Répété', role: 'staff' }, key: randomUUID() };
    const [first, second] = [
      await house.ask('POST', '/api/tokens', request),
      await house.ask('POST', '/api/tokens', request),
    ];
    expect(second.body).toEqual(first.body);
  });

  it.each([
    [{ role: 'tutor' }, 400, 'request.malformed'],
    [{ role: 'auditeur' }, 400, 'request.malformed'],
    [{ role: 'staff', auditeurEmail: 'a@example.org' }, 400, 'request.malformed'],
    [{ role: 'tutor', tutorId: randomUUID() }, 422, 'tutor.unknown'],
    [{ role: 'staff', userId: randomUUID() }, 422, 'user.unknown'],
  ])('a token that names nobody is refused: %j', async (bearer, status, code) => {
    expect(codeOf(await house.ask('POST', '/api/tokens', { body: { label: 'x', ...bearer } }))).toEqual([status, code]);
  });

  it('a token cannot do more than its user', async () => {
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user() })).body;
    const body = { label: 'x', role: 'manager', userId };
    expect(codeOf(await house.ask('POST', '/api/tokens', { body }))).toEqual([422, 'token.role']);
  });
});

describe('access, and those who give it', () => {
  const person = (changes = {}) => ({
    ...{ firstName: 'Ada', lastName: 'Riou', email: `ada.${randomUUID()}@example.org`, role: 'administrator' },
    ...changes,
  });
  const add = async (changes = {}): Promise<{ id: string; email: string; path: string; token: string }> => {
    const { body } = await house.ask('POST', '/api/users', { body: person(changes) });
    const token = await house.tokenFor(body.role, { userId: body.id });
    return { id: body.id, email: body.email, path: `/api/users/${body.id}`, token };
  };
  /** Removes every administrator of all centres but these. */
  const leaveOnly = (...ids: string[]) =>
    house.database('users').where({ role: 'administrator', centre_code: null }).whereNotIn('id', ids).delete();
  const OWN = [422, 'user.own_access'];
  const LAST = [409, 'user.last_administrator'];

  it('nobody takes away their own rights or address; another administrator does', async () => {
    const [ada, other] = [await add(), await add()];
    const changes = [
      { active: false },
      { role: 'manager' },
      { centre: 'pays-de-la-loire' },
      { email: 'x@example.org' },
    ];
    for (const body of changes) {
      const reply = await house.ask('PATCH', ada.path, { token: ada.token, body });
      expect([...codeOf(reply), reply.body.errors[0].path]).toEqual([...OWN, Object.keys(body)[0]]);
    }
    expect(codeOf(await house.ask('DELETE', ada.path, { token: ada.token }))).toEqual(OWN);
    const own = { lastName: 'Le Riou', email: ada.email.toUpperCase() };
    expect((await house.ask('PATCH', ada.path, { token: ada.token, body: own })).status).toBe(200);
    expect((await house.ask('PATCH', ada.path, { token: other.token, body: { role: 'staff' } })).body.role).toBe(
      'staff',
    );
    expect((await house.ask('DELETE', ada.path, { token: other.token })).status).toBe(204);
  });

  it('the last administrator of all centres stays one, whoever asks', async () => {
    const ada = await add();
    await add({ centre: 'pays-de-la-loire' });
    await leaveOnly(ada.id);
    for (const body of [{ active: false }, { role: 'staff' }, { centre: 'pays-de-la-loire' }]) {
      expect(codeOf(await house.ask('PATCH', ada.path, { body }))).toEqual(LAST);
    }
    expect(codeOf(await house.ask('DELETE', ada.path))).toEqual(LAST);
    expect((await house.ask('PATCH', ada.path, { body: { email: `b.${ada.email}` } })).status).toBe(200);
    await add();
    expect((await house.ask('PATCH', ada.path, { body: { active: false } })).status).toBe(200);
    expect((await house.ask('GET', '/api/tutors', { token: ada.token })).status).toBe(401);
  });

  it('of the last two, made inactive at once, one stays', async () => {
    const both = [await add(), await add()];
    await leaveOnly(...both.map(({ id }) => id));
    const body = { active: false };
    const replies = await Promise.all(both.map(({ path }) => house.ask('PATCH', path, { body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    await add();
  });

  it('the administrator of one centre may go while those of all centres stay', async () => {
    const local = await add({ centre: 'pays-de-la-loire' });
    expect((await house.ask('DELETE', local.path)).status).toBe(204);
  });

  it('the token of a tutor opens as much as their address does: nothing once they are inactive and follow nobody', async () => {
    const body = { firstName: 'Marc', lastName: 'Petit', email: `marc.${randomUUID()}@example.org` };
    const { id } = (await house.ask('POST', '/api/tutors', { body })).body;
    const token = await house.tokenFor('tutor', { tutorId: id });
    const status = async () => (await house.ask('GET', '/api/enrolments', { token })).status;
    expect(await status()).toBe(200);
    await house.ask('PATCH', `/api/tutors/${id}`, { body: { active: false } });
    expect(await status()).toBe(401);
    const followed = await createEnrolments(house.database).insert(registered());
    await house.database('enrolments').where({ id: followed.id }).update({ tutor_id: id });
    expect(await status()).toBe(200);
  });
});
