import { randomUUID } from 'node:crypto';
import { createEnrolments } from '../../../db/enrolments.ts';
import { registration as registered } from '../../db/people.ts';
import { openSite, type Site, visitorOf } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');
const fields = (changes: Record<string, string | string[]> = {}) => ({
  ...{ firstName: 'Rémi', lastName: 'Caron', email: `remi.${randomUUID()}@example.org`, phone: '', capacity: '4' },
  ...{ approvedOn: '2026-03-02', approvalReference: 'A-12', certifications: ['LIC-GEST', 'TITRE-RH'], active: 'true' },
  ...changes,
});
const found = async (email: string) => site.house.database('tutors').where({ email }).first();

describe('the tutors’ pages', () => {
  it('staff read the list, with loads; managers add', async () => {
    const staff = await site.visit(visitorOf('staff'), '/reglages/tuteurs');
    expect(staff.text).toMatch(/Exemple Octave T-EXEMPLE .* 0 sur \d+ État Disponible/);
    expect(staff.html).not.toContain('/reglages/tuteurs/ajout');
    expect(staff.html).not.toContain('<search>'); // they are few
    expect((await site.visit(MANAGER, '/reglages/tuteurs')).html).toContain('href="/reglages/tuteurs/ajout"');
    for (const role of ['auditeur', 'tutor'] as const) {
      expect((await site.visit(visitorOf(role), '/reglages/tuteurs')).status).toBe(403);
    }
    expect((await site.visit(visitorOf('staff'), '/reglages/tuteurs/ajout')).status).toBe(403);
  });

  it('a tutor is added, and changed: what is emptied or unticked is gone', async () => {
    const said = fields();
    const added = await site.send(MANAGER, '/reglages/tuteurs/ajout', said);
    expect([added.status, added.location]).toEqual([303, '/reglages/tuteurs']);
    const { id, capacity, approval_reference } = await found(said.email);
    expect([capacity, approval_reference]).toEqual([4, 'A-12']);
    const { html } = await site.visit(MANAGER, `/reglages/tuteurs/${id}`);
    expect(html).toMatch(/name="certifications" value="LIC-GEST" checked/);
    const {
      active: _,
      certifications: __,
      ...rest
    } = fields({ ...said, capacity: '7', approvedOn: '', approvalReference: '' });
    expect((await site.send(MANAGER, `/reglages/tuteurs/${id}`, rest)).status).toBe(303);
    const { body } = await site.house.ask('GET', `/api/tutors/${id}`);
    expect(body).toMatchObject({ capacity: 7, active: false, approved: null, certifications: [] });
    expect((await site.visit(MANAGER, '/reglages/tuteurs')).text).toMatch(
      /Caron Rémi .* Agrément Non agréé En cours 0 sur 7 État Inactif/,
    );
  });

  it('what is wrong is said at its field, and what was typed stays', async () => {
    const { status, html, text } = await site.send(
      MANAGER,
      '/reglages/tuteurs/ajout',
      fields({ email: 'remi', capacity: 'peu' }),
    );
    expect(status).toBe(422);
    expect(text).toContain('Adresse électronique\u00a0: attend une adresse électronique.');
    expect(text).toContain('Capacité\u00a0: attend un nombre entier.');
    expect(html).toMatch(/value="Caron"/);
    expect(html).toMatch(/name="certifications" value="TITRE-RH" checked/);
    for (const [field, changes] of [
      ['email', { email: 'octave.exemple@example.org' }],
      ['code', { code: 'T-EXEMPLE' }],
    ] as const) {
      const taken = await site.send(MANAGER, '/reglages/tuteurs/ajout', fields(changes));
      expect([taken.status, taken.html.includes(`href="#champ-${field}"`)]).toEqual([409, true]);
    }
  });

  it('says of whom is added what is missing before they can be assigned (R9)', async () => {
    const said = async (changes: Record<string, string>) => {
      const { headers } = await site.send(MANAGER, '/reglages/tuteurs/ajout', fields(changes));
      return Buffer.from(/=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '', 'base64url').toString();
    };
    expect(await said({})).toContain('peut désormais être affecté');
    expect(await said({ approvedOn: '', approvalReference: '' })).toContain('il lui manque un agrément');
    expect(await said({ active: '' })).toContain('sans pouvoir recevoir de dossier');
  });

  it('the address of one who follows a dossier of another centre is refused at its field, and nothing typed is lost', async () => {
    const [{ id, email }] = await site.house.database('tutors').where({ code: 'T-EXEMPLE' });
    const { id: dossier } = await createEnrolments(site.house.database).insert(registered());
    await site.house.database('enrolments').where({ id: dossier }).update({ tutor_id: id });
    const elsewhere = visitorOf('manager', { centre: 'bretagne' });
    const refused = await site.send(elsewhere, `/reglages/tuteurs/${id}`, fields({ lastName: 'Ailleurs' }));
    expect([refused.status, refused.html.includes('href="#champ-email"')]).toEqual([403, true]);
    expect(refused.html).toContain('value="Ailleurs"');
    expect(await found(email)).toMatchObject({ last_name: 'Exemple' });
  });

  it('names a few of many certifications', async () => {
    const codes = Array.from({ length: 9 }, (_, index) => `DIP-${index}`);
    const [first] = await site.house.database('certifications').where({ code: 'LIC-GEST' });
    const units = JSON.stringify(first.activity_units);
    const [form] = await site.house.database('evaluation_forms').where({ certification_code: 'LIC-GEST' });
    for (const code of codes) {
      await site.house.database('certifications').insert({ ...first, code, activity_units: units });
      const criteria = JSON.stringify(form.criteria);
      await site.house.database('evaluation_forms').insert({ ...form, certification_code: code, criteria });
    }
    await site.send(MANAGER, '/reglages/tuteurs/ajout', fields({ lastName: 'Polyvalent', certifications: codes }));
    expect((await site.visit(MANAGER, '/reglages/tuteurs?q=polyvalent')).text).toContain(
      'DIP-0, DIP-1, DIP-2, DIP-3, et 5\u00a0autres',
    );
  });

  it('a form sent twice adds once', async () => {
    const said = { ...fields(), cle: 'une-seule-fois' };
    await Promise.all([1, 2].map(() => site.send(MANAGER, '/reglages/tuteurs/ajout', said)));
    expect(await site.house.database('tutors').where({ email: said.email })).toHaveLength(1);
  });

  it('a list of many goes on page by page, by name whatever the codes, and is narrowed', async () => {
    const letters = 'hgfedcba';
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...{ id: randomUUID(), first_name: 'Éric', last_name: `Zola ${index}`, capacity: index % 2 },
      code: `T-${letters[index % 8]}${letters[Math.floor(index / 8)]}`,
      ...{ email: `zola.${index}@example.org`, approved_on: '2026-01-05' },
    }));
    await site.house.database('tutors').insert(many);
    const { html, text } = await site.visit(MANAGER, '/reglages/tuteurs');
    expect([text.includes('Zola 0 Éric'), text.includes('Zola 59 Éric')]).toEqual([true, false]);
    const next = /href="(\/reglages\/tuteurs\?cursor=[^"]+)"/.exec(html)?.[1];
    const second = await site.visit(MANAGER, next!);
    expect(second.text).toContain('Zola 59 Éric');
    expect(second.text).toContain('Début de la liste');
    expect((await site.visit(MANAGER, '/reglages/tuteurs?cursor=%00')).status).toBe(200);
    expect(html).toContain('<search>');
    const some = await site.visit(MANAGER, '/reglages/tuteurs?q=eric+ZOLA.14&standing=full');
    expect(some.text).toMatch(/^Tuteurs .* 1\u00a0tuteur .* Zola 14 Éric/);
    expect(some.html).toContain('<option value="full" selected');
    expect((await site.visit(MANAGER, '/reglages/tuteurs?certification=TITRE-RH&q=zola')).text).toContain(
      'Aucun tuteur ne correspond.',
    );
    expect((await site.visit(MANAGER, '/reglages/tuteurs?standing=autre&certification=%3C')).status).toBe(200);
  });
});
