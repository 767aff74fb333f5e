import { attested } from '../web/attested.ts';
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

const PICTURES = process.env.JALONS_PICTURES;

/** The address of each answer that the page may give. */
const ANSWERS: Record<string, () => Promise<string>> = {
  form: async () => '/verify',
  genuine: async () => `/verify/${(await attested(site)).code}`,
  replaced: async () => {
    const { code, correct } = await attested(site);
    await correct('validated');
    return `/verify/${code}`;
  },
  withdrawn: async () => {
    const { code, correct } = await attested(site);
    await correct('not_validated');
    return `/verify/${code}`;
  },
  unknown: async () => '/verify/7Q3M-9XKD-0VTR-2H5B',
};

describe('checking an attestation in a real browser', () => {
  it.each(Object.keys(ANSWERS))(
    '%s: nothing for axe to say, on a phone and on a desk, in light and in dark',
    async (name) => {
      if (!browser) return;
      const url = site.house.url + (await ANSWERS[name]!());
      for (const look of [{ size: PHONE }, { dark: true }]) {
        const { page, context } = await browser.open(look);
        await page.goto(url, { waitUntil: 'networkidle' });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
        const kind = 'dark' in look ? 'dark' : 'phone';
        if (PICTURES) await page.screenshot({ path: `${PICTURES}/verify-${name}-${kind}.png`, fullPage: true });
        await context.close();
      }
    },
  );

  it('a code is typed and checked without JavaScript, and without more than 60 KiB', async () => {
    if (!browser) return;
    const { attestation, code } = await attested(site);
    const { page, context } = await browser.open({ javaScript: false });
    await page.goto(`${site.house.url}/verify`);
    await page.getByLabel('Code de vérification').fill(` ${code.toLowerCase()} `);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByRole('heading', { name: 'Attestation authentique' }).waitFor();
    expect(await page.getByText(attestation.number).count()).toBe(1);
    await context.close();
    const { page: another, context: other } = await browser.open();
    expect(await bytesOf(another, `${site.house.url}/verify/${code}`)).toBeLessThan(60 * 1024);
    await other.close();
  });
});
