import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { AT } from '../../api/house.ts';
import { devServer } from '../../environment/temporal.ts';
import { openSite, type Site, visitorOf } from '../site.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
beforeAll(async () => {
  temporal = await devServer();
  site = await openSite({ temporal });
  site.house.setTime(AT);
});
afterAll(async () => {
  await site?.close();
  await temporal?.teardown();
});

const staff = visitorOf('staff');

const filledIn = (changes: Record<string, string> = {}): Record<string, string> => ({
  'auditeur.lastName': 'Durand',
  'auditeur.firstName': 'Aline',
  'auditeur.email': `nouveau.${randomUUID()}@example.org`,
  certification: 'LIC-GEST',
  'funding.type': 'individual',
  'eligibility.validatedUnits': '2',
  'eligibility.experienceMonths': '36',
  'cgv.version': '2024',
  'cgv.acceptedOn': '2026-10-01',
  registeredOn: '2026-10-05',
  ...changes,
});

const check = (fields: Record<string, string>) => site.send(staff, '/dossiers/nouveau/verification', fields);

const enrolmentsOf = (email: string) => site.house.database('enrolments').where({ auditeur_email: email });

describe('Enrolling an auditeur on a page', () => {
  it('proposes today, and the CGV of the centre; asks for nothing that is not typed yet', async () => {
    const { html, text } = await site.visit(staff, '/dossiers/nouveau');
    expect(html).toMatch(/name="registeredOn"[^>]*value="2026-10-05"/);
    expect(html).toMatch(/name="cgv.version"[^>]*value="[^"]+"/);
    expect(text).toContain('30 septembre 2027');
    expect(html).not.toContain('notice warning');
  });

  it('opens the enrolment, and leads to its page', async () => {
    const fields = filledIn({
      'funding.type': 'organisation',
      'funding.funder': 'OPCO EP',
      'auditeur.phone': '06 12 34 56 78',
    });
    const { status, location } = await site.send(staff, '/dossiers/nouveau', fields);
    expect(status).toBe(303);
    expect(location).toMatch(/^\/dossiers\/[0-9a-f-]{36}$/);
    const { body } = await site.house.ask('GET', `/api${location!.replace('dossiers', 'enrolments')}`);
    expect(body).toMatchObject({
      auditeur: { firstName: 'Aline', lastName: 'Durand', phone: '06 12 34 56 78' },
      funding: { type: 'organisation', funder: 'OPCO EP' },
      priceCents: 17_000,
      eligibility: { validatedUnits: 2, experienceMonths: 36, experienceInProgress: false },
      registeredOn: '2026-10-05',
    });
  });

  it('sent twice, opens one', async () => {
    const fields = filledIn({ cle: randomUUID() });
    const sent = await Promise.all([1, 2].map(() => site.send(staff, '/dossiers/nouveau', fields)));
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    expect(sent[0]!.location).toBe(sent[1]!.location);
    expect(await enrolmentsOf(fields['auditeur.email']!)).toHaveLength(1);
  });

  it('takes a price as people type it, where it is on request (R4)', async () => {
    const fields = filledIn({ certification: 'CERT-NUM', priceCents: '1 250,50' });
    expect((await site.send(staff, '/dossiers/nouveau', fields)).status).toBe(303);
    const [row] = await enrolmentsOf(fields['auditeur.email']!);
    expect(row.price_cents).toBe(125_050);
  });

  it.each<[string, Record<string, string>, number, string, RegExp]>([
    ['no name', { 'auditeur.lastName': '' }, 422, 'auditeur.lastName', /Nom : est obligatoire/],
    ['no address', { 'auditeur.email': 'aline' }, 422, 'auditeur.email', /adresse électronique/],
    ['a number that is none', { 'eligibility.validatedUnits': 'deux' }, 422, 'eligibility.validatedUnits', /nombre/],
    ['too few units (R1)', { 'eligibility.validatedUnits': '1' }, 422, 'eligibility.validatedUnits', /Deux unités/],
    [
      'too little experience (R2)',
      { 'eligibility.experienceMonths': '0' },
      422,
      'eligibility.experienceMonths',
      /mois/,
    ],
    ['outside the windows (R3)', { registeredOn: '2026-09-15' }, 422, 'lateReason', /Motif/],
    ['no price (R4)', { certification: 'CERT-NUM' }, 422, 'priceCents', /Indiquez le prix convenu/],
    ['CGV accepted tomorrow (R5)', { 'cgv.acceptedOn': '2026-10-06' }, 422, 'cgv.acceptedOn', /postérieure/],
  ])(
    'with %s, shows the form again with what was typed and what is wrong',
    async (_, changes, status, field, message) => {
      const fields = filledIn(changes);
      const again = await site.send(staff, '/dossiers/nouveau', fields);
      expect(again.status).toBe(status);
      const id = `champ-${field.replaceAll('.', '-')}`;
      expect(again.html).toContain(`href="#${id}"`);
      expect(again.html).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true"`));
      expect(again.text.replaceAll('\u00a0', ' ')).toMatch(message);
      expect(again.html).toMatch(/name="auditeur.firstName"[^>]*value="Aline"/);
      expect(await enrolmentsOf(fields['auditeur.email']!)).toEqual([]);
    },
  );

  it('sent empty, says what is missing at each field', async () => {
    const { status, html } = await site.send(staff, '/dossiers/nouveau', {});
    expect(status).toBe(422);
    const led = [...html.matchAll(/href="#(champ-[^"]+)"/g)].map(([, id]) => id!);
    for (const id of led) expect([id, html.includes(` id="${id}"`)]).toEqual([id, true]);
    expect(led).toEqual(expect.arrayContaining(['champ-auditeur-lastName', 'champ-funding-type']));
  });

  it('tells that an enrolment is open already (R6)', async () => {
    const fields = filledIn();
    await site.send(staff, '/dossiers/nouveau', fields);
    const again = await site.send(staff, '/dossiers/nouveau', fields);
    expect(again.status).toBe(409);
    expect(again.text).toContain('Un dossier est déjà ouvert');
  });
});

