import { cursorOf } from '../../api/cursors.ts';
import { z } from '../../api/schemas.ts';
import type { PlainDate } from '../../domain/dates.ts';
import type { WorkSection } from '../../domain/worklist.ts';
import { type Backend, present } from '../../services/backend.ts';
import { countEnrolments } from '../../services/enrolment-count.ts';
import { notFound, ServiceRefusal } from '../../services/errors.ts';
import { STAFF } from '../../services/principal.ts';
import { type WorkEntry, type WorkSectionView, worklist, workSection } from '../../services/worklist.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { inFigures } from './euros.ts';
import { FirstSteps } from './first-steps.tsx';
import { SECTION_WORDS, sectionAt, sectionPath } from './work-sections.ts';
import { WorkTable } from './work-table.tsx';

const FIRST = 5;
const PER_PAGE = 50;

/** The staff's home: what they have to do, the beginning of each section; and each section whole. */
export const worklistPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/a-faire',
    who: STAFF,
    title: 'À faire',
    handle: async ({ principal, visitor }) => {
      const [sections, { today }] = await Promise.all([worklist(backend, principal, FIRST), present(backend)]);
      const isBeginning =
        sections.every(({ count }) => count === 0) && (await countEnrolments(backend, principal, {})).count === 0;
      return page(
        <>
          <Worklist sections={sections} today={today} />
          {isBeginning ? <FirstSteps principal={principal} email={visitor.email} caughtAt={backend.mailUiUrl} /> : null}
        </>,
        { wide: true },
      );
    },
  }),
  pageRoute({
    method: 'get',
    path: '/a-faire/:section',
    who: STAFF,
    title: 'À faire',
    params: z.object({ section: z.string() }),
    query: z.object({ cursor: z.string().max(500).optional().catch(undefined) }),
    handle: async ({ principal, params, query: { cursor } }) => {
      const name = sectionAt(params.section);
      if (!name) throw notFound('Page');
      const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
      const [{ items, next }, { today }] = await Promise.all([
        workSection(backend, principal, name, { limit: PER_PAGE, after }).catch(unknownPlace),
        present(backend),
      ]);
      const content = <Section {...{ name, items, today }} next={cursorOf(next)} isFirst={after === undefined} />;
      return page(content, { title: SECTION_WORDS[name].title, wide: true });
    },
  }),
];

/** A place that is none, in an address: there is no such page. */
function unknownPlace(error: unknown): never {
  if (error instanceof ServiceRefusal && error.kind === 'malformed') throw notFound('Page');
  throw error;
}

const Worklist = ({ sections, today }: { sections: readonly WorkSectionView[]; today: PlainDate }) => {
  const some = sections.filter(({ count }) => count > 0);
  const none = sections.filter(({ count }) => count === 0);
  return (
    <>
      <PageHead title="À faire">{some.length === 0 ? 'Rien ne vous attend pour l’instant.' : null}</PageHead>
      {some.length > 1 ? <Contents sections={some} /> : null}
      {some.map((section) => (
        <Beginning section={section} today={today} />
      ))}
      {none.length > 0 ? (
        <p class="muted">
          {`Rien à signaler\u00a0: ${none.map(({ name }) => SECTION_WORDS[name].title.toLowerCase()).join(', ')}.`}
        </p>
      ) : null}
    </>
  );
};

/** What there is, with its numbers, and the way to each. */
const Contents = ({ sections }: { sections: readonly WorkSectionView[] }) => (
  <nav class="work-navigation" aria-label="Rubriques">
    <ul class="work-contents">
      {sections.map(({ name, ...counted }) => (
        <li>
          <a href={`#${SECTION_WORDS[name].slug}`}>
            {`${SECTION_WORDS[name].title} `}
            <Badge tone={SECTION_WORDS[name].pressing ? 'warning' : 'neutral'}>{countOf(counted)}</Badge>
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const countOf = ({ count, more }: { count: number; more: boolean }): string =>
  more ? `plus de ${inFigures(count)}` : inFigures(count);

const Beginning = ({
  section: { name, items, next, ...counted },
  today,
}: {
  section: WorkSectionView;
  today: PlainDate;
}) => {
  const { slug, title, lead } = SECTION_WORDS[name];
  return (
    <section class="card work" id={slug} aria-labelledby={`${slug}-titre`}>
      <h2 id={`${slug}-titre`}>{`${title} (${countOf(counted)})`}</h2>
      <p class="muted">{lead}</p>
      <WorkTable name={name} items={items} today={today} />
      {next ? (
        <p>
          <a href={sectionPath(name)}>
            Tout voir<span class="visually-hidden">{`\u00a0: ${title}`}</span>
          </a>
        </p>
      ) : null}
    </section>
  );
};

interface SectionProps {
  name: WorkSection;
  items: readonly WorkEntry[];
  today: PlainDate;
  next: string | null;
  isFirst: boolean;
}

const Section = ({ name, items, today, next, isFirst }: SectionProps) => (
  <>
    <PageHead title={SECTION_WORDS[name].title} back={{ href: paths.worklist(), label: 'À faire' }}>
      {SECTION_WORDS[name].lead}
    </PageHead>
    <WorkTable name={name} items={items} today={today} />
    <Pagination
      label={`Pages de la rubrique ${SECTION_WORDS[name].title}`}
      first={isFirst ? undefined : sectionPath(name)}
      next={next === null ? undefined : withQuery(sectionPath(name), { cursor: next })}
    />
  </>
);
