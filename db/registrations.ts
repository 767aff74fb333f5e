import type { Knex } from 'knex';

/** Whether this auditeur has an enrolment open for a certification and its unit (R6). The index decides in the end. */
export const openEnrolmentExists = async (
  database: Knex,
  email: string,
  certification: string,
  activityUnit: string,
): Promise<boolean> =>
  (await database('enrolments')
    .whereRaw('lower(auditeur_email) = lower(?)', [email])
    .where({ certification_code: certification, activity_unit_code: activityUnit })
    .whereNull('first_closed_at')
    .first('id')) !== undefined;

/** The open enrolments of many auditeurs at once (R6): of each, the address in small letters, certification and unit. */
export const openEnrolmentsOf = async (
  database: Knex,
  emails: readonly string[],
): Promise<{ email: string; certification: string; unit: string }[]> =>
  database('enrolments')
    .whereRaw('lower(auditeur_email) = any(?)', [emails.map((email) => email.toLowerCase())])
    .whereNull('first_closed_at')
    .select(database.raw('lower(auditeur_email) as email'), {
      certification: 'certification_code',
      unit: 'activity_unit_code',
    });

/** Whether the workflow of an enrolment has written its first transition. */
export const isRecorded = async (database: Knex, id: string): Promise<boolean> =>
  (await database('enrolments').where({ id }).andWhere('version', '>', 0).first('id')) !== undefined;
