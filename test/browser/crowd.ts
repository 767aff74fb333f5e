import { writeMany } from '../db/many-enrolments.ts';
import type { Site } from '../web/site.ts';

/** Fills a site with so many enrolments as years of use leave behind, with their delays and the answers to the survey. */
export async function crowd({ house: { database } }: Site, count: number): Promise<void> {
  await writeMany(database, count, new Date().toISOString().slice(0, 10));
  await database.raw(`
    insert into enrolment_delays (enrolment_id, assignment_days, correction_days, correction_late, avis_days, avis_late, whole_days)
    select id, number % 12, 10 + number % 37, number % 9 = 0, number % 17, number % 21 = 0, 45 + number % 71
    from enrolments where outcome is not null`);
  await database.raw(`
    insert into survey_participations (enrolment_id) select id from enrolments where outcome = 'validated' and number % 3 = 0`);
  await database.raw(`
    insert into survey_answers (centre_code, semester, certification_code, month, satisfaction, comment)
    select centre_code, semester, certification_code, '2026-10', 1 + number % 5,
      case when number % 50 = 0 then 'Un accompagnement précieux, un peu court.' end
    from enrolments where outcome = 'validated' and number % 3 = 0`);
}
