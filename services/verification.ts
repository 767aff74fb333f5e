import { type Attestation, initialsOf } from '../domain/attestation.ts';
import type { PlainDate } from '../domain/dates.ts';
import { readCode } from '../domain/verification-code.ts';
import type { Backend } from './backend.ts';

/** What anyone who has its code may know of an attestation: of its holder, initials only. */
export interface Verification {
  /** `genuine`: in force. */
  status: 'genuine' | 'replaced' | 'withdrawn';
  number: string;
  /** « A. E. » */
  holder: string;
  certification: string;
  activityUnit: { code: string; title: string };
  centre: string;
  /** Of the avis. */
  givenOn: PlainDate;
  issuedOn: PlainDate;
  /** When it was replaced or withdrawn. Of the one in its place, nothing but that there is one. */
  endedOn?: PlainDate;
}

/**
 * The attestation that bears this code, however it was typed; undefined when there is none, whether the code is malformed or
 * only wrong.
 */
export async function verify({ stores }: Pick<Backend, 'stores'>, typed: string): Promise<Verification | undefined> {
  const code = readCode(typed);
  const attestation = code && (await stores.attestations.findByCode(code));
  return attestation ? told(attestation) : undefined;
}

const told = ({ number, paper, issuedOn, ended }: Attestation): Verification => ({
  status: ended?.as ?? 'genuine',
  number,
  holder: initialsOf(paper.auditeur),
  certification: paper.certification.title,
  activityUnit: paper.activityUnit,
  centre: paper.centre.name,
  givenOn: paper.givenOn,
  issuedOn,
  ...(ended && { endedOn: ended.on }),
});
