import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Page } from 'playwright-core';
import type { Role } from '../../domain/actions.ts';
import type { PageRoute } from '../../web/page-route.ts';
import { allPages } from '../../web/routes.ts';
import type { Visitor } from '../../web/visitor.ts';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from '../web/site.ts';
import type { Stage, Story } from '../web/stories.ts';
import { Addresses } from './addresses.ts';
import { accessibilityFaults, DESKTOP, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
let browser: TestBrowser | undefined;
let addresses: Addresses;
let views: View[];
beforeAll(async () => {
  temporal = await devServer();
  [site, browser] = await Promise.all([openSite({ temporal, validates: false }), openBrowser()]);
  if (!browser) return;
  addresses = new Addresses(site);
  views = [await viewOf(browser, { size: PHONE, dark: false }), await viewOf(browser, { size: DESKTOP, dark: true })];
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await temporal?.teardown();
});

const MOST_BYTES = 60 * 1024;

/** A window that is used for one page after another. */
interface View {
  name: string;
  page: Page;
  /** What is wrong with a page as it is shown there to somebody. */
  faultsOf(visitor: Visitor | null, path: string, status?: number): Promise<string[]>;
}

async function viewOf(browser: TestBrowser, look: { size: typeof PHONE; dark: boolean }): Promise<View> {
  const { page, context } = await browser.open(look);
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  let complaints: string[] = [];
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(site.house.url) || request.url().startsWith('data:');
    if (!isOurs) complaints.push(`asks elsewhere: ${request.url()}`);
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  // The status of a page that tells of a refusal is no fault.
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) complaints.push(line.text());
  });
  return {
    name: look.dark ? 'a desk, dark' : 'a phone',
    page,
    async faultsOf(visitor, path, status = 200) {
      await context.setExtraHTTPHeaders(
        visitor ? { 'x-visitor': Buffer.from(JSON.stringify(visitor)).toString('base64url') } : {},
      );
      [bytes, complaints] = [0, []];
      const answer = await page.goto(site.house.url + path, { waitUntil: 'load' });
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      const isPiece = await page.evaluate(() => document.doctype === null); // for htmx
      return [
        ...(answer?.status() === status ? [] : [`answers ${answer?.status()}`]),
        ...(isPiece ? [] : await accessibilityFaults(page)),
        ...complaints,
        ...(isTooWide ? ['wider than the screen'] : []),
        ...(bytes > MOST_BYTES ? [`${bytes} bytes`] : []),
      ];
    },
  };
}

const isDownload = ({ path }: PageRoute) => /\.\w+$|documentId|logo$/.test(path);

/** Those who may read it: on a phone the one with the most rights, at a desk the one with the fewest. */
const visitorsOf = ({ who }: PageRoute, story: Story): (Visitor | null)[] =>
  who === 'anyone' ? [null, null] : [story[who.at(-1) as Role], story[who[0] as Role]];

const ROLES: readonly Role[] = ['auditeur', 'tutor', 'staff', 'manager', 'administrator'];

describe('every page in a real browser', () => {
  it('is accessible as far as axe tells, fits the screen, is light, and asks nobody else, in both themes', async () => {
    if (!browser) return;
    const pages = allPages(site.house.backend).filter((route) => route.method === 'get' && !isDownload(route));
    expect(pages.length).toBeGreaterThan(60);
    const found: string[] = [];
    for (const route of pages) {
      const { path, story, status, visitor: only } = await addresses.of(route);
      for (const [index, visitor] of visitorsOf(route, story).entries()) {
        const view = views[index]!;
        const faults = await view.faultsOf(only ?? visitor, path, status);
        found.push(...faults.map((fault) => `${route.path} (${view.name}): ${fault}`));
      }
    }
    expect(found).toEqual([]);
  }, 300_000);

  it.each<Stage>(['registered', 'meeting', 'correction', 'avis', 'refused', 'withdrawn'])(
    'so is the page of an enrolment once %s, for each of those whom it concerns',
    async (stage) => {
      if (!browser) return;
      const story = await addresses.story(stage);
      // Nobody coaches it yet.
      const roles = stage === 'registered' ? ROLES.filter((role) => role !== 'tutor') : ROLES;
      for (const [index, role] of roles.entries()) {
        expect([role, await views[index % 2]!.faultsOf(story[role], story.page)]).toEqual([role, []]);
      }
    },
  );
});
