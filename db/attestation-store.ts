import type { Knex } from 'knex';
import type { Attestation } from '../domain/attestation.ts';
import { attestationsQuery, toAttestation } from './attestation-states.ts';
import { attestationsOf, type Delivery, settleAttestations } from './attestations.ts';
import { appendLines } from './journal.ts';

/** The attestations that were delivered, and those still owed. */
export function createAttestations(database: Knex) {
  return {
    /** Every one of an enrolment, the first delivered first. */
    list: (enrolmentId: string): Promise<Attestation[]> => attestationsOf(database, enrolmentId),

    /** The one that bears a code, in force or not, whoever it is of. */
    async findByCode(code: string): Promise<Attestation | undefined> {
      const row = await attestationsQuery(database).where('a.code', code).first();
      return row && toAttestation(row);
    },

    /** Delivers what an enrolment is owed, if anything. */
    deliverTo: (enrolmentId: string, delivery: Delivery): Promise<void> =>
      database.transaction((trx) => settleAlone(trx, enrolmentId, delivery)),

    /**
     * Delivers what is owed for avis that were recorded without: by a version of this program that had no attestations.
     * Several processes may do it at once. Answers how many enrolments it looked at.
     */
    async deliverOwed(delivery: Delivery): Promise<number> {
      const owed = await enrolmentsOwed(database);
      for (const id of owed) await database.transaction((trx) => settleAlone(trx, id, delivery));
      return owed.length;
    },
  };
}

export type Attestations = ReturnType<typeof createAttestations>;

/** Those whose last avis is favourable and has no attestation. */
const enrolmentsOwed = (database: Knex): Promise<string[]> =>
  database('avis as v')
    .leftJoin('attestations as a', 'a.command_id', 'v.command_id')
    .where('v.mention', 'validated')
    .whereNull('a.number')
    .whereNotExists(
      database('avis as later')
        .whereRaw('later.enrolment_id = v.enrolment_id and later.version > v.version')
        .select(database.raw('1')),
    )
    .orderBy(['v.recorded_at', 'v.enrolment_id'])
    .pluck('v.enrolment_id');

async function settleAlone(trx: Knex.Transaction, id: string, delivery: Delivery): Promise<void> {
  await trx('enrolments').where({ id }).forNoKeyUpdate().first('id');
  await appendLines(trx, id, await settleAttestations(trx, id, delivery));
}
