import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from '../web/site.ts';
import { type Stage, type Story, tell } from '../web/stories.ts';
import { accessibilityFaults, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  temporal = await devServer();
  [site, browser] = await Promise.all([openSite({ temporal }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await temporal?.teardown();
});

const headersOf = (story: Story) => ({
  'x-visitor': Buffer.from(JSON.stringify(story.tutor)).toString('base64url'),
});

/** The pages where a tutor acts, and how far the enrolment has come by then. */
const PAGES: readonly [string, Stage, (story: Story) => string][] = [
  ['mes-accompagnements', 'revision', () => '/mes-accompagnements'],
  ['rendez-vous', 'tutor', ({ page }) => `${page}/rendez-vous`],
  ['compte-rendu', 'tutor', ({ page }) => `${page}/compte-rendu`],
  ['planning', 'held', ({ page }) => `${page}/planning`],
  ['correction', 'report', ({ page }) => `${page}/correction`],
  ['avis', 'revision', ({ page }) => `${page}/avis`],
  ['temps', 'held', ({ page }) => `${page}/temps`],
];

const PICTURES = process.env.JALONS_PICTURES;

describe('the tutor’s pages in a real browser', () => {
  it.each(PAGES)(
    '%s: nothing for axe to say, on a phone and on a desk, in light and in dark',
    async (name, stage, at) => {
      if (!browser) return;
      const story = await tell(site, stage);
      for (const look of [{ size: PHONE }, { dark: true }]) {
        const { page, context } = await browser.open({ ...look, headers: headersOf(story) });
        await page.goto(site.house.url + at(story), { waitUntil: 'networkidle' });
        expect(await accessibilityFaults(page)).toEqual([]);
        const kind = 'dark' in look ? 'bureau-sombre' : 'telephone';
        if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}-${kind}.png`, fullPage: true });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(overflow).toBe(false);
        await context.close();
      }
    },
  );

  it('the proposal follows the date butoir as it changes', async () => {
    if (!browser) return;
    const story = await tell(site, 'tutor');
    const { page, context } = await browser.open({ size: PHONE, headers: headersOf(story) });
    await page.goto(`${site.house.url}${story.page}/compte-rendu`, { waitUntil: 'networkidle' });
    await page.getByLabel('Date butoir du rapport').fill('2027-02-10');
    await page.getByLabel('Date butoir du rapport').blur();
    await page.getByText('10 février 2027').first().waitFor();
    await context.close();
  });
});
