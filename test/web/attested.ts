import { randomUUID } from 'node:crypto';
import { createAttestations } from '../../db/attestation-store.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments, type NewEnrolment } from '../../db/enrolments.ts';
import type { Attestation } from '../../domain/attestation.ts';
import type { Mention } from '../../domain/enrolment.ts';
import { givenAvis } from '../db/given-avis.ts';
import { plainWriter, registration } from '../db/people.ts';
import type { Site } from './site.ts';

/** An enrolment with its attestation, and what corrections did to it. */
export interface Attested {
  enrolment: NewEnrolment;
  attestation: Attestation;
  code: string;
  /** Records a corrected avis; the days of November 2026 go by with the versions. */
  correct(mention: Mention): Promise<void>;
  attestations(): Promise<Attestation[]>;
}

/** Records a favourable avis of 2 November 2026, of Gwendoline Xylander, without a workflow. */
export async function attested({ house }: Site): Promise<Attested> {
  const { database } = house;
  const tutor = (await house.ask('GET', '/api/tutors')).body.items[0];
  const enrolment = registration({
    auditeur: { firstName: 'Gwendoline', lastName: 'Xylander', email: `g.${randomUUID()}@secret.example.org` },
    funding: { type: 'organisation', funder: 'OPCO Y' },
  });
  await createEnrolments(database).insert(enrolment);
  const store = createEnrolmentStore(database, { publicUrl: 'http://jalons.test' });
  let version = 0;
  const give = async (mention: Mention) => {
    version += 1;
    const givenOn = `2026-11-0${version + 1}`;
    const facts = { tutor: { id: tutor.id, code: tutor.code, assignedOn: '2026-10-12' } };
    const given = { version, givenOn, at: `${givenOn}T09:00:00.000Z`, facts };
    await store.record(await givenAvis(database, enrolment, mention, given), plainWriter);
  };
  const attestations = () => createAttestations(database).list(enrolment.id);
  await give('validated');
  const [attestation] = await attestations();
  return { enrolment, attestation: attestation!, code: attestation!.paper.code, correct: give, attestations };
}
