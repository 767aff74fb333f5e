import type { Knex } from 'knex';
import { shippedCalendar } from '../../calendar/shipped.ts';
import { connect } from '../../db/connection.ts';
import { createRepositories, type Repositories } from '../../db/repositories.ts';
import { seed } from '../../db/seed.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';

let database: TestDatabase;
let knex: Knex;
let stores: Repositories;

beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  stores = createRepositories(knex);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const options = { adminEmail: 'chef@example.org', bootstrapToken: 'premier-jeton', calendar: shippedCalendar() };

describe('the seed', () => {
  it('fills an empty database once, also when two processes start at once', async () => {
    const filled = await Promise.all([seed(knex, options), seed(knex, options), seed(knex, options)]);
    expect(filled.filter(Boolean)).toHaveLength(1);
    expect(await stores.centres.list({ limit: 10 })).toMatchObject([
      {
        code: 'pays-de-la-loire',
        holidayZone: 'B',
        prices: { individual: 12_000, organisation: 17_000 },
        handicapEmail: 'handi@cnam-paysdelaloire.fr',
        cgv: { url: 'http://bit.ly/CnamPDLCGV' },
        staffEmail: 'chef@example.org',
        managerEmail: 'chef@example.org',
      },
    ]);
    expect(await stores.schoolCalendar.version()).toBe(1);
    expect(await stores.schoolCalendar.list()).toHaveLength(options.calendar.length);
    expect(await stores.registrationWindows.around('2024-04-15', 'pays-de-la-loire')).toHaveLength(1);
  });

  it('has, as its first standard tariff, a certification of 1 to 60 months with a tutor for 50 enrolments', async () => {
    await seed(knex, options);
    const first = (await stores.certifications.list({ limit: 50 })).find(({ tariff }) => tariff === 'standard')!;
    expect(first.minExperienceMonths).toBeGreaterThanOrEqual(1);
    expect(first.minExperienceMonths).toBeLessThanOrEqual(60);
    const tutors = await stores.tutors.suggestionsFor(first.code);
    expect(tutors.some(({ capacity }) => capacity >= 50)).toBe(true);
  });

  it('writes to nobody real: demonstration addresses are of example.org', async () => {
    await seed(knex, options);
    for (const { email } of await stores.tutors.list({ limit: 50 })) expect(email).toMatch(/@example\.org$/);
  });

  it('leaves what people changed since', async () => {
    await seed(knex, options);
    await stores.centres.update('pays-de-la-loire', { staffEmail: 'gestion@example.org' });
    await seed(knex, { ...options, adminEmail: 'autre@example.org' });
    expect((await stores.centres.first())!.staffEmail).toBe('gestion@example.org');
    expect(await stores.users.findByEmail('autre@example.org')).toBeUndefined();
  });

  it('keeps the bootstrap token hashed, and takes another one at a later start', async () => {
    await seed(knex, options);
    expect(await stores.tokens.findBySecret('premier-jeton')).toMatchObject({ role: 'administrator' });
    expect(JSON.stringify(await knex('tokens'))).not.toContain('premier-jeton');
    await seed(knex, { ...options, bootstrapToken: 'second-jeton' });
    expect(await stores.tokens.findBySecret('premier-jeton')).toBeUndefined();
    expect(await stores.tokens.findBySecret('second-jeton')).toMatchObject({ role: 'administrator' });
  });

  it('labels the bootstrap token for people, also the one of before, and leaves the label that people gave', async () => {
    const labels = async () => (await knex('tokens')).map(({ label }) => label);
    await seed(knex, options);
    expect(await labels()).toEqual(['Administration']);
    for (const bootstrapToken of [options.bootstrapToken, 'second-jeton', undefined]) {
      await knex('tokens').update({ label: 'BOOTSTRAP_API_TOKEN' });
      await seed(knex, { ...options, bootstrapToken });
      expect(await labels()).toEqual(['Administration']);
    }
    await knex('tokens').update({ label: 'Robot' });
    await seed(knex, { ...options, bootstrapToken: 'troisieme-jeton' });
    expect(await labels()).toEqual(['Robot']);
  });

  it('makes an administrator again when none is left', async () => {
    await seed(knex, options);
    await knex('users').update({ active: false });
    await seed(knex, options);
    expect(await stores.users.findByEmail('CHEF@example.org')).toMatchObject({ role: 'administrator', active: true });
    const told = await knex('audit').orderBy('line').select('action', 'actor_name');
    expect(told).toEqual([{ action: 'user.changed', actor_name: 'Démarrage' }]);
  });
});
