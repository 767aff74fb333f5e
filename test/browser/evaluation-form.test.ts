import type { Page } from 'playwright-core';
import { openSite, type Site, visitorOf } from '../web/site.ts';
import { openBrowser, type TestBrowser } from './browser.ts';

let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const VISITOR = visitorOf('administrator');
const headers = { 'x-visitor': Buffer.from(JSON.stringify(VISITOR)).toString('base64url') };

const FORM = '/reglages/certifications/LIC-GEST/formulaire';
const labelsOf = (page: Page) =>
  page
    .locator('input[name$=".label"]')
    .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));

/** Everything else about these pages in a browser is asked of every page (every-page.test.ts). */
describe('the editor of an evaluation form in a real browser', () => {
  it('without scripts, a criterion is moved by its button', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers, javaScript: false });
    await page.goto(site.house.url + FORM);
    const [first, second] = await labelsOf(page);
    await page.getByRole('button', { name: 'Descendre le critère 1', exact: true }).click();
    expect((await labelsOf(page)).slice(0, 2)).toEqual([second, first]);
    await context.close();
  });

  it('a row is moved though another is not filled in, and the Enter key saves rather than moves', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers });
    await page.goto(site.house.url + FORM);
    await page.getByRole('button', { name: 'Ajouter un critère' }).click();
    await page.getByRole('button', { name: 'Descendre le critère 1', exact: true }).click();
    const [first] = await labelsOf(page);
    await page.getByLabel('Intitulé').first().fill(`${first} (revu)`);
    await page.getByLabel('Intitulé').first().press('Enter');
    await page.getByText('La version 2 est en vigueur').waitFor();
    expect((await labelsOf(page))[0]).toBe(`${first} (revu)`);
    await context.close();
  });
});
