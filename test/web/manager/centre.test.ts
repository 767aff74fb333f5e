import { readFileSync } from 'node:fs';
import { openSite, type Site, visitorOf } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');
const STAFF = visitorOf('staff');
const CENTRE = 'pays-de-la-loire';
const PAGE = '/reglages/centre';
const read = async () => (await site.house.ask('GET', `/api/centres/${CENTRE}`)).body;

/** The fields of the form as it is shown, with some changed. */
async function fields(changes: Record<string, string | string[]> = {}): Promise<Record<string, string | string[]>> {
  const { html } = await site.visit(MANAGER, PAGE);
  const form = /<form method="post"><input type="hidden" name="_csrf"[\s\S]*?<\/form>/.exec(html)![0];
  const found: Record<string, string | string[]> = { 'policy.registrationMonths': [] };
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const [name, type] = [/ name="([^"]+)"/.exec(tag)?.[1], / type="([^"]+)"/.exec(tag)?.[1]];
    const value = / value="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (!name || name === '_csrf' || name === 'cle') continue;
    if (type === 'checkbox') {
      if (tag.includes(' checked')) (found[name] as string[]).push(value);
    } else found[name] = value;
  }
  for (const [, name, text] of form.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)) found[name!] = text!;
  found.holidayZone = /<option value="([^"]+)" selected/.exec(form)?.[1] ?? 'B';
  return { ...found, ...changes };
}

describe('the page of a centre’s settings', () => {
  it('staff read it, managers change it', async () => {
    const { text, html } = await site.visit(STAFF, PAGE);
    expect(text).toContain('Cnam Pays de la Loire');
    expect(text).toContain('Particulier 120\u00a0€');
    expect(text).toContain('Relance au tuteur, 7\u00a0jours avant l’échéance.');
    expect(html).not.toContain('relances/avis');
    expect((await site.send(STAFF, PAGE, await fields())).status).toBe(403);
    expect((await site.visit(visitorOf('tutor'), PAGE)).status).toBe(403);
  });

  it('what is sent as it was changes nothing', async () => {
    const before = await read();
    const { status, location } = await site.send(MANAGER, PAGE, await fields());
    expect([status, location]).toEqual([303, `${PAGE}?centre=${CENTRE}`]);
    expect(await read()).toEqual(before);
  });

  it('what is changed is kept, what is emptied is gone', async () => {
    const changes = {
      ...{ 'prices.individual': '130,50', contactPhone: '02 40 16 10 10', 'signature.name': 'Anne Le Bihan' },
      ...{ 'publication.host': 'Hébergeur, Nantes', 'publication.messagesYears': '3' },
      ...{
        address: '25 boulevard Guy-Mollet\n44300 Nantes',
        'policy.registrationMonths': ['3', '10'],
        'policy.avisDays': '21',
      },
    };
    expect((await site.send(MANAGER, PAGE, await fields(changes))).status).toBe(303);
    expect(await read()).toMatchObject({
      prices: { individual: 13_050 },
      contactPhone: '02 40 16 10 10',
      signature: { name: 'Anne Le Bihan' },
      publication: { host: 'Hébergeur, Nantes', messagesYears: 3 },
      policy: { registrationMonths: [3, 10], avisDays: 21 },
    });
    expect((await read()).address).toMatch(/^25 boulevard Guy-Mollet\r?\n44300 Nantes$/);
    await site.send(MANAGER, PAGE, await fields({ contactPhone: '', 'signature.name': '' }));
    const after = await read();
    expect([after.contactPhone, after.signature?.name]).toEqual([undefined, undefined]);
  });

  it('what is wrong is said at its field', async () => {
    const { status, html, text } = await site.send(
      MANAGER,
      PAGE,
      await fields({ staffEmail: 'ici', 'prices.individual': 'cher' }),
    );
    expect(status).toBe(422);
    expect(text).toContain('Adresse des gestionnaires\u00a0: attend une adresse électronique.');
    expect(text).toContain('Prix pour un particulier, en euros\u00a0: attend une somme en euros');
    expect(html).toContain('href="#champ-prices-individual"');
  });

  it('who belongs to another centre does not see this one', async () => {
    const elsewhere = visitorOf('manager', { centre: 'bretagne' });
    expect((await site.visit(elsewhere, `${PAGE}?centre=${CENTRE}`)).status).toBe(404);
    expect((await site.send(elsewhere, PAGE, await fields())).status).toBe(404);
  });

  it('takes a logo, shows it, and takes it off', async () => {
    const png = new File([readFileSync('web/assets/icon.svg')], 'logo.png', { type: 'image/png' });
    const refused = await site.send(MANAGER, `${PAGE}/${CENTRE}/logo`, { file: png });
    expect([refused.status, refused.text.includes('PNG ou JPEG')]).toEqual([415, true]);
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const image = new File([Buffer.from(dot, 'base64')], 'logo.png', { type: 'image/png' });
    expect((await site.send(MANAGER, `${PAGE}/${CENTRE}/logo`, { file: image })).status).toBe(303);
    expect((await site.visit(MANAGER, PAGE)).html).toContain(`src="${PAGE}/${CENTRE}/logo"`);
    const shown = await site.visit(STAFF, `${PAGE}/${CENTRE}/logo`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await site.send(MANAGER, `${PAGE}/${CENTRE}/logo`, { faire: 'retirer' })).status).toBe(303);
    expect((await read()).logo).toBeUndefined();
  });
});

