/**
 * `npx tsx test/pictures/take.ts [name…]`: takes the pictures of the guide (docs/guide/pictures), all of them or those named,
 * of the real product on invented people.
 */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DESKTOP, openBrowser, PHONE } from '../browser/browser.ts';
import { type Person, personAt, personIn } from '../browser/people.ts';
import { setUp } from '../environment/setup.ts';
import { openWorld, type World } from '../journeys/world.ts';
import { castIn, tidyTokens } from './cast.ts';
import { pictures } from './pictures.ts';
import { liveThrough } from './spring.ts';

const FOLDER = fileURLToPath(new URL('../../docs/guide/pictures/', import.meta.url));
const MOST_BYTES = 120 * 1024;

const wanted = process.argv.slice(2);
const tearDown = await setUp();
try {
  const browser = await openBrowser();
  if (!browser) throw new Error('Pictures want a Chromium: CHROMIUM_PATH gives one.');
  const world = await openWorld();
  mkdirSync(FOLDER, { recursive: true });
  await takeAll(world, browser).finally(async () => {
    await browser.close();
    await world.close();
  });
} finally {
  await tearDown();
}

async function takeAll(world: World, browser: NonNullable<Awaited<ReturnType<typeof openBrowser>>>): Promise<void> {
  const spring = await liveThrough(await castIn(world));
  await tidyTokens(world);
  for (const { name, who, as, at, device = 'desktop', dark, height, act, of } of pictures(spring)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const size = { ...(device === 'phone' ? PHONE : DESKTOP), ...(height ? { height } : {}) };
    const look = { size, dark, scale: 1 };
    const person: Person = who
      ? await personIn(world, browser, who, { as, ...look })
      : await personAt(world, browser, '', look);
    await person.go(at);
    await act?.(person);
    await person.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const path = `${FOLDER}${name}.png`;
    const target = of ? person.page.locator(of).first() : person.page;
    await target.screenshot({ path, animations: 'disabled', caret: 'hide' });
    await person.leaves();
    const bytes = statSync(path).size;
    process.stdout.write(`${name}.png ${Math.ceil(bytes / 1024)} KiB${bytes > MOST_BYTES ? ' TOO HEAVY' : ''}\n`);
  }
}
