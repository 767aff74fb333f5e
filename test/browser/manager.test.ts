import { writeMany } from '../db/many-enrolments.ts';
import { openSite, type Site, visitorOf } from '../web/site.ts';
import { accessibilityFaults, bytesOf, DESKTOP, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const { database } = site.house;
  await writeMany(database, 2_000, '2026-11-23');
  await database.raw(`
    insert into enrolment_delays (enrolment_id, assignment_days, correction_days, correction_late, avis_days, avis_late, whole_days)
    select id, number % 12, 10 + number % 37, number % 9 = 0, number % 17, number % 21 = 0, 45 + number % 71
    from enrolments where outcome is not null`);
  await database.raw(`
    insert into audit (at, actor_role, actor_name, action, text, shared)
    select timestamptz '2026-11-20 10:00' - n * interval '3 hours', 'manager', 'Hélène Marchand', 'tutor.changed',
      'Tuteur modifié : Marc Petit (T-0012) (capacité : ' || n || ', désormais ' || n + 1 || ').', true from generate_series(1, 60) n`);
  await database.raw(`
    insert into survey_participations (enrolment_id) select id from enrolments where outcome = 'validated' and number % 3 = 0`);
  await database.raw(`
    insert into survey_answers (centre_code, semester, certification_code, month, satisfaction, comment)
    select centre_code, semester, certification_code, '2026-10', 1 + number % 5,
      case when number % 50 = 0 then 'Un accompagnement précieux, un peu court.' end
    from enrolments where outcome = 'validated' and number % 3 = 0`);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const VISITOR = visitorOf('administrator');
const headers = { 'x-visitor': Buffer.from(JSON.stringify(VISITOR)).toString('base64url') };

const PAGES: readonly [string, string][] = [
  ['pilotage', '/pilotage'],
  ['centre', '/reglages/centre'],
  ['relances', '/reglages/centre/pays-de-la-loire/relances/correction'],
  ['fenetres', '/reglages/fenetres'],
  ['calendrier', '/reglages/calendrier?annee=2026-2027&zone=B'],
  ['calendrier-import', '/reglages/calendrier/import'],
  ['certifications', '/reglages/certifications'],
  ['certification', '/reglages/certifications/TITRE-RH'],
  ['formulaire', '/reglages/certifications/LIC-GEST/formulaire'],
  ['formulaire-version', '/reglages/certifications/LIC-GEST/formulaire/1'],
  ['tuteurs', '/reglages/tuteurs'],
  ['tuteur', '/reglages/tuteurs/ajout'],
  ['utilisateurs', '/administration/utilisateurs'],
  ['utilisateur', '/administration/utilisateurs/ajout'],
  ['jetons', '/administration/jetons'],
  ['centres', '/administration/centres'],
  ['centre-ajout', '/administration/centres/ajout'],
  ['courriels', '/administration/courriels'],
  ['courriel', '/administration/courriels/avis-given-1'],
  ['journal', '/administration/journal'],
];

const LOOKS = [
  { name: 'telephone', size: PHONE },
  { name: 'bureau', size: DESKTOP },
  { name: 'bureau-sombre', size: DESKTOP, dark: true },
];
/** What makes a page wider than its window; run in the browser. */
const beyondItsEdge = (): string[] =>
  document.documentElement.scrollWidth <= window.innerWidth
    ? []
    : [...document.querySelectorAll('body *')]
        .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
        .map((one) => `${one.tagName} ${one.className} ${one.getAttribute('name') ?? ''}`);

const PICTURES = process.env.JALONS_PICTURES;

describe('the pages of managers and administrators in a real browser', () => {
  it.each(PAGES)(
    '%s: nothing for axe to say, in light and in dark, and nothing beyond its edge',
    async (name, path) => {
      if (!browser) return;
      for (const { name: look, ...how } of LOOKS) {
        const { page, context } = await browser.open({ ...how, headers });
        await page.goto(site.house.url + path, { waitUntil: 'networkidle' });
        if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${look}.png`, fullPage: true });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await page.evaluate(beyondItsEdge)).toEqual([]);
        await context.close();
      }
    },
  );

  it.each(PAGES)('%s weighs less than 60 KiB', async (_name, path) => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers });
    expect(await bytesOf(page, site.house.url + path)).toBeLessThan(60 * 1024);
    await context.close();
  });

  it('without scripts, a criterion is moved by its button', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers, javaScript: false });
    await page.goto(`${site.house.url}/reglages/certifications/LIC-GEST/formulaire`);
    const labels = () =>
      page.locator('input[name$=".label"]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    const [first, second] = await labels();
    await page.getByRole('button', { name: 'Descendre le critère 1', exact: true }).click();
    expect((await labels()).slice(0, 2)).toEqual([second, first]);
    await context.close();
  });
});
