import type { Knex } from 'knex';
import type { Attestation } from '../domain/attestation.ts';
import { attestationsQuery, toAttestation } from './attestation-states.ts';
import { type StoredAvis, type StoredFollowUp, toAvis, toFollowUp } from './avis.ts';
import { type StoredDocument, toDocument } from './documents.ts';
import { given } from './enrolment-row.ts';

/** What hangs on an enrolment, besides its row. */
export interface Attachments {
  /** Accepted ones, the first accepted first. */
  documents: StoredDocument[];
  /** Every version, the first given first. */
  avis: StoredAvis[];
  followUp?: StoredFollowUp;
  /** The remarks of the correction, when some were written. */
  remarks?: string;
  /** The one in force. */
  attestation?: Attestation;
}

/** What hangs on enrolments, in five queries however many they are. */
export async function attachmentsOf(database: Knex, ids: readonly string[]): Promise<(id: string) => Attachments> {
  const [documents, avis, followUps, corrections, attestations] = await Promise.all([
    database('documents as d')
      .join('commands as c', 'c.id', 'd.command_id')
      .select('d.*')
      .whereIn('d.enrolment_id', ids)
      .where('d.accepted', true)
      .orderBy(['c.accepted_at', 'd.created_at', 'd.id']),
    database('avis').whereIn('enrolment_id', ids).orderBy('version'),
    database('follow_ups').whereIn('enrolment_id', ids).orderBy('recorded_at'),
    database('commands')
      .select('enrolment_id', database.raw(`content->>'remarks' as remarks`))
      .whereIn('enrolment_id', ids)
      .where({ name: 'returnCorrection', accepted: true }),
    attestationsQuery(database).whereIn('a.enrolment_id', ids).orderBy('a.issued_at'),
  ]);
  const of = <Row extends { enrolment_id: string }>(rows: Row[], id: string) =>
    rows.filter((row) => row.enrolment_id === id);
  return (id) => ({
    documents: of(documents, id).map(toDocument),
    avis: of(avis, id).map(toAvis),
    ...given('followUp', of(followUps, id).map(toFollowUp).at(-1)),
    ...given('remarks', of(corrections, id).at(-1)?.remarks),
    ...given('attestation', of(attestations, id).map(toAttestation).find(isInForce)),
  });
}

const isInForce = ({ ended }: Attestation): boolean => ended === undefined;
