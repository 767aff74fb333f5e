import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

describe('the satisfaction survey, asked of who received an avis', () => {
  it.each([
    ['validated', 200],
    ['not_validated', 200],
    ['withdrawn', 409],
    ['expired', 409],
  ])('closed as %s: %i', async (outcome, status) => {
    const { id, auditeur } = await createEnrolments(house.database).insert(registered());
    await house.database('enrolments').where({ id }).update({ step: 'closed', situation: 'closed', outcome });
    const token = await house.tokenFor('auditeur', { auditeurEmail: auditeur.email });
    const reply = await house.ask('POST', `/api/enrolments/${id}/survey`, { token, body: { satisfaction: 4 } });
    expect([reply.status, reply.body.code]).toEqual([status, status === 409 ? 'enrolment.state' : undefined]);
    expect(await house.database('survey_participations').where({ enrolment_id: id })).toHaveLength(
      status === 200 ? 1 : 0,
    );
  });
});
