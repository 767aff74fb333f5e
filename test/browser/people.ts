import type { Locator, Page } from 'playwright-core';
import type { World, WorldMail } from '../journeys/world.ts';
import { signIn } from '../web/signed-in.ts';
import type { Look, TestBrowser } from './browser.ts';

/** Somebody at a browser of their own. */
export interface Person {
  page: Page;
  email: string;
  /** Goes to a page of the product. */
  go(path: string): Promise<void>;
  /** Waits until the text is read on the page; tells what is there instead when it does not come. */
  reads(...texts: (string | RegExp)[]): Promise<void>;
  /** Presses a button, by its words. */
  presses(name: string | RegExp): Promise<void>;
  /** Follows a link, by its words. */
  follows(name: string | RegExp): Promise<void>;
  /** Fills fields, by their labels. */
  fills(fields: Record<string, string>): Promise<void>;
  /** Ticks boxes, and chooses among a few, by their labels. */
  ticks(...labels: string[]): Promise<void>;
  leaves(): Promise<void>;
}

const PATIENCE_MS = 15_000;

/** A browser of their own for an address; nobody has signed in yet. */
export async function personAt(world: World, browser: TestBrowser, email: string, look: Look = {}): Promise<Person> {
  const { page, context } = await browser.open(look);
  context.setDefaultTimeout(PATIENCE_MS);
  /** Does something to what is there, or tells what the page is instead. */
  const upon = async (what: Locator, deed: (found: Locator) => Promise<unknown>) => {
    const found = what.first();
    await found.waitFor().catch(async () => {
      const there = ((await page.locator('body').textContent()) ?? '').replaceAll(/\s+/g, ' ');
      throw new Error(`${what} is not on ${page.url()}, which says: ${there}`);
    });
    await deed(found);
  };
  return {
    page,
    email,
    go: async (path) => void (await page.goto(path.startsWith('http') ? path : world.url + path)),
    reads: async (...texts) => {
      for (const text of texts) {
        await upon(page.locator('body').getByText(anySpaces(text)).filter({ visible: true }), async () => undefined);
      }
    },
    presses: (name) =>
      upon(page.getByRole('button', { name: anySpaces(name), exact: true }), (button) => button.click()),
    follows: (name) => upon(page.getByRole('link', { name, exact: true }), (link) => link.click()),
    fills: async (fields) => {
      for (const [label, value] of Object.entries(fields))
        await upon(page.getByLabel(label), (field) => field.fill(value));
    },
    ticks: async (...labels) => {
      for (const label of labels) await upon(page.getByLabel(label), (box) => box.check());
    },
    leaves: () => context.close(),
  };
}

/** An expression in which a space stands for an unbreakable one too. */
const anySpaces = (text: string | RegExp): string | RegExp =>
  typeof text === 'string' ? text : new RegExp(text.source.replaceAll(' ', '\\s'), text.flags);

/** The same, in a session of theirs already. */
export async function personIn(
  world: World,
  browser: TestBrowser,
  email: string,
  { as, ...look }: Look & { as?: 'user' | 'tutor' | 'auditeur' } = {},
): Promise<Person> {
  const person = await personAt(world, browser, email, look);
  const { cookies } = await signIn(world, email, { as });
  const { hostname } = new URL(world.url);
  await person.page
    .context()
    .addCookies([...cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/' })));
  return person;
}

const isAbout = ({ subject }: WorldMail, pattern: RegExp) => pattern.test(subject.replaceAll(/\s/g, ' '));

/** The last mail to an address whose subject matches, once more than `already` of them have arrived. */
export async function mailTo(world: World, email: string, subject: RegExp, already = 0): Promise<WorldMail> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const mails = await world.mails(email);
    const found = mails.filter((mail) => isAbout(mail, subject));
    if (found.length > already) return found.at(-1)!;
    if (Date.now() > until) {
      const subjects = mails.map((mail) => mail.subject).join('; ');
      throw new Error(`No mail to ${email} has a subject like ${subject}. There are: ${subjects || 'none'}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The link of a mail that leads into the product. */
export function linkIn(mail: WorldMail): string {
  const link = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(mail.text)?.[0];
  if (!link) throw new Error(`The mail « ${mail.subject} » has no link: ${mail.text}`);
  return link;
}

const SIGN_IN = /^Votre lien de connexion/;

/** Asks for a sign-in link, and answers the one that is mailed. */
export async function asksForALink(world: World, person: Person, startingAt = '/connexion'): Promise<string> {
  const already = (await world.mails(person.email)).filter((mail) => isAbout(mail, SIGN_IN)).length;
  await person.go(startingAt);
  await person.fills({ 'Adresse électronique': person.email });
  await person.presses('Recevoir un lien de connexion');
  await person.reads('Consultez votre messagerie');
  return linkIn(await mailTo(world, person.email, SIGN_IN, already));
}

/** Signs in by a mailed link. */
export async function signsInByMail(world: World, person: Person, startingAt?: string): Promise<void> {
  await person.go(await asksForALink(world, person, startingAt));
  await person.presses('Me connecter');
}

/** Opens the personal link of a mail: one tap in the mail, and one on the page for who is not in already. */
export async function opensByMail(world: World, person: Person, subject: RegExp): Promise<void> {
  await person.go(linkIn(await mailTo(world, person.email, subject)));
  const button = person.page.getByRole('button', { name: 'Ouvrir le dossier' });
  if (await button.isVisible()) await button.click();
}

/**
 * Declares the steps of one journey, each going on from the one before: after one that fails, the others are not tried. Left
 * out where there is no browser.
 */
export function journey(hasBrowser: () => boolean): (title: string, play: () => Promise<void>) => void {
  let broken: string | undefined;
  return (title, play) =>
    it(title, async () => {
      if (!hasBrowser()) return;
      if (broken) throw new Error(`Not tried: the journey broke at « ${broken} ».`);
      broken = title;
      await play();
      broken = undefined;
    });
}
