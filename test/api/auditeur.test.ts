import { createEnrolments } from '../../db/enrolments.ts';
import { registration as registered } from '../db/people.ts';
import { AT, type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setTime(AT);
});
afterAll(() => house.close());

const register = async (email: string) => {
  const auditeur = { firstName: 'Aline', lastName: 'Durand', email, phone: '0240000000' };
  return (await createEnrolments(house.database).insert(registered({ auditeur }))).id;
};

const queue = (enrolmentId: string, key: string, status: string, recipient = 'auditeur') =>
  house.database('mails').insert({
    key,
    enrolment_id: enrolmentId,
    version: 1,
    ordinal: 0,
    name: 'tutor_assigned',
    recipient,
    description: 'affectation',
    to_name: 'Aline Durand',
    to_address: 'faute@example.org',
    subject: 's',
    body_text: 't',
    body_html: 'h',
    message_id: `<${key}@jalons.test>`,
    status,
    queued_at: AT,
  });

describe('an address that staff mistyped', () => {
  it('is corrected: shown, found, and written to by the mails that have not left', async () => {
    const id = await register('faute@example.org');
    await queue(id, 'waits', 'queued');
    await queue(id, 'gone', 'sent');
    await queue(id, 'theirs', 'queued', 'tutor');
    const body = { email: 'aline.durand@example.org', lastName: 'Durant', phone: null };
    const reply = await house.ask('PATCH', `/api/enrolments/${id}/auditeur`, { body });
    expect([reply.status, reply.body.auditeur]).toEqual([
      200,
      { firstName: 'Aline', lastName: 'Durant', email: 'aline.durand@example.org' },
    ]);
    const found = await house.ask('GET', '/api/enrolments?q=durant');
    expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    expect((await house.ask('GET', '/api/enrolments?q=faute')).body.items).toEqual([]);
    const mails = await house.database('mails').where({ enrolment_id: id }).orderBy('key').select('key', 'to_address');
    expect(mails).toEqual([
      { key: 'gone', to_address: 'faute@example.org' },
      { key: 'theirs', to_address: 'faute@example.org' },
      { key: 'waits', to_address: 'aline.durand@example.org' },
    ]);
  });

  it('leaves a line in the journal that says what was corrected, and not from what', async () => {
    const id = await register('autre-faute@example.org');
    const change = (body: object) => house.ask('PATCH', `/api/enrolments/${id}/auditeur`, { body });
    await change({ email: 'juste@example.org', firstName: 'Aline' });
    await change({ email: 'juste@example.org' });
    const { items } = (await house.ask('GET', `/api/enrolments/${id}/journal`)).body;
    expect(items.map(({ type, text }: { type: string; text: string }) => [type, text])).toEqual([
      ['auditeur.corrected', 'Coordonnées de l’auditeur corrigées\u00a0: adresse électronique.'],
    ]);
  });

  it('R6: is refused where the right address has an open enrolment already', async () => {
    await register('deja@example.org');
    const id = await register('presque@example.org');
    const reply = await house.ask('PATCH', `/api/enrolments/${id}/auditeur`, { body: { email: 'DEJA@example.org' } });
    expect([reply.status, reply.body.code]).toEqual([409, 'enrolment.duplicate']);
  });

  it.each([{ email: 'pas-une-adresse' }, { firstName: '' }, { nickname: 'A' }])('refuses %j', async (body) => {
    const id = await register(`${crypto.randomUUID()}@example.org`);
    expect((await house.ask('PATCH', `/api/enrolments/${id}/auditeur`, { body })).status).toBe(400);
  });
});
