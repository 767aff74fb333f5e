import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=fr-FR',
];

/** Dates in fields are written as the machine's language has it. */
const FRENCH = { LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' };

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

export interface Look {
  /** In CSS pixels; a desktop's when absent. */
  size?: { width: number; height: number };
  dark?: boolean;
  /** Pixels of the picture to a CSS pixel; as many as the device has when absent. */
  scale?: number;
  /** Whether scripts run; they do unless said. */
  javaScript?: boolean;
  /** Sent with each request: who visits, with the sessions of test/web/site.ts. */
  headers?: Record<string, string>;
}

export interface TestBrowser {
  /** A window of its own, without cookies of others. Its locale and time zone are French. */
  open(look?: Look): Promise<{ page: Page; context: BrowserContext }>;
  close(): Promise<void>;
}

/** Starts Chromium; undefined where there is none, and tests then say that they were left out. */
export async function openBrowser(): Promise<TestBrowser | undefined> {
  const found = await findChromium();
  if (!found) {
    process.stderr.write(
      '  No Chromium on this machine (CHROMIUM_PATH gives one): the journeys in a browser are left out.\n',
    );
    return undefined;
  }
  const { executablePath, env } = found;
  const browser: Browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...(process.env as Record<string, string>), ...env, ...FRENCH },
  });
  return {
    async open({ size = DESKTOP, dark = false, scale, javaScript = true, headers } = {}) {
      const context = await browser.newContext({
        viewport: size,
        hasTouch: size.width < 600,
        deviceScaleFactor: scale ?? (size.width < 600 ? 2 : 1),
        colorScheme: dark ? 'dark' : 'light',
        javaScriptEnabled: javaScript,
        extraHTTPHeaders: headers,
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        reducedMotion: 'reduce',
      });
      return { page: await context.newPage(), context };
    },
    close: () => browser.close(),
  };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with a page as it is shown now, a line each: rule, element, why. Needs scripts. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's own policy does not hold back.
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  )) as axe.AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${help}: ${failureSummary ?? ''}`),
  );
}

/** What a page loads, in bytes as they came over the network. */
export async function bytesOf(page: Page, url: string): Promise<number> {
  let bytes = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await session.detach();
  return bytes;
}
