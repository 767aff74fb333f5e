import { lastKnownDayOff, type SchoolPeriod, schoolYearOf } from '../../domain/calendar.ts';
import { inFrench, type PlainDate } from '../../domain/dates.ts';
import { type Backend, present } from '../../services/backend.ts';
import { readHolidays } from '../../services/calendar.ts';
import { listCentres } from '../../services/centres.ts';
import { line, z } from '../../services/fields/fields.ts';
import { isManager, type Principal, STAFF } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths } from '../paths.ts';
import { FilterSelect } from '../staff/filter-field.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';
import { SchoolMonths, SchoolYearStrip } from '../view/school-year.tsx';
import { Table } from '../view/table.tsx';

const query = z.object({
  annee: z
    .string()
    .regex(/^\d{4}-\d{4}$/)
    .optional()
    .catch(undefined),
  zone: line(30).optional().catch(undefined),
});

/** The school holidays, as pictures and as a table; managers import the ministry's files. */
export const calendarPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/calendrier',
    who: STAFF,
    title: 'Calendrier scolaire',
    query,
    handle: async ({ principal, query: { annee, zone } }) => {
      const [{ items, version }, own, { today }] = await Promise.all([
        readHolidays(backend),
        ownZone(backend, principal),
        present(backend),
      ]);
      const years = [...new Set([schoolYearOf(today), ...items.map(({ schoolYear }) => schoolYear)])].sort();
      const year = annee && years.includes(annee) ? annee : schoolYearOf(today);
      const publicHolidays = backend.civilTime.publicHolidays(Number(year.slice(0, 4)), Number(year.slice(5)));
      const shown: Shown = { years, year, version, publicHolidays, periods: items, zone: zone ?? own };
      return page(<Calendar shown={shown} mayImport={isManager(principal.role)} />, { wide: true });
    },
  });

/** The zone of the asker's centre, or of the first one. */
async function ownZone(backend: Backend, principal: Principal): Promise<string> {
  const [centre] = (await listCentres(backend, principal, { limit: 1 })).items;
  return centre?.holidayZone ?? 'A';
}

interface Shown {
  years: readonly string[];
  year: string;
  zone: string;
  version: number;
  periods: readonly SchoolPeriod[];
  publicHolidays: readonly PlainDate[];
}

const Calendar = ({ shown, mayImport }: { shown: Shown; mayImport: boolean }) => {
  const { year, zone, version, periods, publicHolidays } = shown;
  const ofYear = periods.filter(({ schoolYear }) => schoolYear === year);
  const zones = [...new Set([zone, ...periods.map((period) => period.zone)])].sort();
  const ofZone = ofYear.filter((period) => period.zone === zone);
  return (
    <>
      <PageHead title="Calendrier scolaire">
        {`Version ${version}. Quatre semaines pour corriger un rapport, six quand elles touchent des vacances de la zone du centre.`}
      </PageHead>
      {mayImport ? (
        <Actions>
          <LinkButton href={paths.importCalendar()}>Importer un fichier du ministère</LinkButton>
        </Actions>
      ) : null}
      <Choice {...shown} zones={zones} />
      {ofYear.length === 0 ? (
        <p class="empty">{`Rien n’est encore connu de l’année scolaire ${year}.`}</p>
      ) : (
        <>
          <Card title={`Les zones en ${year}`} id="zones">
            <SchoolYearStrip
              schoolYear={year}
              own={zone}
              zones={zones
                .slice(0, MOST_ZONES)
                .map((one) => ({ zone: one, periods: ofYear.filter((p) => p.zone === one) }))}
            />
          </Card>
          <Card title={`${nameOf(zone)}, mois par mois`} id="mois">
            <DayLegend />
            <SchoolMonths schoolYear={year} periods={ofZone} publicHolidays={publicHolidays} />
          </Card>
          <Periods periods={ofZone} caption={`Vacances et ponts ${year}, ${nameOf(zone).replace(/^Z/, 'z')}`} />
        </>
      )}
    </>
  );
};

/** More lines than that are no picture any more. */
const MOST_ZONES = 8;

const nameOf = (zone: string): string => (zone.length === 1 ? `Zone ${zone}` : zone);

const Choice = ({ years, year, zone, zones }: Shown & { zones: readonly string[] }) => (
  <form method="get" action={paths.calendar()} class="filters">
    <div class="filter-row">
      <FilterSelect
        name="annee"
        label="Année scolaire"
        all="En cours"
        value={year}
        options={years.map((value) => ({ value, label: value }))}
      />
      <FilterSelect
        name="zone"
        label="Zone"
        all="Celle du centre"
        value={zone}
        options={zones.map((value) => ({ value, label: nameOf(value) }))}
      />
    </div>
    <Actions>
      <Button look="secondary">Afficher</Button>
    </Actions>
  </form>
);

const KINDS = [
  ['day-holiday', 'vacances'],
  ['day-bridge', 'pont, qui ne compte pas'],
  ['day-public', 'jour férié'],
] as const;

const DayLegend = () => (
  <ul class="legend">
    {KINDS.map(([kind, name]) => (
      <li>
        <svg class="swatch" width="0.9em" height="0.9em" aria-hidden="true" focusable="false">
          <rect width="100%" height="100%" class={kind} />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);

/** « du 17 octobre 2026 au 1er novembre 2026 inclus »: class resumes the day after. */
export const Periods = ({ periods, caption }: { periods: readonly SchoolPeriod[]; caption: string }) => (
  <Table
    caption={caption}
    columns={[
      {
        label: 'Période',
        cell: ({ name, kind }) => (kind === 'bridge' && !name.startsWith('Pont') ? `${name} (pont)` : name),
      },
      { label: 'Zone', cell: ({ zone }) => nameOf(zone) },
      { label: 'Premier jour sans classe', cell: ({ firstDayOff }) => inFrench(firstDayOff) },
      { label: 'Dernier jour sans classe', cell: (period) => inFrench(lastKnownDayOff(period)) },
      { label: 'Reprise', cell: ({ returnDay }) => (returnDay ? inFrench(returnDay) : 'pas encore publiée') },
    ]}
    rows={periods}
    empty="Rien n’est connu de cette zone."
  />
);
