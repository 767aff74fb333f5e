import { figuresAnswer } from '../../api/answers.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { readFigures } from '../../services/figures.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

/** Somebody who has received their avis, and may answer. */
async function respondent(certification = 'LIC-GEST'): Promise<{ id: string; email: string }> {
  const { id, auditeur } = await createEnrolments(house.database).insert(registered({ certification }));
  const done = {
    step: 'closed',
    situation: 'closed',
    waiting_for: 'nobody',
    outcome: 'validated',
    first_closed_at: AT,
  };
  await house.database('enrolments').where({ id }).update(done);
  return { id, email: auditeur.email };
}

async function answer({ id, email }: { id: string; email: string }, satisfaction: number, comment?: string) {
  const token = await house.tokenFor('auditeur', { auditeurEmail: email });
  const reply = await house.ask('POST', `/api/enrolments/${id}/survey`, { token, body: { satisfaction, comment } });
  expect(reply.status).toBe(200);
}

const figures = async (query = '', token?: string) =>
  figuresAnswer.parse((await house.ask('GET', `/api/figures?${query}`, { token })).body);

describe('the figures', () => {
  it('tell no rate under five answers, then how many answered and what', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => respondent()));
    for (const [index, satisfaction] of [5, 4, 2, 4].entries()) await answer(people[index]!, satisfaction, 'Bien');
    expect((await figures()).total.satisfaction).toEqual({
      responses: { count: 4, of: 6, share: 0.667 },
      result: null,
      withheld: 'effectif insuffisant',
    });
    await answer(people[4]!, 5);
    const { total, bySemester, byCertification, comments } = await figures();
    expect(total).toMatchObject({ registrations: 6, outcomes: { validated: 6 }, open: { total: 0 } });
    expect(total.satisfaction).toEqual({
      responses: { count: 5, of: 6, share: 0.833 },
      result: { answers: 5, mean: 4, satisfied: 0.8 },
    });
    expect(bySemester[0]?.satisfaction).toEqual(total.satisfaction);
    expect(byCertification).toMatchObject([{ certification: 'LIC-GEST', satisfaction: total.satisfaction }]);
    // Those of this month are shown later: a comment beside the line of the journal would be a name.
    expect(comments).toEqual([]);
    house.setTime('2026-11-02T08:00:00.000Z');
    expect((await figures()).comments).toEqual(['Bien', 'Bien', 'Bien', 'Bien']);
    expect((await figures('certification=LIC-GEST')).total.satisfaction.result).toMatchObject({ answers: 5 });
    house.setTime(AT);
  });

  it('withhold a part whose neighbour would be told by it', async () => {
    await answer(await respondent('TITRE-RH'), 1);
    const { total, byCertification } = await figures();
    expect(total.satisfaction.result).toMatchObject({ answers: 6 });
    expect(byCertification.map(({ satisfaction }) => satisfaction.result)).toEqual([null, null]);
    for (const certification of ['LIC-GEST', 'TITRE-RH']) {
      expect((await figures(`certification=${certification}`)).total.satisfaction.withheld).toBe(
        'effectif insuffisant',
      );
    }
  });

  it('tell no satisfaction of one tutor', async () => {
    const { total, comments } = await figures('tutor=T-EXEMPLE');
    expect(total.satisfaction.withheld).toBe('les réponses, anonymes, ne disent pas le tuteur');
    expect(comments).toEqual([]);
  });

  it('work nothing out of the answers where none is told', async () => {
    const { stores } = house.backend;
    const asked: unknown[] = [];
    const answers = (centre: string | null) => {
      asked.push(centre);
      return stores.figureCounts.answers(centre);
    };
    const figureCounts = { ...stores.figureCounts, answers };
    const watched = { ...house.backend, stores: { ...stores, figureCounts } };
    const manager = { role: 'manager', name: 'M', centre: null, tokenId: 't' } as const;
    await readFigures(watched, manager, { tutor: 'T-EXEMPLE' });
    expect(asked).toEqual([]);
    await readFigures(watched, manager, {});
    expect(asked).toEqual([null]);
  });

  it('are those of the asker’s centre; another’s are refused', async () => {
    const code = 'bretagne';
    const centre = {
      ...{ code, name: 'Cnam Bretagne', holidayZone: 'B', cgv: { version: '2025', url: 'https://example.org/cgv' } },
      ...{ staffEmail: 's@example.org', managerEmail: 'm@example.org', handicapEmail: 'h@example.org' },
      prices: { individual: 10_000, organisation: 15_000 },
    };
    await house.ask('POST', '/api/centres', { body: centre });
    const user = { firstName: 'Léa', lastName: 'Roy', email: 'lea@example.org', role: 'manager', centre: code };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const token = await house.tokenFor('manager', { userId });
    expect((await figures('', token)).total).toMatchObject({
      registrations: 0,
      satisfaction: { responses: { count: 0, of: 0, share: null }, result: null },
    });
    expect((await house.ask('GET', '/api/figures?centre=pays-de-la-loire', { token })).status).toBe(403);
    expect((await figures(`centre=${code}`)).total.registrations).toBe(0);
    expect((await figures('centre=pays-de-la-loire')).total.registrations).toBe(7);
  });

  it.each(['semester=', 'certification=%20', 'what=ever'])('refuse %s', async (query) => {
    expect((await house.ask('GET', `/api/figures?${query}`)).status).toBe(400);
  });
});
