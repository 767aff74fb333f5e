import type { KeptIdentity } from './centre-identity.ts';
import type { Instant, PlainDate } from './dates.ts';
import type { AttestationPaper, PersonName } from './papers.ts';

/** What an attestation says, as it was on the day of its delivery: it is printed from this and from nothing else. */
export type FrozenAttestation = Omit<AttestationPaper, 'centre' | 'ended'> & { centre: KeptIdentity };

/** An attestation that was delivered. */
export interface Attestation {
  number: string;
  paper: FrozenAttestation;
  /** The avis that it attests. */
  avisVersion: number;
  issuedOn: PlainDate;
  issuedAt: Instant;
  /** What a corrected avis did to it (R20); absent while it is in force. */
  ended?: AttestationEnd;
}

export interface AttestationEnd {
  /** `withdrawn`: the avis became unfavourable. */
  as: 'replaced' | 'withdrawn';
  on: PlainDate;
  /** The number of the one in its place. */
  by?: string;
}

/** `ATT-2026-00042`: the order of delivery within a year, whatever the centre. */
export const attestationNumber = (year: number, rank: number): string => `ATT-${year}-${String(rank).padStart(5, '0')}`;

/** « É. M. »: what anyone who checks an attestation may read of the person it names. */
export const initialsOf = ({ firstName, lastName }: PersonName): string =>
  [firstName, lastName].flatMap((name) => initialOf(name) ?? []).join(' ');

function initialOf(name: string): string | undefined {
  const letter = /\p{L}\p{M}*/u.exec(name)?.[0];
  return letter && `${letter.toUpperCase()}.`;
}
