import type { Knex } from 'knex';
import type { Attestation, AttestationEnd } from '../domain/attestation.ts';

/**
 * Attestations with what became of them. It is not kept, it follows from the avis: one whose avis has none after it is in
 * force; else the next avis replaced it, or, unfavourable, withdrew it. An avis that another took the place of, before any
 * history told of it, counts as older than that one.
 */
export const attestationsQuery = (database: Knex): Knex.QueryBuilder =>
  database('attestations as a')
    .leftJoin('avis as own', 'own.command_id', 'a.command_id')
    .joinRaw(
      `left join lateral (
         select v.command_id, v.mention, v.recorded_at from avis v
         where v.enrolment_id = a.enrolment_id and v.command_id <> a.command_id
           and v.version >= coalesce(own.version, a.avis_version)
         order by v.version limit 1) next on true`,
    )
    .leftJoin('attestations as by', 'by.command_id', 'next.command_id')
    .select(
      'a.*',
      'next.mention as next_mention',
      database.raw(`(next.recorded_at at time zone 'Europe/Paris')::date as ended_on`),
      'by.number as next_number',
    );

/** An attestation from its row. */
// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
export function toAttestation(row: any): Attestation {
  const ended = endOf(row);
  return {
    number: row.number,
    paper: row.paper,
    avisVersion: row.avis_version,
    issuedOn: row.issued_on,
    issuedAt: row.issued_at,
    ...(ended && { ended }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: see above.
function endOf(row: any): AttestationEnd | undefined {
  if (row.next_mention === null) return undefined;
  if (row.next_mention !== 'validated') return { as: 'withdrawn', on: row.ended_on };
  return { as: 'replaced', on: row.ended_on, ...(row.next_number ? { by: row.next_number } : {}) };
}
