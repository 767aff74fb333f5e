import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from '../web/site.ts';
import { type Story, tell } from '../web/stories.ts';
import { openBrowser, PHONE, type TestBrowser } from './browser.ts';

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

describe('the tutor’s pages in a real browser', () => {
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
