import { addDays, type PlainDate } from '../../domain/dates.ts';
import { ROLE_NAMES } from '../../domain/words.ts';
import { readAudit } from '../../services/audit.ts';
import type { Backend } from '../../services/backend.ts';
import { everyCentre } from '../../services/centres.ts';
import { line, plainDate, z } from '../../services/fields/fields.ts';
import { ADMINISTRATORS } from '../../services/principal.ts';
import { keyAt, NUMBER, placeOf, placeQuery } from '../manager/place.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { FilterInput, FilterSelect } from '../staff/filter-field.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { type FrenchTime, frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { Table } from '../view/table.tsx';

/** What the log tells of, by the beginning of its actions. */
const SUBJECTS: Readonly<Record<string, string>> = {
  user: 'Utilisateurs',
  token: 'Jetons',
  centre: 'Centres',
  tutor: 'Tuteurs',
  certification: 'Certifications',
  registration_window: 'Fenêtres d’inscription',
  calendar: 'Calendrier scolaire',
  enrolments: 'Exports et imports de dossiers',
  figures: 'Exports de chiffres',
  session: 'Connexions',
};

const filters = {
  action: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
  actor: line().optional().catch(undefined),
  from: plainDate().optional().catch(undefined),
  until: plainDate().optional().catch(undefined),
};
type Filters = { action?: string; actor?: string; from?: PlainDate; until?: PlainDate };

const PER_PAGE = 50;

/** Who did what, and when, to settings, people and access: newest first, with its filters in the address. */
export const auditPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/administration/journal',
    who: ADMINISTRATORS,
    title: 'Journal d’audit',
    query: z.object({ ...filters, ...placeQuery }),
    handle: async ({ principal, query: { cursor, ...asked } }) => {
      const place = keyAt(cursor, NUMBER);
      const { action, actor, from, until } = asked;
      const startOf = (date: PlainDate | undefined) => date && backend.civilTime.atParis(date, '00:00');
      const wanted = { action, actor, from: startOf(from), before: startOf(until && addDays(until, 1)) };
      const before = place === undefined ? undefined : Number(place);
      const [{ items, next }, centres] = await Promise.all([
        readAudit(backend, principal, wanted, { limit: PER_PAGE, before }),
        everyCentre(backend, principal),
      ]);
      const names = new Map(centres.map(({ code, name }) => [code, name]));
      return page(
        <AuditLog
          lines={items}
          {...{ asked, next, names }}
          isFirst={before === undefined}
          time={frenchTime(backend)}
        />,
        { wide: true },
      );
    },
  });

type Line = Awaited<ReturnType<typeof readAudit>>['items'][number];

interface AuditLogProps {
  lines: readonly Line[];
  asked: Filters;
  next: number | null;
  isFirst: boolean;
  time: FrenchTime;
  /** Of the centres, by their codes. */
  names: ReadonlyMap<string, string>;
}

const AuditLog = ({ lines, asked, next, isFirst, time, names }: AuditLogProps) => (
  <>
    <PageHead title="Journal d’audit">
      Qui a changé quoi dans les réglages, les personnes et les accès. Rien n’y est modifié ni retiré&nbsp;; ce qui
      touche un dossier est dans le journal du dossier.
    </PageHead>
    <Choice asked={asked} />
    <Table
      caption="Ce qui a été fait, du plus récent au plus ancien"
      hideCaption
      columns={[
        { label: 'Quand', cell: ({ at }) => <time datetime={at}>{time.stamp(at)}</time> },
        { label: 'Qui', cell: ({ actor }) => `${actor.name}, ${roleOf(actor.role)}` },
        { label: 'Quoi', cell: ({ text }) => text },
        { label: 'Centre', cell: ({ centre }) => (centre === null ? '' : (names.get(centre) ?? centre)) },
      ]}
      rows={lines}
      empty="Rien ne correspond."
    />
    <Pagination
      label="Pages du journal d’audit"
      first={isFirst ? undefined : withQuery(paths.audit(), { ...asked })}
      next={next === null ? undefined : withQuery(paths.audit(), { ...asked, cursor: placeOf(String(next)) })}
    />
  </>
);

const roleOf = (role: string): string => (ROLE_NAMES as Record<string, string>)[role] ?? 'programme';

const Choice = ({ asked }: { asked: Filters }) => (
  <search>
    <form method="get" action={paths.audit()} class="filters">
      <div class="filter-row">
        <FilterSelect
          name="action"
          label="Au sujet de"
          all="Tout"
          value={asked.action}
          options={Object.entries(SUBJECTS).map(([value, label]) => ({ value, label }))}
        />
        <FilterInput name="actor" type="search" label="Par" value={asked.actor} />
        <FilterInput name="from" type="date" label="À partir du" value={asked.from} />
        <FilterInput name="until" type="date" label="Jusqu’au" value={asked.until} />
      </div>
      <Actions>
        <Button look="secondary">Filtrer</Button>
        <LinkButton href={paths.audit()} look="quiet">
          Tout afficher
        </LinkButton>
      </Actions>
    </form>
  </search>
);
