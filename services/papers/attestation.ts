import type { StoredEnrolment } from '../../db/enrolment-row.ts';
import { STAFF } from '../../domain/actions.ts';
import type { Attestation } from '../../domain/attestation.ts';
import { inFrench } from '../../domain/dates.ts';
import { RuleViolation } from '../../domain/errors.ts';
import { type Backend, present } from '../backend.ts';
import { visibleEnrolment } from '../enrolments.ts';
import { notFound } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { identityToPrint } from './identity.ts';
import { type PrintedPaper, printed } from './printed.ts';

/**
 * The attestation of an enrolment. With a number, staff get that one, marked when it is no longer in force; others only
 * ever get the one in force.
 *
 * @throws RuleViolation `enrolment.state` when none is in force, and why.
 */
export async function attestationPaper(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  number?: string,
): Promise<PrintedPaper> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const attestations = await attestationsOf(backend, enrolment);
  const attestation = number === undefined ? inForce(enrolment, attestations) : oneOf(attestations, principal, number);
  const { paper, ended } = attestation;
  const centre = await identityToPrint(backend, paper.centre);
  const bytes = await backend.papers.attestation({ ...paper, centre, ...(ended && { ended }) });
  return printed('attestation', attestation.number, bytes);
}

/** Those of an enrolment; one that is owed since before there were attestations is delivered now. */
async function attestationsOf(backend: Backend, { id, snapshot }: StoredEnrolment): Promise<Attestation[]> {
  const { attestations } = backend.stores;
  const delivered = await attestations.list(id);
  const isOwed = snapshot?.facts.avis?.mention === 'validated' && delivered.every(({ ended }) => ended);
  if (!isOwed) return delivered;
  const { at } = await present(backend);
  await attestations.deliverTo(id, { at, publicUrl: backend.publicUrl });
  return attestations.list(id);
}

function oneOf(attestations: readonly Attestation[], { role }: Principal, number: string): Attestation {
  const found = attestations.find((one) => one.number === number);
  if (!found || (found.ended && !STAFF.includes(role))) throw notFound('Attestation');
  return found;
}

function inForce({ snapshot }: StoredEnrolment, attestations: readonly Attestation[]): Attestation {
  const found = attestations.find(({ ended }) => !ended);
  if (found) return found;
  const withdrawn = attestations.at(-1)?.ended;
  if (withdrawn) throw notYet(`elle a été retirée le ${inFrench(withdrawn.on)}, l’avis corrigé étant défavorable.`);
  const { avis } = snapshot?.facts ?? {};
  // A favourable avis has its own with it, as long as nobody erases both.
  if (avis?.mention === 'validated') throw notYet('elle a été effacée, avec les données personnelles du dossier.');
  if (avis) throw notYet('l’avis rendu n’est pas favorable.');
  throw notYet('aucun avis n’a encore été rendu.');
}

const notYet = (why: string): RuleViolation =>
  new RuleViolation('enrolment.state', `Il n’y a pas d’attestation en vigueur\u00a0: ${why}`);
