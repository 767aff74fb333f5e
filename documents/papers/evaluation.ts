import { inFrench } from '../../domain/dates.ts';
import type { EvaluatedCriterion, EvaluationPaper } from '../../domain/papers.ts';
import { MENTION_NAMES } from '../../domain/words.ts';
import { activityUnitOf, auditeurOf, certificationOf, referenceOf, tutorOf } from './common-facts.ts';
import type { Block } from './flow.ts';
import type { RichText } from './lines.ts';
import { aboutOf, fullName, type Made } from './made.ts';
import { panel } from './panel.ts';
import { COLOURS, STYLES } from './sheet.ts';
import { facts, table } from './table.ts';
import { heading, paragraph, prose, subtitle, title } from './text-blocks.ts';

const TITLES: Record<EvaluationPaper['form']['kind'], string> = {
  grid: 'Grille d’évaluation',
  shuttle: 'Fiche navette',
};

/** The evaluation form as it was filled in, in words. */
export function makeEvaluation(paper: EvaluationPaper): Made {
  const { form, avisVersion, motivation } = paper;
  const name = TITLES[form.kind];
  return {
    title: avisVersion > 1 ? `${name}, version\u00a0${avisVersion} de l’avis` : name,
    about: aboutOf(paper),
    blocks: [
      title(name),
      subtitle('Avis motivé sur le rapport d’activité'),
      facts([
        auditeurOf(paper),
        certificationOf(paper),
        activityUnitOf(paper),
        tutorOf(paper),
        referenceOf(paper),
        ['Version de l’avis', avisVersion > 1 ? `${avisVersion} (avis corrigé)` : undefined],
      ]),
      mention(paper),
      ...correction(paper),
      heading('Critères d’évaluation'),
      paragraph(countOf(form.criteria, form.version), { style: STYLES.label, gap: 0, joined: true }),
      criteriaTable(form.criteria),
      heading('Motivation de l’avis'),
      prose(motivation),
    ],
  };
}

/** The mention, where it is seen first. */
const mention = (paper: EvaluationPaper): Block =>
  panel(
    [
      paragraph(`Mention\u00a0: ${MENTION_NAMES[paper.mention]}`, { style: STYLES.mention, gap: 0 }),
      paragraph(givenBy(paper), { style: STYLES.cell, gap: 2 }),
    ],
    { bar: COLOURS.accent, gap: 16 },
  );

/** R20: the tutor gives an avis; a manager of the centre corrects it. */
function givenBy({ tutor, givenOn, avisVersion }: EvaluationPaper): string {
  if (avisVersion > 1) return `Avis corrigé par le centre, en date du ${inFrench(givenOn)}.`;
  return `Avis rendu le ${inFrench(givenOn)}${tutor ? ` par ${fullName(tutor)}` : ''}.`;
}

/** R20: that it corrects the one before, and why. */
const correction = ({ avisVersion, correctionReason }: EvaluationPaper): Block[] =>
  avisVersion > 1
    ? [
        heading('Correction de l’avis'),
        paragraph(`Cet avis (version\u00a0${avisVersion}) corrige et remplace le précédent.`, { gap: 4 }),
        ...(correctionReason ? [prose(`Motif\u00a0: ${correctionReason}`)] : []),
      ]
    : [];

const met = (criterion: EvaluatedCriterion): string => (criterion.met ? 'Satisfait' : 'Non satisfait');

function countOf(criteria: readonly EvaluatedCriterion[], version: number): string {
  const reached = criteria.filter((criterion) => criterion.met);
  const count = `${reached.length} sur ${criteria.length}`;
  const points = hasWeights(criteria) ? ` (${pointsOf(reached)} sur ${pointsOf(criteria)}\u00a0points)` : '';
  return `Critères satisfaits\u00a0: ${count}${points}. Formulaire en version\u00a0${version}.`;
}

const hasWeights = (criteria: readonly EvaluatedCriterion[]): boolean =>
  criteria.some(({ weight }) => weight !== undefined);

const pointsOf = (criteria: readonly EvaluatedCriterion[]): number =>
  criteria.reduce((sum, { weight = 0 }) => sum + weight, 0);

/** Each criterion, mandatory or not, and whether it is met: in words, never by colour alone. */
function criteriaTable(criteria: readonly EvaluatedCriterion[]): Block {
  const weighs = hasWeights(criteria);
  const points = weighs ? [{ title: 'Points', share: 0.1, align: 'right' as const }] : [];
  return table({
    columns: [
      { title: 'Critère', share: weighs ? 0.36 : 0.4, heads: true },
      ...points,
      { title: 'Appréciation', share: 0.16 },
      { title: 'Commentaire', share: weighs ? 0.38 : 0.44 },
    ],
    rows: criteria.map((criterion) => [
      criterionOf(criterion),
      ...(weighs ? [String(criterion.weight ?? '–')] : []),
      [{ text: met(criterion), face: criterion.met ? 'regular' : 'semibold' }],
      criterion.comment?.trim() ? criterion.comment : '–',
    ]),
  });
}

const criterionOf = ({ label, mandatory }: EvaluatedCriterion): RichText =>
  mandatory ? [{ text: label }, { text: '\nCritère obligatoire', face: 'italic', colour: COLOURS.accent }] : label;
