import type { Knex } from 'knex';
import { RuleViolation } from '../domain/errors.ts';
import { searchText } from './enrolment-search.ts';
import { isUniqueViolation } from './failures.ts';
import { appendLines, type NewLine } from './journal.ts';
import { moveLinks } from './personal-links.ts';

export interface AuditeurDetails {
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
}

const COLUMNS = {
  firstName: 'auditeur_first_name',
  lastName: 'auditeur_last_name',
  email: 'auditeur_email',
  phone: 'auditeur_phone',
} as const satisfies Record<keyof AuditeurDetails, string>;

/**
 * Corrects who the auditeur of an enrolment is and where they are written to: the next mails go there, those still in the
 * queue too. Answers whether anything changed; only then `line` is told.
 *
 * @throws RuleViolation `enrolment.duplicate` (R6) when the corrected address has an open enrolment already.
 */
export async function correctAuditeur(
  database: Knex,
  enrolmentId: string,
  wanted: Partial<AuditeurDetails>,
  line: (changed: (keyof AuditeurDetails)[]) => NewLine,
): Promise<boolean> {
  try {
    return await database.transaction(async (trx) => {
      const before = await trx('enrolments').where({ id: enrolmentId }).forUpdate().first(Object.values(COLUMNS));
      const changed = (Object.keys(COLUMNS) as (keyof AuditeurDetails)[]).filter(
        (field) => wanted[field] !== undefined && wanted[field] !== before[COLUMNS[field]],
      );
      if (changed.length === 0) return false;
      await update(trx, enrolmentId, Object.fromEntries(changed.map((field) => [COLUMNS[field], wanted[field]])));
      await appendLines(trx, enrolmentId, [line(changed)]);
      return true;
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'one_open_enrolment_per_auditeur_certification_and_unit')) throw error;
    throw new RuleViolation(
      'enrolment.duplicate',
      'Un dossier est déjà ouvert à cette adresse pour cette certification et cette unité d’activité.',
    );
  }
}

async function update(trx: Knex.Transaction, id: string, changes: Record<string, unknown>): Promise<void> {
  const [row] = await trx('enrolments')
    .where({ id })
    .update({ ...changes, updated_at: trx.fn.now() })
    .returning(['reference', ...Object.values(COLUMNS)]);
  const auditeur = {
    firstName: row.auditeur_first_name,
    lastName: row.auditeur_last_name,
    email: row.auditeur_email,
  };
  const text = searchText({ reference: row.reference, auditeur });
  await trx('enrolment_search').where({ enrolment_id: id }).update({ text });
  await trx('mails')
    .where({ enrolment_id: id, recipient: 'auditeur' })
    .whereIn('status', ['queued', 'sending'])
    .update({ to_address: auditeur.email, to_name: `${auditeur.firstName} ${auditeur.lastName}` });
  await moveLinks(trx, id, auditeur.email);
}
