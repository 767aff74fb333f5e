import { randomUUID } from 'node:crypto';
import { createEnrolments } from '../../db/enrolments.ts';
import { registration } from '../db/people.ts';
import { typographicFaults } from '../domain/given.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const certification = (changes: object = {}) => ({
  code: `C-${randomUUID().slice(0, 8)}`,
  title: 'Certification d’essai',
  activityUnits: [{ code: 'UA', title: 'UA' }],
  kind: 'diploma',
  minExperienceMonths: 12,
  tariff: 'standard',
  ...changes,
});
const add = async (changes: object = {}) => {
  const { status, body } = await house.ask('POST', '/api/certifications', { body: certification(changes) });
  return { status, body };
};
const change = (code: string, body: object) => house.ask('PATCH', `/api/certifications/${code}`, { body });
const read = async (path: string) => (await house.ask('GET', path)).body;

const CRITERION = { id: 'analyse', label: 'Analyse', mandatory: true, help: 'Au-delà du récit.', weight: 7.5 };

describe('the evaluation form of a certification', () => {
  it('has criteria with points and a help, which come back as they were given', async () => {
    const evaluation = { kind: 'grid', criteria: [CRITERION, { id: 'forme', label: 'Forme', mandatory: false }] };
    const { status, body } = await add({ evaluation });
    expect(status).toBe(201);
    expect(body.evaluation).toEqual({ ...evaluation, version: 1 });
    expect((await read(`/api/certifications/${body.code}`)).evaluation).toEqual({ ...evaluation, version: 1 });
    const { items } = await read('/api/certifications?limit=200');
    expect(items.find(({ code }: { code: string }) => code === body.code).evaluation.criteria).toEqual(
      evaluation.criteria,
    );
  });

  it.each([
    ['fewer than no points', { weight: -1 }, 400],
    ['points that are no number', { weight: '5' }, 400],
    ['a blank help', { help: ' ' }, 400],
    ['no points at all', { weight: 0 }, 201],
  ])('takes or leaves %s', async (_what, changes, status) => {
    const evaluation = { kind: 'grid', criteria: [{ ...CRITERION, ...changes }] };
    expect((await add({ evaluation })).status).toBe(status);
  });

  it('has no points when it is a fiche navette, whether new or changed (certification.criteria)', async () => {
    const shuttle = { kind: 'shuttle', criteria: [CRITERION] };
    const refusal = { status: 422, body: { code: 'certification.criteria' } };
    expect(await add({ evaluation: shuttle })).toMatchObject(refusal);
    const { body } = await add();
    expect(await change(body.code, { evaluation: shuttle })).toMatchObject(refusal);
  });

  it('becomes a new version when it changes, were it in a help or in points only, and not when it does not', async () => {
    const { code } = (await add({ evaluation: { kind: 'grid', criteria: [CRITERION] } })).body;
    const versionAfter = async (criterion: object) =>
      (await change(code, { evaluation: { kind: 'grid', criteria: [criterion] } })).body.evaluation.version;
    expect(await versionAfter(CRITERION)).toBe(1);
    expect(await versionAfter({ ...CRITERION, help: 'Autre.' })).toBe(2);
    expect(await versionAfter({ ...CRITERION, help: 'Autre.', weight: 8 })).toBe(3);
    const { help, weight, ...bare } = CRITERION;
    expect(await versionAfter(bare)).toBe(4);
    expect(await versionAfter({ mandatory: true, label: bare.label, id: bare.id })).toBe(4);
    expect((await change(code, { title: 'Autre titre' })).body.evaluation.version).toBe(4);
  });

  it('is numbered once, however many change it at once', async () => {
    const { code } = (await add()).body;
    const changes = Array.from({ length: 8 }, (_, index) =>
      change(code, { evaluation: { kind: 'grid', criteria: [{ ...CRITERION, label: `Analyse ${index}` }] } }),
    );
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(changes.map(() => 200));
    const { items } = await read(`/api/certifications/${code}/evaluation-forms`);
    expect(items.map(({ version }: { version: number }) => version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});

describe('the versions of a form', () => {
  it('are listed, the one in force first, and read one by one', async () => {
    const { code } = (await add({ evaluation: { kind: 'grid', criteria: [CRITERION] } })).body;
    await change(code, { evaluation: { kind: 'shuttle', criteria: [{ id: 'a', label: 'A', mandatory: false }] } });
    const { items, nextCursor } = await read(`/api/certifications/${code}/evaluation-forms`);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      { version: 2, kind: 'shuttle', inForce: true },
      { version: 1, kind: 'grid', inForce: false, criteria: [CRITERION] },
    ]);
    expect(items[0].createdAt >= items[1].createdAt).toBe(true);
    expect(await read(`/api/certifications/${code}/evaluation-forms/1`)).toEqual(items[1]);
  });

  it.each(['/api/certifications/NONE/evaluation-forms', '/api/certifications/NONE/evaluation-forms/1'])(
    'are not those of a certification that does not exist: %s',
    async (path) => expect((await house.ask('GET', path)).status).toBe(404),
  );

  it.each(['3', '0', 'x', '1.5', '99999999999'])('do not include %s', async (version) => {
    expect((await house.ask('GET', `/api/certifications/LIC-GEST/evaluation-forms/${version}`)).status).toBe(404);
  });
});

describe('the default forms', () => {
  it('are a grid of a hundred points and a fiche navette, with mandatory criteria, in correct French', async () => {
    const { items } = await read('/api/evaluation-forms/defaults');
    const [grid, shuttle] = items;
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['grid', 'shuttle']);
    expect(grid.criteria.reduce((sum: number, { weight }: { weight: number }) => sum + weight, 0)).toBe(100);
    for (const { criteria } of [grid, shuttle]) {
      expect(criteria.length).toBeGreaterThanOrEqual(5);
      expect(criteria.some(({ mandatory }: { mandatory: boolean }) => mandatory)).toBe(true);
      expect(new Set(criteria.map(({ id }: { id: string }) => id)).size).toBe(criteria.length);
      for (const { label, help = '' } of criteria) expect(typographicFaults(`${label}\n${help}`)).toEqual([]);
    }
    expect(shuttle.criteria.some(({ weight }: { weight?: number }) => weight !== undefined)).toBe(false);
  });

  it('are taken as they are by the API', async () => {
    for (const evaluation of (await read('/api/evaluation-forms/defaults')).items) {
      expect((await add({ evaluation })).body.evaluation).toEqual({ ...evaluation, version: 1 });
    }
  });

  it.each([
    ['diploma', 'grid'],
    ['title', 'grid'],
    ['certificate', 'shuttle'],
  ])('are given to a %s that brings none: %s', async (kind, expected) => {
    const { body } = await add({ kind });
    const { items } = await read('/api/evaluation-forms/defaults');
    expect(body.evaluation).toEqual({ ...items.find((form: { kind: string }) => form.kind === expected), version: 1 });
  });
});

describe('the form of an enrolment', () => {
  it('is the one in force, for whom it concerns and nobody else', async () => {
    const auditeur = { firstName: 'Aline', lastName: 'Durand', email: `aline.${randomUUID()}@example.org` };
    const { id } = await createEnrolments(house.database).insert(registration({ auditeur }));
    const path = `/api/enrolments/${id}/evaluation-form`;
    const { evaluation } = await read('/api/certifications/LIC-GEST');
    expect(await read(path)).toEqual(evaluation);
    const own = await house.tokenFor('auditeur', { auditeurEmail: auditeur.email });
    const other = await house.tokenFor('auditeur', { auditeurEmail: 'autre@example.org' });
    expect((await house.ask('GET', path, { token: own })).body).toEqual(evaluation);
    expect((await house.ask('GET', path, { token: other })).status).toBe(404);
  });
});
