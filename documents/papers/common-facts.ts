import type { Paper } from '../../domain/papers.ts';
import { fullName, inline } from './made.ts';

/** A fact and its name, as `facts` takes them. */
export type Fact = readonly [name: string, value: string | undefined];

const CERTIFICATION: Record<Paper['certification']['kind'], string> = {
  diploma: 'Diplôme visé',
  title: 'Titre visé',
  certificate: 'Certificat visé',
};

/** « UA-INFO – Rapport d’activité en informatique ». */
export const unitOf = ({ activityUnit: { code, title } }: Paper): string => inline(`${code} – ${title}`);

export const auditeurOf = (paper: Paper): Fact => ['Auditeur ou auditrice', fullName(paper.auditeur)];
export const certificationOf = (paper: Paper): Fact => [
  CERTIFICATION[paper.certification.kind],
  inline(paper.certification.title),
];
export const activityUnitOf = (paper: Paper): Fact => ['Unité d’activité', unitOf(paper)];
export const tutorOf = (paper: Paper): Fact => ['Tuteur ou tutrice', paper.tutor && fullName(paper.tutor)];
export const referenceOf = (paper: Paper): Fact => ['Dossier', inline(paper.reference)];