describe('The price and the conditions, before anything is sent', () => {
  it('are shown by a button, without scripts; nothing is enrolled by it', async () => {
    const fields = filledIn({ 'eligibility.validatedUnits': '1' });
    const { status, text, html } = await check(fields);
    expect(status).toBe(200);
    expect(text).toContain('120\u00a0€');
    expect(text).toContain('au moins 2 unités');
    expect(text).toContain('Pas remplies');
    expect((await check({ ...fields, 'eligibility.validatedUnits': '2' })).text).toContain('Conditions Remplies');
    expect(html).toMatch(/name="auditeur.lastName"[^>]*value="Durand"/);
    expect(await enrolmentsOf(fields['auditeur.email']!)).toEqual([]);
  });

  it('are a piece of the page for scripts, with the units of the certification', async () => {
    const body = new URLSearchParams({
      _csrf: 'token-of-tests',
      certification: 'LIC-GEST',
      'funding.type': 'organisation',
    });
    const response = await fetch(`${site.house.url}/dossiers/nouveau/verification`, {
      method: 'POST',
      body,
      headers: {
        'hx-request': 'true',
        'x-visitor': Buffer.from(JSON.stringify(staff)).toString('base64url'),
      },
    });
    const html = await response.text();
    expect(html).not.toContain('<html');
    expect(html).toContain('170\u00a0€');
    expect(html).toContain('Dès que la certification, les unités validées');
    expect(html).toContain('hx-swap-oob="true"');
    expect(html).toContain('UA-GEST-2');
    expect(html).not.toContain('UA-NUM');
  });

  it('need the form’s token', async () => {
    expect((await check({ ...filledIn(), _csrf: 'other' })).status).toBe(403);
  });

  it('survive whatever is typed', async () => {
    for (const fields of [{}, { certification: '<b>' }, { 'auditeur.email.x': 'y' }, { registeredOn: '2026-02-31' }]) {
      expect((await check(fields as Record<string, string>)).status).toBe(200);
    }
  });
});
