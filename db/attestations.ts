import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { type Attestation, attestationNumber, type FrozenAttestation } from '../domain/attestation.ts';
import { identityOf } from '../domain/centre-identity.ts';
import { type Instant, type PlainDate, yearOf } from '../domain/dates.ts';
import { onPaper } from '../domain/enrolment-on-paper.ts';
import { groupedCode } from '../domain/papers.ts';
import { CODE_BYTES, codeFrom } from '../domain/verification-code.ts';
import { attestationsQuery, toAttestation } from './attestation-states.ts';
import { createCentres } from './centres.ts';
import { enrolmentsQuery } from './enrolment-list.ts';
import { toEnrolment } from './enrolment-row.ts';
import { type NewLine, SYSTEM } from './journal.ts';

/** When something is delivered, and what the addresses on it begin with. */
export interface Delivery {
  at: Instant;
  publicUrl: string;
}

interface AvisInForce {
  command_id: string;
  version: number;
  given_on: PlainDate;
}

/**
 * Brings the attestations of an enrolment, which the caller has locked, in line with its avis (R20): the one in force has
 * its attestation when it is favourable, and only that one. Told again, it changes nothing. Answers the journal's lines.
 */
export async function settleAttestations(
  trx: Knex.Transaction,
  enrolmentId: string,
  delivery: Delivery,
): Promise<NewLine[]> {
  const avis = await avisToAttest(trx, enrolmentId);
  const delivered = avis && (await deliver(trx, enrolmentId, avis, delivery));
  const ended = (await attestationsOf(trx, enrolmentId)).filter((one) => one.ended);
  const lines = ended.map((one) => endLine(one, delivery.at));
  return delivered ? [deliveryLine(delivered, delivery.at), ...lines] : lines;
}

/** Every attestation of an enrolment, the first delivered first. */
export async function attestationsOf(database: Knex, enrolmentId: string): Promise<Attestation[]> {
  const rows = await attestationsQuery(database)
    .where('a.enrolment_id', enrolmentId)
    .orderBy(['a.issued_at', 'a.number']);
  return rows.map(toAttestation);
}

/** The last avis, when it is favourable and has no attestation yet. */
async function avisToAttest(trx: Knex.Transaction, enrolmentId: string): Promise<AvisInForce | undefined> {
  const last = await trx('avis').where({ enrolment_id: enrolmentId }).orderBy('version', 'desc').first();
  if (last?.mention !== 'validated') return undefined;
  const already = await trx('attestations').where({ command_id: last.command_id }).first('number');
  return already ? undefined : last;
}

async function deliver(
  trx: Knex.Transaction,
  enrolmentId: string,
  avis: AvisInForce,
  { at, publicUrl }: Delivery,
): Promise<string> {
  const replaced = (await attestationsOf(trx, enrolmentId)).filter(
    ({ ended }) => ended?.as === 'replaced' && !ended.by,
  );
  const issuedOn = await parisDate(trx, at);
  const number = await nextNumber(trx, yearOf(issuedOn));
  const code = codeFrom(randomBytes(CODE_BYTES));
  const paper: FrozenAttestation = {
    ...(await enrolmentOnPaper(trx, enrolmentId)),
    issuedOn,
    issuedAt: at,
    number,
    code,
    verificationUrl: new URL(`/verify/${groupedCode(code)}`, publicUrl).href,
    givenOn: avis.given_on,
    ...(replaced.length > 0 ? { replaces: replaced.at(-1)!.number } : {}),
  };
  await trx('attestations').insert({
    number,
    code,
    enrolment_id: enrolmentId,
    command_id: avis.command_id,
    avis_version: avis.version,
    paper: JSON.stringify(paper),
    logo_sha256: paper.centre.logo?.sha256 ?? null,
    issued_on: issuedOn,
    issued_at: at,
  });
  return number;
}

async function enrolmentOnPaper(trx: Knex.Transaction, enrolmentId: string) {
  const enrolment = toEnrolment(await enrolmentsQuery(trx).where('e.id', enrolmentId).first());
  // Until the attestation names its logo, the centre goes on naming it: no sweep takes it away in between.
  await trx('centres').where({ code: enrolment.centre }).forShare().first('code');
  const centre = await createCentres(trx).find(enrolment.centre);
  return { ...onPaper(enrolment), centre: identityOf(centre!), registeredOn: enrolment.registeredOn };
}

/** The day in Paris, told by PostgreSQL, which knows its time zones. */
async function parisDate(trx: Knex.Transaction, at: Instant): Promise<PlainDate> {
  const { rows } = await trx.raw(`select (?::timestamptz at time zone 'Europe/Paris')::date as day`, [at]);
  return rows[0].day;
}

/** The next number of a year. Whoever wants one waits for who has the last to commit: none is skipped, none given twice. */
async function nextNumber(trx: Knex.Transaction, year: number): Promise<string> {
  const [{ last }] = await trx('attestation_numbers')
    .insert({ year, last: 1 })
    .onConflict('year')
    .merge({ last: trx.raw('attestation_numbers.last + 1') })
    .returning('last');
  return attestationNumber(year, last);
}

const deliveryLine = (number: string, at: Instant): NewLine => ({
  key: `attestation/${number}`,
  at,
  actor: SYSTEM,
  type: 'attestation.issued',
  text: `Attestation de validation ${number} délivrée.`,
});

function endLine({ number, ended }: Attestation, at: Instant): NewLine {
  const line = { key: `attestation/${number}/end`, at, actor: SYSTEM };
  if (ended?.as === 'withdrawn') {
    const text = `Attestation de validation ${number} retirée\u00a0: l’avis corrigé est défavorable.`;
    return { ...line, type: 'attestation.withdrawn', text };
  }
  const by = ended?.by ? ` par l’attestation ${ended.by}` : '';
  return { ...line, type: 'attestation.replaced', text: `Attestation de validation ${number} remplacée${by}.` };
}
