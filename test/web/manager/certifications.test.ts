import { openSite, type Site, visitorOf } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');
const STAFF = visitorOf('staff');
const said = (changes: Record<string, string> = {}) => ({
  ...{ title: 'Licence d’essai', code: 'LIC-ESSAI', kind: 'diploma', minExperienceMonths: '12', resourcesUrl: '' },
  ...{ tariff: 'standard', 'prices.individual': '', 'prices.organisation': '' },
  ...{
    'activityUnits.0.code': 'UA-1',
    'activityUnits.0.title': 'Rapport',
    'activityUnits.1.code': '',
    'activityUnits.1.title': '',
  },
  ...changes,
});
const read = async (code: string) => (await site.house.ask('GET', `/api/certifications/${code}`)).body;
const FORM = '/reglages/certifications/LIC-INFO/formulaire';

describe('the certifications’ pages', () => {
  it('staff read, managers change', async () => {
    const list = await site.visit(STAFF, '/reglages/certifications');
    expect(list.text).toMatch(/LIC-GEST Nature diplôme .* Expérience 12\u00a0mois .*grille d’évaluation/);
    expect((await site.visit(STAFF, '/reglages/certifications/LIC-GEST')).status).toBe(403);
    expect((await site.visit(STAFF, FORM)).html).not.toContain('name="faire"');
    expect((await site.visit(visitorOf('tutor'), '/reglages/certifications')).status).toBe(403);
  });

  it('one is added with its units, and a default form to look at', async () => {
    const added = await site.send(MANAGER, '/reglages/certifications/ajout', said());
    expect([added.status, added.location]).toEqual([303, '/reglages/certifications/LIC-ESSAI/formulaire']);
    expect(await read('LIC-ESSAI')).toMatchObject({
      activityUnits: [{ code: 'UA-1', title: 'Rapport' }],
      evaluation: { kind: 'grid', version: 1 },
    });
    const again = await site.send(MANAGER, '/reglages/certifications/ajout', said());
    expect([again.status, again.text.includes('porte déjà ce code')]).toEqual([409, true]);
    expect(again.html).toContain('href="#champ-code"');
    const found = await site.visit(STAFF, '/reglages/certifications?q=rapport+essai');
    expect(found.text).toMatch(/1\u00a0certification .*Licence d’essai/);
    expect((await site.visit(STAFF, '/reglages/certifications?q=introuvable')).text).toContain('ne correspond');
  });

  it('a tariff of its own takes two prices, in euros (R4)', async () => {
    const page = '/reglages/certifications/LIC-ESSAI';
    const special = { tariff: 'special', 'prices.individual': '99,50', 'prices.organisation': '150' };
    const lacking = await site.send(MANAGER, page, said({ ...special, 'prices.organisation': '' }));
    expect(lacking.text).toContain('demande ses deux prix');
    expect(lacking.html).toContain('href="#champ-prices"');
    const wrong = await site.send(MANAGER, page, said({ ...special, 'prices.individual': 'cher' }));
    expect(wrong.text).toContain('attend une somme en euros');
    expect(
      (
        await site.send(
          MANAGER,
          page,
          said({ ...special, 'activityUnits.1.code': 'UA-2', 'activityUnits.1.title': 'Stage' }),
        )
      ).status,
    ).toBe(303);
    expect(await read('LIC-ESSAI')).toMatchObject({
      prices: { individual: 9_950, organisation: 15_000 },
      activityUnits: [{ code: 'UA-1' }, { code: 'UA-2' }],
    });
    expect((await site.visit(MANAGER, page)).html).toMatch(/value="99,50"/);
    expect((await site.visit(MANAGER, '/reglages/certifications')).text).toContain('99,50\u00a0€ ou 150\u00a0€');
  });

  it('without a unit, it is refused', async () => {
    const { status, text } = await site.send(MANAGER, '/reglages/certifications/ajout', {
      ...said({ code: 'AUTRE' }),
      ...{ 'activityUnits.0.code': '', 'activityUnits.0.title': '' },
    });
    expect(status).toBe(422);
    expect(text).toContain('Unités d’activité\u00a0: attend au moins une unité d’activité.');
  });
});

