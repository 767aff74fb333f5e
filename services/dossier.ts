import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { type CommandName, describeSituation } from '../domain/actions.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Situation } from '../domain/enrolment.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type Backend, present } from './backend.ts';
import { type EnrolmentView, viewOf } from './enrolment-view.ts';
import { visibleEnrolment } from './enrolments.ts';
import type { Principal } from './principal.ts';

/** An enrolment with what its page says around it. */
export interface Dossier {
  view: EnrolmentView;
  situation: Situation;
  /** Where it stands, as the end of a French sentence. */
  standing: string;
  today: PlainDate;
  centre: { name: string; staffEmail: string; contactPhone?: string; handicapEmail: string };
  /** The certification's resources, else the centre's. */
  resourcesUrl?: string;
  /** Whether the auditeur may answer the survey, or has; none before the end, or without an avis. */
  survey?: 'open' | 'answered';
}

/** An enrolment that the asker may see, with what surrounds it; else it is as if it did not exist. */
export async function readDossier(backend: Backend, principal: Principal, id: string): Promise<Dossier> {
  const enrolment = await visibleEnrolment(backend, principal, id);
  const { stores } = backend;
  const [attachments, { today }, centre, certification] = await Promise.all([
    stores.attachmentsOf([enrolment.id]),
    present(backend),
    stores.centres.find(enrolment.centre),
    stores.certifications.find(enrolment.certification),
  ]);
  if (!centre) throw new Error('An enrolment belongs to a centre.');
  const { name, staffEmail, contactPhone, handicapEmail } = centre;
  return {
    view: viewOf(enrolment, attachments(enrolment.id), principal.role, today),
    situation: enrolment.situation,
    standing: describeSituation(enrolment.situation),
    today,
    centre: { name, staffEmail, contactPhone, handicapEmail },
    resourcesUrl: certification?.resourcesUrl ?? centre.resourcesUrl,
    survey: await surveyOf(backend, enrolment),
  };
}

async function surveyOf({ stores }: Backend, enrolment: StoredEnrolment): Promise<Dossier['survey']> {
  const { outcome, step, id } = enrolment;
  if (step !== 'closed' || (outcome !== 'validated' && outcome !== 'not_validated')) return undefined;
  return (await stores.surveys.answered(id)) ? 'answered' : 'open';
}

/**
 * The same, for the page where `command` is given: refused as the command itself would be when the asker may not give it
 * now.
 */
export async function readDossierFor(
  backend: Backend,
  principal: Principal,
  id: string,
  command: CommandName,
): Promise<Dossier> {
  const dossier = await readDossier(backend, principal, id);
  if (dossier.view.actions.includes(command)) return dossier;
  throw new RuleViolation(
    'enrolment.state',
    `Cette action n’est pas possible en l’état\u00a0: ${dossier.standing}. La page du dossier montre ce qui l’est.`,
  );
}
