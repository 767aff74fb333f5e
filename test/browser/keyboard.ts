import type { Locator, Page } from 'playwright-core';

const MOST_STOPS = 80;

/** Goes on with Tab until something has the focus; all that has it on the way is seen to have it. */
export async function tabsTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await focusFaults(page)).toEqual([]);
    if (await target.first().evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target} on ${page.url()}.`);
}

/** Tab to it, then Enter. */
export async function enters(page: Page, target: Locator): Promise<void> {
  await tabsTo(page, target);
  await page.keyboard.press('Enter');
}

/** What is wrong with how the focus is shown: off the screen, or without a mark. */
const focusFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    if (!at || at === document.body) return [];
    const what = `${at.tagName} ${at.id || (at.textContent ?? '').trim()}`;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    const isMarked = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const isOnScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return [
      ...(isMarked ? [] : [`${what} has no mark of the focus`]),
      ...(isOnScreen ? [] : [`${what} is off the screen`]),
    ];
  });
