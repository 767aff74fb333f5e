import type { Paper, PersonName } from './papers.ts';

interface Enrolment {
  reference: string;
  auditeur: PersonName;
  certificationTitle: string;
  certificationKind: Paper['certification']['kind'];
  activityUnit: { code: string; title: string };
  tutor?: PersonName;
}

/** What every paper says of an enrolment, and nothing more of its people than their names. */
export const onPaper = (enrolment: Enrolment): Omit<Paper, 'centre' | 'issuedOn' | 'issuedAt'> => ({
  reference: enrolment.reference,
  auditeur: nameOf(enrolment.auditeur),
  certification: { title: enrolment.certificationTitle, kind: enrolment.certificationKind },
  activityUnit: enrolment.activityUnit,
  ...(enrolment.tutor && { tutor: nameOf(enrolment.tutor) }),
});

const nameOf = ({ firstName, lastName }: PersonName): PersonName => ({ firstName, lastName });
