import { inFrench } from '../../domain/dates.ts';
import type { Outcome } from '../../domain/enrolment.ts';
import { duration } from '../../domain/french.ts';
import type { CompletionCertificatePaper } from '../../domain/papers.ts';
import { activityUnitOf, certificationOf, referenceOf, tutorOf } from './common-facts.ts';
import type { Block } from './flow.ts';
import { aboutOf, fullName, type Made } from './made.ts';
import { STYLES } from './sheet.ts';
import { signature } from './signature.ts';
import { facts } from './table.ts';
import { paragraph, subtitle, title } from './text-blocks.ts';

const TITLE = 'Certificat de réalisation';
const ACTION = 'Prestation d’accompagnement à la validation de l’unité d’activité';

/** The certificat de réalisation, in words: what was done, never how the report was judged. */
export function makeCompletionCertificate(paper: CompletionCertificatePaper): Made {
  const { centre, funder, from, to, totalMinutes, plannedMinutes, outcome, action = {} } = paper;
  return {
    title: TITLE,
    about: aboutOf(paper),
    blocks: [
      title(TITLE),
      subtitle(`Établi le ${inFrench(paper.issuedOn)}`),
      statement(paper),
      facts([
        ['Organisme', [centre.name, centre.legalNotice].filter(Boolean).join('\n')],
        ['Bénéficiaire', fullName(paper.auditeur)],
        ['Financeur', funder],
        ['Action', action.title ?? ACTION],
        ['Nature de l’action', action.nature],
        ['Cadre', action.legalReference],
        certificationOf(paper),
        activityUnitOf(paper),
        ['Dates', period(from, to)],
        ['Durée réalisée', `${duration(totalMinutes)} d’accompagnement individuel`],
        ['Durée comprise dans la prestation', duration(plannedMinutes)],
        ['Modalité', 'À distance'],
        ['Réalisation', DONE[outcome]],
        tutorOf(paper),
        referenceOf(paper),
      ]),
      signature(paper),
    ],
  };
}

const statement = ({ centre, auditeur, from, to, outcome }: CompletionCertificatePaper): Block =>
  paragraph(
    [
      { text: `${centre.name} certifie que ` },
      { text: fullName(auditeur), face: 'semibold' },
      {
        text: ` ${ended(outcome) ? 'a suivi' : 'a commencé'} l’action décrite ci-dessous, ${period(from, to)}, à distance.`,
      },
    ],
    { style: STYLES.lead, gap: 16 },
  );

const ended = (outcome: Outcome): boolean => outcome === 'validated' || outcome === 'not_validated';

/** The judgement on the report is no business of a funder. */
const DONE: Record<Outcome, string> = {
  validated: 'Menée à son terme',
  not_validated: 'Menée à son terme',
  withdrawn: 'Interrompue avant son terme, par abandon',
  expired: 'Interrompue à la limite de la prestation',
};

const period = (from: string, to: string): string =>
  from === to ? `le ${inFrench(from)}` : `du ${inFrench(from)} au ${inFrench(to)}`;
