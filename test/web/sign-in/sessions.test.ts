import { createEnrolments } from '../../../db/enrolments.ts';
import { createUsers } from '../../../db/users.ts';
import { type House, openHouse } from '../../api/house.ts';
import { registration } from '../../db/people.ts';
import { signIn } from '../signed-in.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('the sessions of browsers', () => {
  it('the API takes a session; an auditeur sees their own enrolments', async () => {
    const enrolment = registration();
    await createEnrolments(house.database).insert(enrolment);
    await createEnrolments(house.database).insert(registration());
    const browser = await signIn(house, enrolment.auditeur.email);
    const answer = await browser.fetch('/api/enrolments');
    expect(answer.status).toBe(200);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([enrolment.id]);
  });

  it('a personal link’s session sees its own enrolment, and no other of the same person', async () => {
    const [one, other] = [registration(), registration({ certification: 'LIC-INFO' })];
    other.auditeur.email = one.auditeur.email;
    for (const enrolment of [one, other]) await createEnrolments(house.database).insert(enrolment);
    const browser = await signIn(house, one.auditeur.email, { only: one.id });
    const { items } = (await (await browser.fetch('/api/enrolments')).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([one.id]);
    expect((await browser.fetch(`/api/enrolments/${one.id}`)).status).toBe(200);
    expect((await browser.fetch(`/api/enrolments/${other.id}`)).status).toBe(404);
  });

  it('a user who is made inactive is out at once', async () => {
    const [admin] = await createUsers(house.database).list({ limit: 1 });
    const browser = await signIn(house, admin!.email);
    expect((await browser.fetch('/api/users')).status).toBe(200);
    await createUsers(house.database).update(admin!.id, { active: false });
    expect((await browser.fetch('/api/users')).status).toBe(401);
    await createUsers(house.database).update(admin!.id, { active: true });
    expect((await browser.fetch('/api/users')).status).toBe(401);
  });
});
