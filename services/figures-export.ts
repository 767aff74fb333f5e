import type { FigureFilters } from '../db/figure-counts.ts';
import { DELAYS, type Figures } from '../domain/figures.ts';
import type { Cell, TableColumn } from '../domain/table.ts';
import { OUTCOME_NAMES, TURN_NAMES } from '../domain/words.ts';
import { tellAudit } from './audit.ts';
import { type Backend, present } from './backend.ts';
import type { Export } from './exports.ts';
import { type FiguresView, readFigures } from './figures.ts';
import type { Principal } from './principal.ts';

/** The figures as a CSV file, a line for all and one for each part; told in the audit log. */
export async function exportFigures(backend: Backend, principal: Principal, filters: FigureFilters): Promise<Export> {
  const figures = await readFigures(backend, principal, filters);
  const { today } = await present(backend);
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  await tellAudit(backend, principal, {
    action: 'figures.exported',
    text: `Chiffres exportés\u00a0: ${given.map(([name, value]) => `${name} = ${value}`).join(', ') || 'tous'}.`,
    centre: principal.centre,
  });
  return {
    fileName: `pilotage-${today}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    content: backend.tables.csv({ name: 'Pilotage', columns: COLUMNS, rows: rowsOf(figures) }),
  };
}

type Part = [kind: string, code: string, name: string, figures: Figures];

async function* rowsOf({ total, bySemester, byCertification, byTutor }: FiguresView): AsyncGenerator<Cell[]> {
  const parts: Part[] = [
    ['Ensemble', '', '', total],
    ...bySemester.map((part): Part => ['Semestre', part.semester, part.semester, part]),
    ...byCertification.map((part): Part => ['Certification', part.certification, part.title, part]),
    ...byTutor.map((part): Part => ['Tuteur', part.tutor.code, `${part.tutor.firstName} ${part.tutor.lastName}`, part]),
  ];
  for (const [kind, code, name, figures] of parts) {
    yield [kind, code, name, ...VALUES.map(({ value }) => value(figures))];
  }
}

const value = (title: string, kind: 'integer' | 'text', of: (figures: Figures) => Cell) => ({ title, kind, value: of });

const WAITED_FOR = ['auditeur', 'tutor', 'staff', 'nobody'] as const;
const OUTCOMES = ['validated', 'not_validated', 'withdrawn', 'expired'] as const;
const DELAY_TITLES = { assignment: 'Affectation', correction: 'Correction', avis: 'Avis', whole: 'Prestation entière' };

/** A share as French spreadsheets read it: « 0,333 ». */
const inDecimals = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : String(value).replace('.', ',');

const VALUES = [
  value('Inscriptions', 'integer', ({ registrations }) => registrations),
  value('En cours', 'integer', ({ open }) => open.total),
  ...WAITED_FOR.map((who) => value(`En cours, attendu\u00a0: ${TURN_NAMES[who]}`, 'integer', ({ open }) => open[who])),
  value('En retard', 'integer', ({ overdue }) => overdue.total),
  ...WAITED_FOR.map((who) =>
    value(`En retard, attendu\u00a0: ${TURN_NAMES[who]}`, 'integer', ({ overdue }) => overdue[who]),
  ),
  ...OUTCOMES.map((outcome) => value(OUTCOME_NAMES[outcome], 'integer', ({ outcomes }) => outcomes[outcome])),
  ...DELAYS.flatMap((name) => [
    value(`${DELAY_TITLES[name]}\u00a0: dossiers`, 'integer', ({ delays }) => delays[name].count),
    value(`${DELAY_TITLES[name]}\u00a0: médiane (jours)`, 'integer', ({ delays }) => delays[name].medianDays),
    value(`${DELAY_TITLES[name]}\u00a0: neuvième décile (jours)`, 'integer', ({ delays }) => delays[name].p90Days),
  ]),
  value('Corrections rendues', 'integer', ({ late }) => late.correction.of),
  value('Corrections en retard', 'integer', ({ late }) => late.correction.count),
  value('Avis rendus', 'integer', ({ late }) => late.avis.of),
  value('Avis en retard', 'integer', ({ late }) => late.avis.count),
  value('Dossiers accompagnés', 'integer', ({ tutoring }) => tutoring.enrolments),
  value('Minutes d’accompagnement', 'integer', ({ tutoring }) => tutoring.totalMinutes),
  value('Minutes par dossier', 'text', ({ tutoring }) => inDecimals(tutoring.meanMinutes)),
  value('Dossiers au-delà de deux heures', 'integer', ({ tutoring }) => tutoring.overAllowance),
  value('Enquêtes envoyées', 'integer', ({ satisfaction }) => satisfaction.responses.of),
  value('Réponses', 'integer', ({ satisfaction }) => satisfaction.responses.count),
  value(
    'Satisfaction sur 5',
    'text',
    ({ satisfaction }) => inDecimals(satisfaction.result?.mean) ?? satisfaction.withheld ?? null,
  ),
  value(
    'Part de satisfaits',
    'text',
    ({ satisfaction }) => inDecimals(satisfaction.result?.satisfied) ?? satisfaction.withheld ?? null,
  ),
];

const COLUMNS: TableColumn[] = [
  { title: 'Ensemble ou partie', kind: 'text' },
  { title: 'Code', kind: 'text' },
  { title: 'Nom', kind: 'text' },
  ...VALUES.map(({ title, kind }): TableColumn => ({ title, kind })),
];
