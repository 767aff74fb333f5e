import type { Knex } from 'knex';
import type { Correspondent, MailContext } from '../activities/ports.ts';

interface Person {
  first_name: string;
  last_name: string;
  email: string;
  phone: string | null;
}

export type Tutors = ReadonlyMap<string, Correspondent>;

/** The tutors of these ids, by id. */
export async function tutorsById(trx: Knex, ids: readonly string[]): Promise<Tutors> {
  if (ids.length === 0) return new Map();
  const rows: (Person & { id: string })[] = await trx('tutors')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'first_name', 'last_name', 'email', 'phone');
  return new Map(rows.map((row) => [row.id, correspondent(row)]));
}

const correspondent = (row: Person): Correspondent => ({
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  ...(row.phone ? { phone: row.phone } : {}),
});

/** What mails may say of an enrolment, but for its tutors. */
export async function mailContext(trx: Knex, enrolmentId: string): Promise<Omit<MailContext, 'tutor' | 'formerTutor'>> {
  const row = await trx('enrolments as e')
    .join('centres as c', 'c.code', 'e.centre_code')
    .join('certifications as k', 'k.code', 'e.certification_code')
    .where('e.id', enrolmentId)
    .first(
      'e.*',
      'c.name as centre_name',
      'c.staff_email',
      'c.manager_email',
      'c.handicap_email',
      'c.contact_phone',
      'c.resources_url as centre_resources_url',
      'k.title as certification_title',
      'k.resources_url as certification_resources_url',
    );
  return {
    enrolmentId,
    reference: row.reference,
    certificationTitle: row.certification_title,
    activityUnitTitle: row.activity_unit_title,
    resourcesUrl: row.certification_resources_url ?? row.centre_resources_url ?? undefined,
    centre: {
      name: row.centre_name,
      staffEmail: row.staff_email,
      managerEmail: row.manager_email,
      handicapEmail: row.handicap_email,
      contactPhone: row.contact_phone ?? undefined,
    },
    auditeur: correspondent({
      first_name: row.auditeur_first_name,
      last_name: row.auditeur_last_name,
      email: row.auditeur_email,
      phone: row.auditeur_phone,
    }),
    videoUrl: row.video_url ?? undefined,
  };
}
