import { hourInFrench, inFrench } from '../../domain/dates.ts';
import { duration } from '../../domain/french.ts';
import type { TutoringRecordPaper } from '../../domain/papers.ts';
import { activityUnitOf, auditeurOf, certificationOf, referenceOf, tutorOf } from './common-facts.ts';
import type { Block } from './flow.ts';
import { aboutOf, type Made } from './made.ts';
import { panel } from './panel.ts';
import { COLOURS, STYLES } from './sheet.ts';
import { facts, table } from './table.ts';
import { heading, paragraph, subtitle, title } from './text-blocks.ts';

const TITLE = 'Relevé d’accompagnement';

/** The relevé d'accompagnement, in words (R30). */
export function makeTutoringRecord(paper: TutoringRecordPaper): Made {
  return {
    title: TITLE,
    about: aboutOf(paper),
    blocks: [
      title(TITLE),
      subtitle(`Arrêté au ${inFrench(paper.issuedOn)}`),
      facts([auditeurOf(paper), certificationOf(paper), activityUnitOf(paper), tutorOf(paper), referenceOf(paper)]),
      heading('Temps d’accompagnement'),
      ...ledger(paper),
      balance(paper),
      heading('Confirmation par l’auditeur ou l’auditrice'),
      ...confirmations(paper),
    ],
  };
}

function ledger({ entries, totalMinutes }: TutoringRecordPaper): Block[] {
  if (entries.length === 0) return [paragraph('Aucun temps d’accompagnement n’est enregistré.', { gap: 4 })];
  return [
    table({
      columns: [
        { title: 'Date', share: 0.23, heads: true },
        { title: 'Objet', share: 0.38 },
        { title: 'Tuteur ou tutrice', share: 0.23 },
        { title: 'Durée', share: 0.16, align: 'right' },
      ],
      rows: entries.map(({ date, label, tutor, minutes }) => [inFrench(date), label, tutor ?? '–', duration(minutes)]),
      total: { label: 'Total', figure: duration(totalMinutes) },
    }),
  ];
}

/** The total against the two hours; beyond them, by how much. */
function balance({ totalMinutes, allowanceMinutes }: TutoringRecordPaper): Block {
  const total = `Total\u00a0: ${duration(totalMinutes)} sur ${duration(allowanceMinutes)} comprises dans la prestation`;
  const left = allowanceMinutes - totalMinutes;
  const rest =
    left < 0
      ? `Dépassement\u00a0: ${duration(-left)} au-delà de la durée comprise dans la prestation.`
      : left === 0
        ? 'La durée comprise dans la prestation est entièrement employée.'
        : `Temps restant\u00a0: ${duration(left)}.`;
  return panel(
    [
      paragraph(total, { style: STYLES.columnTitle, gap: 0 }),
      paragraph(rest, { style: left < 0 ? EXCEEDED : STYLES.cell, gap: 2 }),
    ],
    left < 0 ? { bar: COLOURS.accent } : {},
  );
}

const EXCEEDED = { ...STYLES.columnTitle, colour: COLOURS.accent };

function confirmations({ confirmations: given, totalMinutes }: TutoringRecordPaper): Block[] {
  if (given.length === 0) {
    return [paragraph('Ce relevé n’a pas été confirmé à ce jour.', { gap: 4 })];
  }
  const latest = given.at(-1)?.totalMinutes;
  return [
    table({
      columns: [
        { title: 'Confirmé le (heure de Paris)', share: 0.37, heads: true },
        { title: 'Par', share: 0.43 },
        { title: 'Total confirmé', share: 0.2, align: 'right' },
      ],
      rows: given.map(({ confirmedOn, confirmedTime, confirmedBy, totalMinutes: total }) => [
        `${inFrench(confirmedOn)} à ${hourInFrench(confirmedTime)}`,
        confirmedBy,
        duration(total),
      ]),
    }),
    ...(latest === totalMinutes
      ? []
      : [paragraph('Le relevé a changé depuis la dernière confirmation.', { style: EXCEEDED })]),
  ];
}
