import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site, visitorOf } from '../web/site.ts';
import { accessibilityFaults, bytesOf, openBrowser, PHONE, type TestBrowser } from './browser.ts';
import { crowd } from './crowd.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  temporal = await devServer();
  [site, browser] = await Promise.all([openSite({ temporal }), openBrowser()]);
  await crowd(site, 400);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await temporal?.teardown();
});

const manager = visitorOf('manager');
const headers = { 'x-visitor': Buffer.from(JSON.stringify(manager)).toString('base64url') };

const LINES = [
  'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le;Motif',
  'Durand;Aline;aline.durand@example.org;LIC-GEST;individuel;2;60;2024;01/10/2026;Rentrée',
  'Petit;Hugo;hugo.petit@example.org;LIC-GEST;Établissement financeur;4;36;2024;01/10/2026;Rentrée',
  'Roux;Zoé;zoe.roux;LIC-GEST;individuel;deux;60;2024;01/10/2026;Rentrée',
  'Blanc;Noé;noe.blanc@example.org;LIC-GEST;individuel;1;0;2024;01/10/2026;Rentrée',
];
const CSV = { name: 'rentree.csv', mimeType: 'text/csv', buffer: Buffer.from(LINES.join('\r\n')) };

/** The pages of staff that hold much, when there is much. */
const PAGES = [
  '/a-faire',
  '/a-faire/rendez-vous-qui-tardent',
  '/dossiers?overdue=true&funding=individual',
  '/pilotage',
];

describe('the pages of staff in a real browser', () => {
  it.each(PAGES)('%s: nothing for axe to say, light, and no wider than a phone or a desk', async (path) => {
    if (!browser) return;
    for (const look of [{ size: PHONE }, { dark: true }]) {
      const { page, context } = await browser.open({ ...look, headers });
      expect(await bytesOf(page, site.house.url + path)).toBeLessThan(60 * 1024);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      await context.close();
    }
  });

  it('the price and the units follow what is typed; the form is sent with the keyboard', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers });
    await page.goto(`${site.house.url}/dossiers/nouveau`, { waitUntil: 'networkidle' });
    await page.selectOption('[name=certification]', { index: 1 });
    await page.check('[name="funding.type"][value=organisation]');
    await page.waitForSelector('.quote .price, .quote .notice:has-text("tarif")');
    expect(await page.textContent('.quote')).toMatch(/Prix/);
    await page.selectOption('[name=certification]', 'LIC-GEST');
    await page.waitForFunction(() => document.querySelector('.quote .price')?.textContent === '170\u00a0€');
    const units = await page.locator('[name=activityUnit] option').allTextContents();
    expect(units.join()).toContain('UA-GEST-2');
    await page.fill('[name="eligibility.validatedUnits"]', '1');
    await page.press('[name="eligibility.validatedUnits"]', 'Tab');
    await page.waitForSelector('.quote .notice:has-text("au moins 2")');
    await page.fill('[name="eligibility.validatedUnits"]', '2');
    await page.fill('[name="eligibility.experienceMonths"]', '48');
    await page.fill('[name="auditeur.lastName"]', 'Durand');
    await page.fill('[name="auditeur.firstName"]', 'Aline');
    await page.fill('[name="auditeur.email"]', `clavier.${randomUUID()}@example.org`);
    await page.fill('[name="cgv.acceptedOn"]', '2026-10-01');
    await page.fill('[name=lateReason]', 'Accord du responsable');
    await page.locator('[name=lateReason]').press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
    expect(await page.textContent('.flash')).toContain('est ouvert');
    await context.close();
  });

  it('the list follows its filters as they change, and its address with it', async () => {
    if (!browser) return;
    const { page, context } = await browser.open({ headers });
    await page.goto(`${site.house.url}/dossiers`, { waitUntil: 'networkidle' });
    await page.fill('#filtre-q', 'lefevre');
    await page.waitForURL(/q=lefevre/);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('#resultats tbody th')].every((row) => row.textContent?.includes('Lefèvre')),
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('filtre-q');
    const counted = await page.textContent('#compte');
    expect(counted).toMatch(/^\d+\u00a0dossiers?$/);
    await page.click('text=Plus de filtres');
    await page.selectOption('#filtre-overdue', 'true');
    await page.waitForURL(/overdue=true/);
    await page.reload();
    expect(await page.inputValue('#filtre-q')).toBe('lefevre');
    await page.goBack();
    await page.waitForURL(/q=lefevre$/);
    await context.close();
  });

  it.each([true, false])(
    'a file is imported from its choice to the enrolments, with scripts: %s',
    async (javaScript) => {
      if (!browser) return;
      const { page, context } = await browser.open({ headers, javaScript });
      await page.goto(`${site.house.url}/dossiers/import`);
      const text = LINES.join('\r\n').replaceAll('@example.org', `.${randomUUID().slice(0, 8)}@example.org`);
      await page.setInputFiles('[name=file]', { ...CSV, buffer: Buffer.from(text) });
      await page.click('text=Vérifier le fichier');
      await page.waitForSelector('h1:has-text("Vérifier avant d’importer")');
      expect(await page.textContent('main')).toContain('attend un nombre entier');
      await page.click('text=Importer 2\u00a0lignes et laisser les autres');
      await page.waitForSelector('h1:has-text("Import terminé")', { timeout: 20_000 });
      expect(await page.textContent('main')).toContain('2\u00a0dossiers ont été ouverts.');
      await context.close();
    },
  );
});
