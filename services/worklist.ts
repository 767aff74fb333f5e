import type { FailingMail, WorkCursor, WorkItem } from '../db/worklist.ts';
import { isPlainDate, type PlainDate } from '../domain/dates.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { FAILING_HOURS, WORK_SECTIONS, type WorkDates, type WorkSection, workDates } from '../domain/worklist.ts';
import { type Backend, present } from './backend.ts';
import { ServiceRefusal } from './errors.ts';
import type { Principal } from './principal.ts';

/** Something to do: the enrolment, the day that puts it here, and the mail, where it is one that does not leave. */
export type WorkEntry = Omit<WorkItem, 'number'> & { mail?: Omit<FailingMail['mail'], 'key'> };

/** A section with its first entries. */
export interface WorkSectionView {
  name: WorkSection;
  /** Counted up to `COUNTED`. */
  count: number;
  /** There are more than were counted. */
  more: boolean;
  items: WorkEntry[];
  next: string | null;
}

/** As far as a section is counted. */
export const COUNTED = 1_000;

/** What staff have to do or to look after, in their centre or in all, each section with its first entries. */
export async function worklist(backend: Backend, principal: Principal, first: number): Promise<WorkSectionView[]> {
  const look = await lookOf(backend, principal);
  return Promise.all(
    WORK_SECTIONS.map(async (name) => {
      const [count, { items, next }] = await Promise.all([
        countIn(backend, look, name),
        pageIn(backend, look, name, { limit: first }),
      ]);
      return { name, count: Math.min(count, COUNTED), more: count > COUNTED, items, next };
    }),
  );
}

/** A page of one section; `next` is null at the end. */
export async function workSection(
  backend: Backend,
  principal: Principal,
  name: WorkSection,
  page: { limit: number; after?: string },
): Promise<{ items: WorkEntry[]; next: string | null }> {
  return pageIn(backend, await lookOf(backend, principal), name, page);
}

/** How a look at the list goes: whose, and from which days on. */
interface Look {
  centre: string | null;
  dates: WorkDates;
  failingBefore: string;
}

const HOUR_MS = 3_600_000;

async function lookOf(backend: Backend, { centre }: Principal): Promise<Look> {
  const { at, today } = await present(backend);
  const own = centre === null ? undefined : await backend.stores.centres.find(centre);
  return {
    centre,
    dates: workDates(today, own?.policy ?? DEFAULT_POLICY),
    failingBefore: new Date(Date.parse(at) - FAILING_HOURS * HOUR_MS).toISOString(),
  };
}

const countIn = ({ stores }: Backend, { centre, dates, failingBefore }: Look, name: WorkSection): Promise<number> =>
  name === 'failing_mails'
    ? stores.worklist.countFailingMails(failingBefore, { most: COUNTED + 1, centre })
    : stores.worklist.count(name, dates, { most: COUNTED + 1, centre });

async function pageIn(
  backend: Backend,
  look: Look,
  name: WorkSection,
  { limit, after }: { limit: number; after?: string },
): Promise<{ items: WorkEntry[]; next: string | null }> {
  const found = await entriesIn(backend, look, name, limit + 1, after);
  const items = found.slice(0, limit);
  return {
    items: items.map(({ entry }) => entry),
    next: found.length > limit ? textOf(items.at(-1)!.cursor) : null,
  };
}

interface Placed {
  entry: WorkEntry;
  cursor: WorkCursor;
}

async function entriesIn(
  { stores, civilTime }: Backend,
  { centre, dates, failingBefore }: Look,
  name: WorkSection,
  limit: number,
  after: string | undefined,
): Promise<Placed[]> {
  if (name !== 'failing_mails') {
    const page = { limit, centre, after: after === undefined ? undefined : itemCursor(after) };
    return (await stores.worklist.items(name, dates, page)).map(ofItem);
  }
  const page = { limit, centre, after: after === undefined ? undefined : mailCursor(after) };
  return (await stores.worklist.failingMails(failingBefore, page)).map((mail) => ofMail(mail, civilTime.parisDate));
}

const ofItem = ({ number, ...entry }: WorkItem): Placed => ({ entry, cursor: { date: entry.date, tie: number } });

function ofMail({ number, mail: { key, ...mail }, ...item }: FailingMail, dateOf: (at: string) => PlainDate): Placed {
  return { entry: { ...item, date: dateOf(mail.queuedAt), mail }, cursor: { date: mail.queuedAt, tie: key } };
}

const textOf = ({ date, tie }: WorkCursor): string => `${date} ${tie}`;

function itemCursor(text: string): WorkCursor {
  const [, date, number] = /^(\d{4}-\d{2}-\d{2}) (\d{1,15})$/.exec(text) ?? [];
  if (!date || !number || !isPlainDate(date)) throw wrongCursor();
  return { date, tie: Number(number) };
}

function mailCursor(text: string): WorkCursor {
  const [, date, key] = /^(\d{4}-\d{2}-\d{2}T[\d:.]{5,12}Z) (.+)$/.exec(text) ?? [];
  if (!date || !key || Number.isNaN(Date.parse(date))) throw wrongCursor();
  return { date, tie: key };
}

const wrongCursor = (): ServiceRefusal =>
  new ServiceRefusal('malformed', 'request.malformed', 'Reprenez la liste à son début\u00a0: cette page n’existe pas.');