describe('the editor of an evaluation form, without scripts', () => {
  /** What a browser would send of the form as it is shown, with one button pressed. */
  const fieldsOf = (page: string, faire: string): Record<string, string> => {
    const html = page.replaceAll('&amp;', '&');
    const fields: Record<string, string> = { faire };
    for (const [, name, , value] of html.matchAll(
      /<input id="[^"]*" name="(criteria\.[^"]+)" type="(text)"[^>]*? value="([^"]*)"/g,
    ))
      fields[name!] = value!;
    for (const [, name, value] of html.matchAll(/<input type="hidden" name="(criteria\.[^"]+)" value="([^"]*)"/g))
      fields[name!] = value!;
    for (const [tag] of html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)) {
      const name = /name="(criteria\.[^"]+)"/.exec(tag)?.[1];
      if (name && tag.includes(' checked')) fields[name] = 'true';
    }
    fields.kind = /name="kind" value="(\w+)" checked/.exec(html)?.[1] ?? 'grid';
    return fields;
  };
  const labels = (html: string) =>
    [...html.matchAll(/name="criteria\.\d+\.label" type="text" value="([^"]*)"/g)].map(([, label]) => label);

  it('criteria are moved, taken away and added, and nothing is kept before one says so', async () => {
    const before = await read('LIC-INFO');
    const shown = await site.visit(MANAGER, FORM);
    const first = labels(shown.html);
    expect(first.length).toBeGreaterThan(2);
    const moved = await site.send(MANAGER, FORM, fieldsOf(shown.html, 'descendre-0'));
    expect(moved.status).toBe(200);
    expect(labels(moved.html).slice(0, 2)).toEqual([first[1], first[0]]);
    const removed = await site.send(MANAGER, FORM, fieldsOf(moved.html, 'retirer-1'));
    expect(labels(removed.html)).toEqual([first[1], ...first.slice(2)]);
    const added = await site.send(MANAGER, FORM, fieldsOf(removed.html, 'ajouter'));
    expect(labels(added.html)).toEqual([first[1], ...first.slice(2), '']);
    expect(await read('LIC-INFO')).toEqual(before);
    const rank = labels(added.html).length - 1;
    const fields = {
      ...fieldsOf(added.html, 'enregistrer'),
      [`criteria.${rank}.label`]: 'Éthique & droit',
      [`criteria.${rank}.weight`]: '7,5',
    };
    const kept = await site.send(MANAGER, FORM, fields);
    expect([kept.status, kept.location]).toEqual([303, FORM]);
    const { evaluation } = await read('LIC-INFO');
    expect(evaluation.version).toBe(before.evaluation.version + 1);
    expect(evaluation.criteria.at(-1)).toEqual({
      id: 'ethique-droit',
      label: 'Éthique & droit',
      mandatory: false,
      weight: 7.5,
    });
    expect(evaluation.criteria[0].id).toBe(before.evaluation.criteria[1].id);
  });

  it('what changes nothing makes no version; a former version stays readable', async () => {
    const { evaluation } = await read('LIC-INFO');
    const { html } = await site.visit(MANAGER, FORM);
    await site.send(MANAGER, FORM, fieldsOf(html, 'enregistrer'));
    expect((await read('LIC-INFO')).evaluation.version).toBe(evaluation.version);
    const old = await site.visit(STAFF, `${FORM}/1`);
    expect(old.text).toContain('version 1');
    expect((await site.visit(STAFF, `${FORM}/99`)).status).toBe(404);
  });

  it('a criterion without a label is refused at its place, and nothing typed is lost', async () => {
    const { html } = await site.visit(MANAGER, FORM);
    const fields: Record<string, string> = { ...fieldsOf(html, 'enregistrer'), 'criteria.1.label': '' };
    const { status, html: shown } = await site.send(MANAGER, FORM, fields);
    expect(status).toBe(422);
    expect(shown).toContain('href="#champ-criteria-1-label"');
    expect(labels(shown)[0]).toBe(fields['criteria.0.label']);
  });

  it('a fiche navette with points is refused where its criteria are', async () => {
    const { html } = await site.visit(MANAGER, FORM);
    const fields = { ...fieldsOf(html, 'enregistrer'), kind: 'shuttle', 'criteria.0.weight': '5' };
    const { status, html: shown } = await site.send(MANAGER, FORM, fields);
    expect([status, shown.includes('href="#champ-evaluation-criteria"')]).toEqual([422, true]);
  });

  it('starts from a model when asked, without keeping it', async () => {
    const { html } = await site.visit(MANAGER, `${FORM}?modele=shuttle`);
    expect(html).toMatch(/name="kind" value="shuttle" checked/);
    expect((await read('LIC-INFO')).evaluation.kind).toBe('grid');
  });
});
