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

const PAGES: readonly [string, string][] = [['pilotage', '/pilotage']];

const LOOKS = [
  { name: 'telephone', size: PHONE },
  { name: 'bureau', size: DESKTOP },
  { name: 'bureau-sombre', size: DESKTOP, dark: true },
];
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
        expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
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
});
