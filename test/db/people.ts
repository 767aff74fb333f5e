import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { MailWriter } from '../../activities/ports.ts';
import { createEnrolments, type NewEnrolment } from '../../db/enrolments.ts';
import { seed } from '../../db/seed.ts';
import { createTutors } from '../../db/tutors.ts';
import type { Facts } from '../../domain/enrolment.ts';
import type { Snapshot, Transition } from '../../domain/record.ts';

export const AT = '2026-11-02T09:30:00.000Z';

/** A registration of the seed's first standard certification. */
export const registration = (changes: Partial<NewEnrolment> = {}): NewEnrolment => ({
  id: randomUUID(),
  centre: 'pays-de-la-loire',
  certification: 'LIC-GEST',
  activityUnit: { code: 'UA-GEST-1', title: 'Rapport d’activité' },
  semester: '2026-2027-S1',
  registeredOn: '2026-10-12',
  registeredBy: { role: 'staff', name: 'Gisèle Gestion' },
  limit: '2027-09-30',
  priceCents: 12_000,
  funding: { type: 'individual' },
  eligibility: { validatedUnits: 2, experienceMonths: 24 },
  cgv: { version: '2024', acceptedOn: '2026-10-12' },
  auditeur: { firstName: 'Élodie', lastName: 'Martin', email: `elodie.${randomUUID()}@example.org` },
  ...changes,
});

export interface Scene {
  enrolment: NewEnrolment;
  tutor: { id: string; code: string };
}

/** A seeded database with one registration. */
export async function scene(database: Knex): Promise<Scene> {
  await seed(database, { calendar: [] });
  const enrolment = registration();
  await createEnrolments(database).insert(enrolment);
  const tutor = await createTutors(database).findByCode('T-EXEMPLE');
  return { enrolment, tutor: { id: tutor!.id, code: tutor!.code } };
}

export const factsOf = (enrolment: NewEnrolment, changes: Partial<Facts> = {}): Facts => ({
  enrolmentId: enrolment.id,
  reference: 'UA-2026-00001',
  certification: enrolment.certification,
  centre: enrolment.centre,
  semester: enrolment.semester,
  registeredOn: enrolment.registeredOn,
  enteredOn: enrolment.registeredOn,
  limit: enrolment.limit,
  invitations: 0,
  tutoringMinutes: 0,
  ...changes,
});

/** What the workflow could write of an enrolment; the tutor's affectation unless told otherwise. */
export const transition = (
  enrolment: NewEnrolment,
  changes: Partial<Omit<Transition, 'snapshot'>> & { snapshot?: Partial<Snapshot> } = {},
): Transition => ({
  enrolmentId: enrolment.id,
  version: 1,
  historyLength: 10,
  at: AT,
  accepted: [],
  lines: [],
  mails: [],
  ...changes,
  snapshot: {
    step: 'tutor_assignment',
    situation: 'no_tutor',
    waitingFor: 'staff',
    overdue: false,
    steps: [],
    archived: false,
    facts: factsOf(enrolment),
    ...changes.snapshot,
  },
});

/** Writes what is needed to see that the right mail went to the right person. */
export const plainWriter: MailWriter = (request, context, on) => {
  const people = { auditeur: context.auditeur, tutor: context.tutor, former_tutor: context.formerTutor };
  const person = request.to === 'staff' || request.to === 'manager' ? undefined : people[request.to];
  const address = person?.email ?? (request.to === 'manager' ? context.centre.managerEmail : context.centre.staffEmail);
  const text = `${request.name} ${context.reference} ${context.tutor?.lastName ?? ''} ${on.at} ${on.publicUrl}`;
  return { to: { name: person?.lastName ?? request.to, address }, subject: request.name, text, html: `<p>${text}</p>` };
};
