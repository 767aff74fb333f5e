import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { createAudit } from './audit.ts';
import { searchText } from './enrolment-search.ts';
import { type Actor, appendLines } from './journal.ts';

/** `messages`: files, mails and what people wrote to each other; `all`: the proofs and the person's name too. */
export type Erasure = 'messages' | 'all';

/** What became of it: there is no such reference; its workflow still runs, and would write again; or it is done. */
export type Erased = 'unknown' | 'not_archived' | 'erased';

/**
 * Erases what an archived enrolment holds of anybody; what is counted stays. Its line in the audit log is written with it. Contents that
 * no document names any more leave the storage with a later sweep. Erasing again changes nothing more.
 */
export const eraseEnrolment = (
  database: Knex,
  reference: string,
  { what, at, actor }: { what: Erasure; at: Instant; actor: Actor },
): Promise<Erased> =>
  database.transaction(async (trx) => {
    const enrolment: Doomed | undefined = await trx('enrolments')
      .where({ reference })
      .forUpdate()
      .first('id', 'reference', 'centre_code', 'archived_at', 'auditeur_email');
    if (!enrolment) return 'unknown';
    if (!enrolment.archived_at) return 'not_archived';
    await eraseMessages(trx, enrolment);
    if (what === 'all') await eraseProofs(trx, enrolment);
    await tell(trx, enrolment, WORDS[what], { at, actor });
    return 'erased';
  });

interface Doomed {
  id: string;
  reference: string;
  centre_code: string;
  archived_at: Instant | null;
  auditeur_email: string;
}

const WORDS: Record<Erasure, string> = {
  messages: 'Fichiers, messages et courriels effacés',
  all: 'Données personnelles effacées',
};

/** In the journal of the enrolment, or what remains of it, and in the audit log. */
async function tell(
  trx: Knex.Transaction,
  { id, reference, centre_code: centre }: Doomed,
  words: string,
  by: { at: Instant; actor: Actor },
): Promise<void> {
  await appendLines(trx, id, [{ ...by, type: 'enrolment.erased', text: `${words}.` }]);
  const text = `${words}\u00a0: dossier ${reference}.`;
  await createAudit(trx).append({ ...by, action: 'enrolments.erased', subject: id, centre, text });
}

/** What is not kept as long as the proofs are. */
async function eraseMessages(trx: Knex.Transaction, { id }: Doomed): Promise<void> {
  for (const table of ['documents', 'mails', 'personal_links', 'access_requests', 'import_lines']) {
    await trx(table).where({ enrolment_id: id }).delete();
  }
  await trx('commands').where({ enrolment_id: id }).update({ content: '{}' });
  await trx('enrolments').where({ id }).update({ video_url: null });
  await trx('idempotency_keys').whereRaw('strpos(body::text, ?) > 0', [id]).delete();
}

/** Nobody any more: neither in what proves the prestation, nor by name. */
async function eraseProofs(trx: Knex.Transaction, enrolment: Doomed): Promise<void> {
  const { id, reference } = enrolment;
  await withoutTrigger(trx, 'attestations', 'attestations_are_never_rewritten', id);
  await withoutTrigger(trx, 'journal', 'the_journal_is_append_only', id);
  for (const table of ['avis', 'follow_ups', 'tutoring_confirmations']) {
    await trx(table).where({ enrolment_id: id }).delete();
  }
  await trx('time_entries').where({ enrolment_id: id }).update({ label: 'Accompagnement' });
  await trx('commands').where({ enrolment_id: id, actor_role: 'auditeur' }).update({ actor_name: NOBODY.firstName });
  await forgetImportLines(trx, enrolment);
  await forgetAddress(trx, enrolment);
  const auditeur = { ...NOBODY, email: `${reference.toLowerCase()}@efface.invalid` };
  await trx('enrolments').where({ id }).update({
    auditeur_first_name: auditeur.firstName,
    auditeur_last_name: auditeur.lastName,
    auditeur_email: auditeur.email,
    auditeur_phone: null,
    funder: null,
    late_reason: null,
    path_reference: null,
  });
  await trx('enrolment_search')
    .where({ enrolment_id: id })
    .update({ text: searchText({ reference, auditeur }) });
}

const NOBODY = { firstName: 'Dossier', lastName: 'effacé' };

/** Deletes the rows of a table that refuses it. The lock that this takes ends with the transaction, and so does the permission. */
async function withoutTrigger(trx: Knex.Transaction, table: string, trigger: string, id: string): Promise<void> {
  await trx.raw('alter table ?? disable trigger ??', [table, trigger]);
  await trx(table).where({ enrolment_id: id }).delete();
  await trx.raw('alter table ?? enable trigger ??', [table, trigger]);
}

/** Lines that were refused, or became nothing, name their auditeur by address alone; one under way is another enrolment to be. */
const forgetImportLines = (trx: Knex.Transaction, { auditeur_email: email }: Doomed): Promise<unknown> =>
  trx.raw(
    `delete from import_lines l using imports i
     where i.id = l.import_id and lower(trim(l.cells->>'auditeur.email')) = lower(?)
       and not (l.status = 'ready' and i.confirmed_at is not null)`,
    [email],
  );

/** An address that has another enrolment goes on letting its owner in. */
async function forgetAddress(trx: Knex.Transaction, { id, auditeur_email: email }: Doomed): Promise<void> {
  const others = trx('enrolments').whereRaw('lower(auditeur_email) = lower(?)', [email]).whereNot({ id });
  if (await others.first('id')) return;
  for (const table of ['sessions', 'sign_in_links']) await ofAddress(trx(table), 'email', email).delete();
  await ofAddress(trx('tokens'), 'auditeur_email', email).delete();
}

const ofAddress = (query: Knex.QueryBuilder, column: string, email: string): Knex.QueryBuilder =>
  query.whereRaw('lower(??) = lower(?)', [column, email]);
