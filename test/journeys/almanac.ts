import type { PlainDate } from '../../domain/dates.ts';
import { form } from './caller.ts';
import { openWorld, type World } from './world.ts';

/**
 * Journeys are played in 2037-2038, far enough ahead that their dates can be written out and never rot. The weekdays are
 * those of 2026-2027, and so are the holidays of zone B, invented on that model; the calendar reaches 2 September 2038.
 */
const SCHOOL_YEARS = [
  'B,2036-2037,Vacances d’été,2037-07-04,2037-09-01,holiday',
  'B,2037-2038,Vacances de la Toussaint,2037-10-17,2037-11-02,holiday',
  'B,2037-2038,Vacances de Noël,2037-12-19,2038-01-04,holiday',
  'B,2037-2038,Vacances d’hiver,2038-02-20,2038-03-08,holiday',
  'B,2037-2038,Vacances de printemps,2038-04-17,2038-05-03,holiday',
  'B,2037-2038,Vacances d’été,2038-07-03,2038-09-02,holiday',
];

/** A file of holidays in our own format, as `PUT /api/calendar` takes it. */
export const calendarFile = (...lines: string[]): string =>
  `${['zone,school_year,name,first_day_off,return_day,kind', ...lines].join('\n')}\n`;

export const STAFF_EMAIL = 'gestion@example.org';
export const MANAGER_EMAIL = 'responsable@example.org';

/** A world in which it is that day, 9:00, with a school calendar, and in which staff and managers have an address each. */
export async function openWorldOn(date: PlainDate): Promise<World> {
  const world = await openWorld();
  await world.goTo(date, '09:00');
  const { administrator } = world;
  await administrator.patch('/centres/pays-de-la-loire', { staffEmail: STAFF_EMAIL, managerEmail: MANAGER_EMAIL });
  await importCalendar(world, ...SCHOOL_YEARS);
  return world;
}

/** A manager imports holidays, and every running correction hears of it; answers what the import says of itself. */
export async function importCalendar({ administrator, query }: World, ...lines: string[]) {
  const content = Buffer.from(calendarFile(...lines));
  const answer = await administrator.put('/calendar', form({}, { name: 'vacances.csv', content }));
  for (;;) {
    const [row] = await query<{ deaf: number }>(
      `select count(*)::int as deaf from enrolments
       where situation = 'report_received' and (snapshot #>> '{facts,calendarVersion}')::int < $1`,
      [answer.version],
    );
    if (row?.deaf === 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Withdraws every enrolment that may be, so that it tells nothing more to those who wait. */
export async function endAll({ administrator, query }: World): Promise<void> {
  for (const { id } of await query<{ id: string }>(`select id from enrolments where step <> 'closed'`)) {
    await administrator.ask('POST', `/enrolments/${id}/withdrawal`, { reason: 'Essai terminé.' });
  }
}
