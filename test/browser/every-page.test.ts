import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Role } from '../../domain/actions.ts';
import type { PageRoute } from '../../web/page-route.ts';
import { allPages } from '../../web/routes.ts';
import type { Visitor } from '../../web/visitor.ts';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from '../web/site.ts';
import { type Stage, type Story, tell } from '../web/stories.ts';
import { accessibilityFaults, bytesOf, DESKTOP, openBrowser, PHONE, type TestBrowser } from './browser.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
let browser: TestBrowser | undefined;
const stories = new Map<Stage, Story>();
beforeAll(async () => {
  temporal = await devServer();
  [site, browser] = await Promise.all([openSite({ temporal, validates: false }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await temporal?.teardown();
});

/** How far an enrolment has come where a page of it has something to show; elsewhere its report is in. */
const STAGE_OF: Record<string, Stage> = {
  tuteur: 'registered',
  'rendez-vous': 'tutor',
  'rendez-vous/annulation': 'meeting',
  'compte-rendu': 'tutor',
  revision: 'correction',
  avis: 'revision',
  'avis/correction': 'avis',
  suite: 'refused',
  enquete: 'avis',
};

const storyAt = async (stage: Stage): Promise<Story> => {
  const told = stories.get(stage) ?? (await tell(site, stage));
  stories.set(stage, told);
  return told;
};

const storyFor = ({ path }: PageRoute) => storyAt(STAGE_OF[path.replace('/dossiers/:id/', '')] ?? 'report');

const addressOf = ({ path }: PageRoute, story: Story) =>
  path.replace(/^\/dossiers\/:id/, story.page).replaceAll(/:\w+/g, () => randomUUID());

const isDownload = ({ path }: PageRoute) => /\.\w+$|documentId/.test(path);

/** One who may read it: the one with the most rights, who sees most of it. */
function visitorFor({ who }: PageRoute, story: Story): Visitor | null {
  return who === 'anyone' ? null : story[who.at(-1) as Exclude<Role, never>];
}

const ROLES: readonly Role[] = ['auditeur', 'tutor', 'staff', 'manager', 'administrator'];

/** What is wrong with a page as it is shown: what axe finds, what the browser complains of, what goes beyond the edge. */
async function faultsOf(visitor: Visitor | null, address: string, look: { size: typeof PHONE; dark: boolean }) {
  const headers = visitor ? { 'x-visitor': Buffer.from(JSON.stringify(visitor)).toString('base64url') } : undefined;
  const { page, context } = await browser!.open({ ...look, headers });
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  // The status of a page that tells of a refusal is no fault.
  page.on(
    'console',
    (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && complaints.push(line.text()),
  );
  // Its weight is that of its files: the same in both themes.
  const bytes = look.dark ? 0 : await bytesOf(page, site.house.url + address);
  if (look.dark) await page.goto(site.house.url + address);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const isPiece = await page.evaluate(() => document.doctype === null); // for htmx
  const faults = [
    ...(isPiece ? [] : await accessibilityFaults(page)),
    ...complaints,
    ...(isTooWide ? ['wider than the screen'] : []),
    ...(bytes > 60 * 1024 ? [`${bytes} bytes`] : []),
  ];
  await context.close();
  return faults;
}

const LOOKS = [
  { size: PHONE, dark: false },
  { size: DESKTOP, dark: true },
];

describe('every page in a real browser', () => {
  it('is accessible as far as axe tells, fits the screen, is light, and breaks no policy, in both themes', async () => {
    if (!browser) return;
    const pages = allPages(site.house.backend).filter((route) => route.method === 'get' && !isDownload(route));
    expect(pages.length).toBeGreaterThan(40);
    const found: string[] = [];
    for (const route of pages) {
      const story = await storyFor(route);
      for (const look of LOOKS) {
        const faults = await faultsOf(visitorFor(route, story), addressOf(route, story), look);
        found.push(...faults.map((fault) => `${route.path} (${look.dark ? 'dark' : 'light'}): ${fault}`));
      }
    }
    expect(found).toEqual([]);
  }, 600_000);

  it.each<Stage>(['registered', 'meeting', 'correction', 'avis', 'refused', 'withdrawn'])(
    'so is the page of an enrolment once %s, for each of those whom it concerns',
    async (stage) => {
      if (!browser) return;
      const story = await storyAt(stage);
      for (const role of ROLES) {
        const look = LOOKS[ROLES.indexOf(role) % 2]!;
        expect([role, await faultsOf(story[role], story.page, look)]).toEqual([role, []]);
      }
    },
  );
});
