import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossier } from '../../services/dossier.ts';
import { z } from '../../services/fields/fields.ts';
import { readJournal } from '../../services/journal.ts';
import { EVERYONE } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { type Moment, Timeline } from '../view/timeline.tsx';
import { dossierPath } from './dossier-path.ts';

const LINES = 100;

/** The journal of an enrolment, oldest line first. */
export const journalPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/dossiers/:id/journal',
    who: EVERYONE,
    title: 'Journal du dossier',
    params: dossierPath,
    query: z.object({ apres: z.coerce.number<string>().int().min(0).max(2_147_483_647).optional().catch(undefined) }),
    handle: async ({ principal, params, query }) => {
      const [dossier, { items, next }] = await Promise.all([
        readDossier(backend, principal, params.id),
        readJournal(backend, principal, params.id, { limit: LINES, after: query.apres }),
      ]);
      const time = frenchTime(backend);
      const moments = items.map(({ at, actor, text }) => ({ at, when: time.stamp(at), who: actor.name, what: text }));
      return page(<Journal dossier={dossier} moments={moments} after={query.apres} next={next} />);
    },
  }),
];

interface JournalProps {
  dossier: Dossier;
  moments: readonly Moment[];
  after?: number;
  next: number | null;
}

const Journal = ({ dossier: { view }, moments, after, next }: JournalProps) => {
  const here = paths.journal(view.id);
  return (
    <>
      <PageHead title="Journal du dossier" back={{ href: paths.dossier(view.id), label: `Dossier ${view.reference}` }}>
        Tout ce qui s’est passé, du plus ancien au plus récent. Rien n’en est effacé, sauf avec tout le dossier.
      </PageHead>
      {moments.length === 0 ? <p class="empty">Rien d’autre n’est inscrit.</p> : <Timeline moments={moments} />}
      <Pagination
        label="Pages du journal"
        first={after === undefined ? undefined : here}
        next={next === null ? undefined : withQuery(here, { apres: next })}
      />
    </>
  );
};
