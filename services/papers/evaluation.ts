import type { StoredAvis } from '../../db/avis.ts';
import type { StoredEnrolment } from '../../db/enrolment-row.ts';
import { RuleViolation } from '../../domain/errors.ts';
import type { EvaluatedCriterion } from '../../domain/papers.ts';
import type { Backend } from '../backend.ts';
import { visibleEnrolment } from '../enrolments.ts';
import { notFound } from '../errors.ts';
import type { Principal } from '../principal.ts';
import { paperOf } from './identity.ts';
import { type PrintedPaper, printed } from './printed.ts';

const NAMES = { grid: 'grille-evaluation', shuttle: 'fiche-navette' };

/**
 * The evaluation form as the tutor filled it in, in the version of the form that the avis was given under (R20): of the
 * last avis, or of one before.
 *
 * @throws RuleViolation `enrolment.state` until an avis is given.
 */
export async function evaluationPaper(
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  version?: number,
): Promise<PrintedPaper> {
  const enrolment = await visibleEnrolment(backend, principal, enrolmentId);
  const avis = chosen(await backend.stores.conclusions.avis(enrolment.id), version);
  const form = { ...avis.form, criteria: await evaluated(backend, enrolment, avis) };
  const { paper } = await paperOf(backend, enrolment, avis.recordedAt);
  const { mention, motivation, givenOn, version: avisVersion, reason: correctionReason } = avis;
  const bytes = await backend.papers.evaluation({
    ...paper,
    form,
    mention,
    motivation,
    givenOn,
    avisVersion,
    ...(correctionReason && { correctionReason }),
  });
  const which = avisVersion > 1 ? `${enrolment.reference}-avis-${avisVersion}` : enrolment.reference;
  return printed(NAMES[form.kind], which, bytes);
}

function chosen(avis: readonly StoredAvis[], version?: number): StoredAvis {
  const last = avis.at(-1);
  if (!last) {
    throw new RuleViolation(
      'enrolment.state',
      'Le formulaire d’évaluation n’est pas encore rempli\u00a0: aucun avis n’a été rendu.',
    );
  }
  if (version === undefined) return last;
  const found = avis.find((one) => one.version === version);
  if (!found) throw notFound('Avis');
  return found;
}

/** The criteria in the form's order, as they were read then, each with its answer. */
async function evaluated(
  { stores }: Backend,
  { certification }: StoredEnrolment,
  avis: StoredAvis,
): Promise<EvaluatedCriterion[]> {
  const form = await stores.certifications.form(certification, avis.form.version);
  if (!form) throw new Error('An avis names a version of a form that does not exist.');
  return form.criteria.map(({ id, label, mandatory, weight }) => {
    const { met = false, comment } = avis.criteria.find((answer) => answer.id === id) ?? {};
    return { id, label, mandatory, met, ...(weight !== undefined && { weight }), ...(comment && { comment }) };
  });
}
