import type { Principal } from '../../services/principal.ts';
import { quote } from '../../services/quote.ts';
import { registrationDraft } from '../../services/registration-form.ts';
import { AT, type House, openHouse, registration } from '../api/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

const STAFF: Principal = { role: 'staff', name: 'Gisèle', tokenId: 'quotes', centre: null };
const quoted = (typed: unknown, principal = STAFF) => quote(house.backend, principal, registrationDraft(typed));
const codes = ({ refusals }: { refusals: { code: string }[] }) => refusals.map(({ code }) => code);

describe('A quote, while a registration is being typed', () => {
  it('says the semester and the limit before anything is typed, and refuses nothing', async () => {
    const told = await quoted({});
    expect(told).toMatchObject({ registeredOn: '2026-10-05', semester: '2026-2027-S1', limit: '2027-09-30' });
    expect(told).toMatchObject({ registrationOpen: true, centre: { code: 'pays-de-la-loire' }, refusals: [] });
    expect(told.priceCents).toBeUndefined();
  });

  it('says the price as soon as the certification and who pays are known (R4)', async () => {
    const typed = { certification: 'LIC-GEST', funding: { type: 'organisation' } };
    expect((await quoted(typed)).priceCents).toBe(17_000);
    expect((await quoted({ ...typed, funding: { type: 'individual' } })).priceCents).toBe(12_000);
    expect((await quoted({ certification: 'LIC-GEST' })).priceCents).toBeUndefined();
    expect(await quoted(typed)).toMatchObject({
      activityUnit: { code: 'UA-GEST-1' },
      certification: { tariff: 'standard' },
    });
  });

  it('asks for the price where it is on request (R4)', async () => {
    const typed = { certification: 'CERT-NUM', funding: { type: 'individual' } };
    expect(codes(await quoted(typed))).toEqual(['tariff.on_request']);
    expect(await quoted({ ...typed, priceCents: 25_000 })).toMatchObject({ priceCents: 25_000, refusals: [] });
  });

  it('speaks of units and experience only once they are typed (R1, R2)', async () => {
    const typed = { certification: 'LIC-GEST' };
    expect(codes(await quoted({ ...typed, eligibility: { validatedUnits: 1 } }))).toEqual(['eligibility.units']);
    expect(codes(await quoted({ ...typed, eligibility: { experienceMonths: 0 } }))).toEqual(['eligibility.experience']);
    expect(codes(await quoted({ ...typed, eligibility: { validatedUnits: 0, experienceMonths: 0 } }))).toEqual([
      'eligibility.units',
      'eligibility.experience',
    ]);
    const eligibility = { experienceMonths: 0, experienceInProgress: true };
    expect(codes(await quoted({ ...typed, eligibility }))).toEqual([]);
  });

  it('says whether the conditions are met once all that they look at is known (R1, R2)', async () => {
    const [certification, validatedUnits, experienceMonths] = ['LIC-GEST', 2, 60];
    const eligible = async (typed: unknown) => (await quoted(typed)).eligible;
    expect(await eligible({ certification, eligibility: { validatedUnits } })).toBeUndefined();
    expect(await eligible({ eligibility: { validatedUnits, experienceMonths } })).toBeUndefined();
    expect(await eligible({ certification, eligibility: { validatedUnits, experienceMonths } })).toBe(true);
    expect(await eligible({ certification, eligibility: { validatedUnits: 1, experienceMonths } })).toBe(false);
    const acquiring = { validatedUnits, experienceMonths: 0, experienceInProgress: true };
    expect(await eligible({ certification, eligibility: acquiring })).toBe(true);
  });

  it('asks for a reason outside the windows, until one is given (R3)', async () => {
    const typed = { registeredOn: '2026-09-15' };
    expect(await quoted(typed)).toMatchObject({ registrationOpen: false, semester: '2025-2026-S2' });
    expect(codes(await quoted(typed))).toEqual(['registration.closed']);
    expect(codes(await quoted({ ...typed, lateReason: 'Accord' }))).toEqual([]);
    expect(codes(await quoted({ registeredOn: '2026-10-06' }))).toEqual(['date.in_the_future']);
  });

  it('takes what is not well formed yet as not typed', async () => {
    const typed = {
      auditeur: { email: 'aline@' },
      certification: 'LIC GEST!',
      funding: { type: 'organisation' },
      eligibility: { validatedUnits: 'deux', experienceMonths: 30 },
      registeredOn: '2026-1',
    };
    expect(registrationDraft(typed)).toEqual({
      auditeur: {},
      funding: { type: 'organisation' },
      eligibility: { experienceMonths: 30 },
    });
    expect(codes(await quoted(typed))).toEqual([]);
    for (const nothing of [null, undefined, 'x', 3, []]) expect(await quoted(nothing)).toBeDefined();
  });

  it('tells an unknown certification, unit or centre, a duplicate, and a centre out of reach', async () => {
    expect(codes(await quoted({ certification: 'NONE' }))).toEqual(['certification.unknown']);
    expect(codes(await quoted({ certification: 'LIC-GEST', activityUnit: 'NONE' }))).toEqual(['activity_unit.unknown']);
    expect(codes(await quoted({ centre: 'nowhere' }))).toEqual(['centre.unknown']);
    const elsewhere = { ...STAFF, centre: 'pays-de-la-loire' };
    expect(codes(await quoted({ centre: 'bretagne' }, elsewhere))).toContain('forbidden');
  });

  it('says of a whole registration what registering says of it', async () => {
    const wrong = { eligibility: { validatedUnits: 1, experienceMonths: 0 }, registeredOn: '2026-09-15' };
    for (const changes of [
      {},
      wrong,
      { certification: 'CERT-NUM' },
      { cgv: { version: '2024', acceptedOn: '2026-10-06' } },
    ]) {
      const body = registration(changes);
      const [first] = (await quoted(body)).refusals;
      const reply = await house.ask('POST', '/api/enrolments', { body });
      // What no rule refuses is kept, and ends in 503: Temporal cannot be reached here.
      expect(first?.code ?? 'unavailable').toBe(reply.status === 503 ? 'unavailable' : reply.body.code);
      if (first) expect(reply.body.detail).toBe(first.message);
    }
    const body = registration();
    await house.ask('POST', '/api/enrolments', { body });
    expect(codes(await quoted(body))).toEqual(['enrolment.duplicate']);
  });
});
