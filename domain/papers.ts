import type { Instant, PlainDate } from './dates.ts';
import type { Mention, Outcome } from './enrolment.ts';

/** The four papers that Jalons produces, all in French. */
export const PAPER_KINDS = ['attestation', 'evaluation', 'tutoring_record', 'completion_certificate'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Who issues a paper, as its head and foot say it. */
export interface CentreIdentity {
  name: string;
  /** Its lines are kept. */
  address?: string;
  phone?: string;
  email: string;
  /** One line at the foot: SIRET, déclaration d'activité… As data, since Jalons vouches for none of it. */
  legalNotice?: string;
  /** Where, by whom and in what capacity papers are signed; what is absent is left to be filled in by hand. */
  signature?: { place?: string; name?: string; capacity?: string };
  /** A PNG (transparency included) or a JPEG. One that cannot be read is left out, and the paper made without it. */
  logo?: { format: 'png' | 'jpeg'; bytes: Uint8Array };
}

export interface PersonName {
  firstName: string;
  lastName: string;
}

/** What every paper says. A paper is made of these data only: the same data give the same bytes. */
export interface Paper {
  centre: CentreIdentity;
  /** Of the enrolment. */
  reference: string;
  auditeur: PersonName;
  certification: { title: string; kind: 'diploma' | 'title' | 'certificate' };
  activityUnit: { code: string; title: string };
  tutor?: PersonName;
  /** The date that the paper bears. */
  issuedOn: PlainDate;
  /** When its data were settled (not when it is printed): the creation date within the PDF. */
  issuedAt: Instant;
}

/** The attestation de validation de l'unité d'activité: only for an avis `validated`. */
export interface AttestationPaper extends Paper {
  /** Of the attestation: `ATT-2027-00042`. */
  number: string;
  /** 16 characters without separators; printed in groups of four (`groupedCode`). */
  code: string;
  /** Where anyone checks it, complete (`https://…/verify/…`); printed, linked, and in the QR code. */
  verificationUrl: string;
  registeredOn: PlainDate;
  /** Of the avis. */
  givenOn: PlainDate;
  /** The number of the attestation that this one replaces. */
  replaces?: string;
  /** On a copy of one that is no longer in force, which only staff are given: printed where nobody overlooks it. */
  ended?: { as: 'replaced' | 'withdrawn'; on: PlainDate; by?: string };
}

export interface EvaluatedCriterion {
  id: string;
  label: string;
  mandatory: boolean;
  met: boolean;
  /** Its points, in a grid that has some. */
  weight?: number;
  comment?: string;
}

/** The evaluation form as the tutor filled it in (R20). */
export interface EvaluationPaper extends Paper {
  /** `grid`: grille d'évaluation; `shuttle`: fiche navette. The criteria in the form's order. */
  form: { kind: 'grid' | 'shuttle'; version: number; criteria: readonly EvaluatedCriterion[] };
  mention: Mention;
  /** As it was written: its paragraphs and line breaks are kept. */
  motivation: string;
  givenOn: PlainDate;
  /** 1 for the first avis, one more for each correction. */
  avisVersion: number;
  /** Why it corrects the one before; of a corrected avis only. */
  correctionReason?: string;
}

/** The relevé d'accompagnement (R30). */
export interface TutoringRecordPaper extends Paper {
  /** In order of date; `tutor` is the name of who gave the time, where it is known. */
  entries: readonly { date: PlainDate; minutes: number; label: string; tutor?: string }[];
  totalMinutes: number;
  /** The two hours, in minutes. Beyond, the paper flags it. */
  allowanceMinutes: number;
  confirmations: readonly TutoringConfirmationLine[];
}

/** The auditeur confirmed the record as it stood. */
export interface TutoringConfirmationLine {
  totalMinutes: number;
  confirmedAt: Instant;
  /** The civil date of `confirmedAt` in Paris. */
  confirmedOn: PlainDate;
  /** Its hour there, `HH:MM`. */
  confirmedTime: string;
  /** A name, or what stands for one: « l’auditrice, par son lien personnel ». */
  confirmedBy: string;
}

/** The certificat de réalisation, for whoever pays: what was done, never how it was judged. */
export interface CompletionCertificatePaper extends Paper {
  funder?: string;
  from: PlainDate;
  to: PlainDate;
  /** Minutes of tutoring carried out. */
  totalMinutes: number;
  /** Minutes of tutoring that the prestation comprises. */
  plannedMinutes: number;
  /** Printed only as carried through (`validated`, `not_validated`) or cut short (`withdrawn`, `expired`). */
  outcome: Outcome;
  /**
   * What the action is for the funder: its title, its legal nature (« action de formation »…) and the texts it is made
   * under. As data: what is absent is not claimed.
   */
  action?: { title?: string; nature?: string; legalReference?: string };
}

/** The verification code as people read it and type it: `7Q3M-9XKD-0VTR-2H5B`. */
export const groupedCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? '';
