import { buffer } from 'node:stream/consumers';
import type { StoredCentre } from '../../db/centres.ts';
import type { StoredEnrolment } from '../../db/enrolment-row.ts';
import { identityOf, type KeptIdentity, type KeptLogo } from '../../domain/centre-identity.ts';
import type { Instant } from '../../domain/dates.ts';
import { onPaper } from '../../domain/enrolment-on-paper.ts';
import type { CentreIdentity, Paper } from '../../domain/papers.ts';
import type { Backend } from '../backend.ts';
import { openContent } from '../contents.ts';

/** A centre's identity with the bytes of its logo: what papers are printed from. */
export async function identityToPrint(backend: Backend, identity: KeptIdentity): Promise<CentreIdentity> {
  const { logo, ...rest } = identity;
  const bytes = logo && (await logoBytes(backend, logo));
  return logo && bytes ? { ...rest, logo: { format: logo.format, bytes } } : rest;
}

/** What every paper says of an enrolment, settled at an instant, in the name of its centre as it is now. */
export async function paperOf(
  backend: Backend,
  enrolment: StoredEnrolment,
  issuedAt: Instant,
): Promise<{ paper: Paper; centre: StoredCentre }> {
  const centre = await backend.stores.centres.find(enrolment.centre);
  if (!centre) throw new Error('An enrolment names a centre that does not exist.');
  const identity = await identityToPrint(backend, identityOf(centre));
  const issuedOn = backend.civilTime.parisDate(issuedAt);
  return { paper: { ...onPaper(enrolment), centre: identity, issuedOn, issuedAt }, centre };
}

/** A few logos stand on all papers: they are read once. */
const KEPT_LOGOS = 16;
const kept = new WeakMap<Backend['files'], Map<string, Promise<Buffer>>>();

/** The bytes of a logo, the same object each time; none when the storage has lost them: a paper matters more. */
async function logoBytes({ files }: Backend, { sha256 }: KeptLogo): Promise<Buffer | undefined> {
  const logos = kept.get(files) ?? new Map<string, Promise<Buffer>>();
  kept.set(files, logos);
  const reading = logos.get(sha256) ?? openContent(files, sha256).then(buffer);
  if (logos.size >= KEPT_LOGOS) logos.clear();
  logos.set(sha256, reading);
  try {
    return await reading;
  } catch (error) {
    logos.delete(sha256);
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'ContentMissing';
