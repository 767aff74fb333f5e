import type { Paper, PersonName } from '../../domain/papers.ts';
import type { Block } from './flow.ts';

/** A paper, put into words: what is left is to print it. */
export interface Made {
  /** Its title within the PDF and at the head of its following pages. */
  title: string;
  /** Whom it is about, and which enrolment: « Marie Durand, dossier JAL-2026-00042 ». */
  about: string;
  blocks: readonly Block[];
}

/** A name, on one line whatever was typed. */
export const inline = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim();

/** « Marie Durand ». */
export const fullName = ({ firstName, lastName }: PersonName): string => inline(`${firstName} ${lastName}`);

/** Whom a paper is about, and which enrolment. */
export const aboutOf = ({ auditeur, reference }: Paper): string =>
  `${fullName(auditeur)}, dossier\u00a0${inline(reference)}`;
