import { openSite, type Site } from '../web/site.ts';
import { accessibilityFaults, bytesOf, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe('pages in a real browser', () => {
  it.each([false, true])('have no fault that axe finds, dark: %s', async (dark) => {
    if (!browser) return;
    const { page, context } = await browser.open({ size: PHONE, dark });
    await page.goto(`${site.house.url}/`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });

  it('are light: at most 60 KiB over the network, and nothing from elsewhere', async () => {
    if (!browser) return;
    const { page, context } = await browser.open();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(site.house.url)) elsewhere.push(request.url());
    });
    expect(await bytesOf(page, `${site.house.url}/`)).toBeLessThan(60 * 1024);
    expect(elsewhere).toEqual([]);
    await context.close();
  });
});
