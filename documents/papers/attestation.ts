import { inFrench } from '../../domain/dates.ts';
import type { AttestationPaper } from '../../domain/papers.ts';
import { activityUnitOf, auditeurOf, certificationOf, referenceOf, unitOf } from './common-facts.ts';
import type { Block } from './flow.ts';
import { aboutOf, fullName, type Made } from './made.ts';
import { panel } from './panel.ts';
import { COLOURS, STYLES } from './sheet.ts';
import { signature } from './signature.ts';
import { facts } from './table.ts';
import { paragraph, subtitle, title } from './text-blocks.ts';
import { verification } from './verification.ts';

const TITLE = 'Attestation de validation de l’unité d’activité';

/** The attestation de validation de l'unité d'activité, in words. */
export function makeAttestation(paper: AttestationPaper): Made {
  return {
    title: `${TITLE} n°\u00a0${paper.number}${paper.ended ? ' (copie sans valeur)' : ''}`,
    about: aboutOf(paper),
    blocks: [
      title(TITLE),
      subtitle(`N°\u00a0${paper.number}`),
      ...(paper.ended ? [outOfForce(paper.ended)] : []),
      statement(paper),
      facts([
        auditeurOf(paper),
        certificationOf(paper),
        activityUnitOf(paper),
        ['Inscription à la prestation', inFrench(paper.registeredOn)],
        ['Avis motivé «\u00a0validé\u00a0»', `rendu le ${inFrench(paper.givenOn)}`],
        ['Accompagnement et évaluation', paper.tutor && fullName(paper.tutor)],
        referenceOf(paper),
        ['Attestation délivrée', `le ${inFrench(paper.issuedOn)}`],
        ['Remplace l’attestation', paper.replaces && `n°\u00a0${paper.replaces}`],
      ]),
      paragraph(PURPOSE[paper.certification.kind], { gap: 12 }),
      ...(paper.ended ? [] : [signature(paper, true)]),
      verification(paper.code, paper.verificationUrl),
    ],
  };
}

const statement = (paper: AttestationPaper): Block =>
  paragraph(
    [
      { text: `${paper.centre.name} atteste que ` },
      { text: fullName(paper.auditeur), face: 'semibold' },
      { text: ' a validé l’unité d’activité ' },
      { text: unitOf(paper), face: 'semibold' },
      { text: ', au vu de son rapport d’activité et de l’avis motivé rendu le ' },
      { text: inFrench(paper.givenOn) },
      { text: '.' },
    ],
    { style: STYLES.lead, gap: 16 },
  );

/** What the attestation is for, and what it is not. */
const purpose = (ofWhat: string): string =>
  `Cette attestation est à joindre à la demande de délivrance ${ofWhat}, et n’en tient pas lieu.`;

const PURPOSE: Record<AttestationPaper['certification']['kind'], string> = {
  diploma: purpose('du diplôme'),
  title: purpose('du titre'),
  certificate: purpose('du certificat'),
};

/** On a copy of one that is no longer in force. */
function outOfForce({ as, on, by }: NonNullable<AttestationPaper['ended']>): Block {
  const since = `depuis le ${inFrench(on)}`;
  const why =
    as === 'replaced'
      ? `l’avis a été corrigé${by ? `, et l’attestation n°\u00a0${by} remplace celle-ci` : ', et une autre attestation remplace celle-ci'}`
      : 'l’avis a été corrigé, et l’attestation retirée';
  return panel([paragraph(`Copie sans valeur ${since}\u00a0: ${why}.`, { style: STYLES.notice, gap: 0 })], {
    fill: COLOURS.accent,
  });
}