describe('the page of the reminders of one wait', () => {
  const REMINDERS = `${PAGE}/${CENTRE}/relances/avis`;

  it('shows each line of the policy, and is for managers', async () => {
    const { html } = await site.visit(MANAGER, REMINDERS);
    expect(html.match(/<legend>Ligne \d<\/legend>/g)).toHaveLength(5);
    expect((await site.visit(STAFF, REMINDERS)).status).toBe(403);
    expect((await site.visit(MANAGER, `${PAGE}/${CENTRE}/relances/meeting`)).status).toBe(404);
  });

  it('lines are added and taken away before anything is kept, then kept as they stand', async () => {
    const one = { 'notices.0.to': 'tutor', 'notices.0.days': '4', 'notices.0.moment': 'before_due' };
    const two = {
      'notices.1.to': 'staff',
      'notices.1.days': '2',
      'notices.1.moment': 'after_due',
      'notices.1.escalation': 'true',
    };
    const added = await site.send(MANAGER, REMINDERS, { ...one, faire: 'ajouter' });
    expect(added.html.match(/<legend>Ligne \d<\/legend>/g)).toHaveLength(2);
    expect((await read()).policy.reminders.avis).toHaveLength(5);
    const kept = await site.send(MANAGER, REMINDERS, {
      ...one,
      ...two,
      'notices.1.everyDays': '7',
      faire: 'enregistrer',
    });
    expect(kept.location).toBe(`${PAGE}?centre=${CENTRE}#relances`);
    expect((await read()).policy.reminders.avis).toEqual([
      { to: 'tutor', from: 'due', days: -4 },
      { to: 'staff', from: 'due', days: 2, escalation: true, everyDays: 7 },
    ]);
    expect((await read()).policy.reminders.report).toHaveLength(5);
    expect((await site.visit(STAFF, PAGE)).text).toContain(
      'Alerte aux gestionnaires, 2\u00a0jours après l’échéance, puis tous les 7\u00a0jours.',
    );
  });

  it('none at all is a policy too; those of the beginning can be had again', async () => {
    await site.send(MANAGER, REMINDERS, { faire: 'enregistrer' });
    expect((await read()).policy.reminders.avis).toEqual([]);
    const { html } = await site.visit(MANAGER, `${REMINDERS}?defaut=oui`);
    expect(html.match(/<legend>Ligne \d<\/legend>/g)).toHaveLength(5);
  });

  it('a line that is wrong is said at its field', async () => {
    const { status, html, text } = await site.send(MANAGER, REMINDERS, {
      'notices.0.to': 'tutor',
      'notices.0.moment': 'after_due',
      faire: 'enregistrer',
    });
    expect(status).toBe(422);
    expect(html).toContain('href="#champ-notices-0-days"');
    expect(text).toContain('Jours (ligne 1)\u00a0: est obligatoire.');
  });

  it('a line that was kept before it was refused stays as it is, and is told at its fields', async () => {
    const kept = {
      tutor: [{ to: 'tutor', from: 'start', days: 2 }],
      booking: [{ to: 'staff', from: 'due', days: 2 }],
    };
    const policy = JSON.stringify({ reminders: kept });
    await site.house.database('centres').where({ code: CENTRE }).update({ policy });
    for (const [wait, field, value] of [
      ['tutor', 'to', 'tutor'],
      ['booking', 'moment', 'after_due'],
    ]) {
      const page = `${PAGE}/${CENTRE}/relances/${wait}`;
      const { html } = await site.visit(MANAGER, page);
      expect(html).toMatch(
        new RegExp(`name="notices.0.${field}"[^>]*>(<option[^>]*>[^<]*</option>)*<option value="${value}" selected`),
      );
      const line = { to: 'staff', moment: 'after_start', days: '2', [field!]: value! };
      const named = Object.fromEntries(Object.entries(line).map(([name, one]) => [`notices.0.${name}`, one]));
      const sent = await site.send(MANAGER, page, { ...named, faire: 'enregistrer' });
      expect([sent.status, sent.html.includes(`href="#champ-notices-0-${field}"`)]).toEqual([422, true]);
    }
  });
});
