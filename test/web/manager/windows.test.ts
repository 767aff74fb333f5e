import { openSite, type Site, visitorOf } from '../site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const MANAGER = visitorOf('manager');
const OF_ONE_CENTRE = visitorOf('manager', { centre: 'pays-de-la-loire' });
const april = (changes = {}) => ({
  label: 'Avril 2031',
  from: '2031-04-01',
  to: '2031-04-30',
  centre: 'tous',
  ...changes,
});

describe('the page of the registration windows (R3)', () => {
  it('tells the months of every year, and the exceptions; staff change nothing', async () => {
    const { text, html } = await site.visit(visitorOf('staff'), '/reglages/fenetres');
    expect(text).toContain('février, mars et octobre');
    expect(html).not.toContain('name="label"');
    expect((await site.send(visitorOf('staff'), '/reglages/fenetres', april())).status).toBe(403);
  });

  it('a window is added, of every centre or of one, and changed', async () => {
    expect((await site.send(MANAGER, '/reglages/fenetres', april())).status).toBe(303);
    expect(
      (await site.send(OF_ONE_CENTRE, '/reglages/fenetres', april({ label: 'Ici', centre: 'pays-de-la-loire' })))
        .status,
    ).toBe(303);
    const rows = await site.house.database('registration_windows').where('from_date', '2031-04-01');
    const centres = Object.fromEntries(rows.map(({ label, centre_code }) => [label, centre_code]));
    expect(centres).toEqual({ 'Avril 2031': null, Ici: 'pays-de-la-loire' });
    const { id } = rows.find(({ label }) => label === 'Avril 2031');
    const page = await site.visit(MANAGER, `/reglages/fenetres/${id}`);
    expect(page.html).toMatch(/value="2031-04-30"/);
    const changed = await site.send(
      MANAGER,
      `/reglages/fenetres/${id}`,
      april({ to: '2031-05-04', centre: 'pays-de-la-loire' }),
    );
    expect(changed.location).toBe('/reglages/fenetres');
    expect(await site.house.database('registration_windows').where({ id }).first()).toMatchObject({
      to_date: '2031-05-04',
      centre_code: 'pays-de-la-loire',
    });
  });

  it('one that opens every centre still does when it is changed, were there a single centre', async () => {
    const [{ id }] = await site.house.database('registration_windows').whereNull('centre_code');
    const { html } = await site.visit(MANAGER, `/reglages/fenetres/${id}`);
    expect(html).toContain('<option value="tous" selected');
    expect((await site.visit(OF_ONE_CENTRE, '/reglages/fenetres')).html).not.toContain('value="tous"');
  });

  it('are told the latest first', async () => {
    for (const year of ['2034', '2036', '2035']) {
      await site.send(
        MANAGER,
        '/reglages/fenetres',
        april({ label: `An ${year}`, from: `${year}-04-01`, to: `${year}-04-02` }),
      );
    }
    const { text } = await site.visit(MANAGER, '/reglages/fenetres');
    expect([...text.matchAll(/An (\d+)/g)].map(([, year]) => year)).toEqual(['2036', '2035', '2034']);
  });

  it('one that ends before it begins is refused at its field', async () => {
    const { status, html } = await site.send(MANAGER, '/reglages/fenetres', april({ to: '2031-03-01' }));
    expect(status).toBe(422);
    expect(html).toContain('href="#champ-to"');
    expect(html).toContain('value="2031-03-01"');
  });

  it('who belongs to a centre opens no other, nor all of them', async () => {
    expect((await site.send(OF_ONE_CENTRE, '/reglages/fenetres', april())).status).toBe(403);
    const [row] = await site.house.database('registration_windows').whereNull('centre_code');
    if (row) expect((await site.send(OF_ONE_CENTRE, `/reglages/fenetres/${row.id}`, april())).status).toBe(403);
  });
});
