import { AT, type House, openHouse, registration } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

const register = async (changes: Record<string, unknown>) => {
  const reply = await house.ask('POST', '/api/enrolments', { body: registration(changes) });
  return { status: reply.status, code: reply.body.code, path: reply.body.errors?.[0]?.path };
};

/** Temporal cannot be reached here: what no rule refuses ends in 503, and is kept to be started later. */
const ACCEPTED = { status: 503, code: 'unavailable', path: undefined };

describe('registering is refused', () => {
  it.each([
    ['R1: one unit validated', { eligibility: { validatedUnits: 1, experienceMonths: 60 } }, 'eligibility.units'],
    ['R1: nothing told of eligibility', { eligibility: undefined }, 'eligibility.units'],
    [
      'R2: too little experience',
      { eligibility: { validatedUnits: 2, experienceMonths: 0 } },
      'eligibility.experience',
    ],
    [
      'R2: not "in progress"',
      { eligibility: { validatedUnits: 2, experienceInProgress: false } },
      'eligibility.experience',
    ],
    ['R3: outside the windows', { registeredOn: '2026-09-30' }, 'registration.closed'],
    ['R3: with a blank reason', { registeredOn: '2026-09-30', lateReason: '  ' }, 'registration.closed'],
    ['R6: in the future', { registeredOn: '2026-10-06' }, 'date.in_the_future'],
    ['R4: price on request not given', { certification: 'CERT-NUM' }, 'tariff.on_request'],
    ['R5: no CGV', { cgv: undefined }, 'cgv.required'],
    ['R5: no version', { cgv: { acceptedOn: '2026-10-01' } }, 'cgv.required'],
    ['R5: no date', { cgv: { version: '2024' } }, 'cgv.required'],
    ['R5: accepted tomorrow', { cgv: { version: '2024', acceptedOn: '2026-10-06' } }, 'cgv.required'],
    ['an unknown certification', { certification: 'NONE' }, 'certification.unknown'],
    ['an unknown unit', { activityUnit: 'UA-NONE' }, 'activity_unit.unknown'],
    ['an unknown centre', { centre: 'nowhere' }, 'centre.unknown'],
  ])('%s', async (_case, changes, code) => {
    const reply = await register(changes);
    expect({ status: reply.status, code: reply.code }).toEqual({ status: 422, code });
    expect(reply.path).toEqual(expect.any(String));
    expect(await house.database('enrolments').where({ certification_code: 'CERT-NUM' }).first()).toBeUndefined();
  });
});

describe('registering is accepted by every rule', () => {
  it.each([
    ['as it should be', {}],
    ['R2: experience being acquired', { eligibility: { validatedUnits: 2, experienceInProgress: true } }],
    ['R3: outside the windows with a reason', { registeredOn: '2026-09-30', lateReason: 'Accord du responsable' }],
    ['R3: an earlier day of an open month', { registeredOn: '2026-03-31' }],
    ['R3: the exception of April 2024', { registeredOn: '2024-04-15' }],
    ['R4: on request, with its price', { certification: 'CERT-NUM', priceCents: 25_000 }],
  ])('%s', async (_case, changes) => {
    expect(await register(changes)).toEqual(ACCEPTED);
  });

  it('R6: is a duplicate of an open enrolment, whatever the case of the address, before any rule is asked', async () => {
    const auditeur = { firstName: 'Bob', lastName: 'Un', email: 'bob.un@example.org' };
    expect(await register({ auditeur })).toEqual(ACCEPTED);
    const again = { auditeur: { ...auditeur, email: 'Bob.UN@example.org' }, cgv: undefined };
    expect(await register(again)).toMatchObject({ status: 409, code: 'enrolment.duplicate' });
    expect(await register({ ...again, cgv: registration().cgv, activityUnit: 'UA-GEST-2' })).toEqual(ACCEPTED);
  });

  it('R6: of ten at once for the same person one is kept', async () => {
    const auditeur = { firstName: 'Bea', lastName: 'Deux', email: 'bea.deux@example.org' };
    const replies = await Promise.all(Array.from({ length: 10 }, () => register({ auditeur })));
    expect(replies.filter(({ status }) => status === 503)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
  });

  it('R4, R7: keeps price, semester and limit', async () => {
    const auditeur = { firstName: 'Cleo', lastName: 'Trois', email: 'cleo@example.org' };
    await register({ auditeur, funding: { type: 'organisation', funder: 'OPCO' } });
    const { items } = (await house.ask('GET', '/api/enrolments?q=cleo')).body;
    expect(items[0]).toMatchObject({
      priceCents: 17_000,
      semester: '2026-2027-S1',
      limit: '2027-09-30',
      funding: { type: 'organisation', funder: 'OPCO' },
      step: 'tutor_assignment',
      waitingFor: 'staff',
      tutor: null,
      overdue: false,
      documents: [],
      tutoringMinutes: 0,
    });
    expect(items[0].steps.map(({ name }: { name: string }) => name)).toHaveLength(5);
  });
});
