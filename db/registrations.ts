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

/** Whether the workflow of an enrolment has written its first transition. */
export const isRecorded = async (database: Knex, id: string): Promise<boolean> =>
  (await database('enrolments').where({ id }).andWhere('version', '>', 0).first('id')) !== undefined;
