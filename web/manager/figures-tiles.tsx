import type { Child } from 'hono/jsx';
import type { Figures } from '../../domain/figures.ts';
import { inFigures } from '../staff/euros.ts';
import { daysOrDash, decimal, hundredths, partOf, percent } from './figures-in-french.ts';

/** The figures that one looks at first. */
export const Tiles = ({ figures }: { figures: Figures }) => {
  const { registrations, open, overdue, outcomes, delays, late, satisfaction } = figures;
  const concluded = outcomes.validated + outcomes.not_validated;
  return (
    <dl class="tiles">
      <Tile label="Inscriptions" figure={inFigures(registrations)}>
        {`dont ${inFigures(open.total)} en cours`}
      </Tile>
      <Tile label="En retard" figure={inFigures(overdue.total)}>
        {overdue.total === 0 ? 'aucun des dossiers en cours' : lateBy(overdue)}
      </Tile>
      <Tile label="Avis favorables" figure={concluded === 0 ? '–' : hundredths(outcomes.validated / concluded)}>
        {concluded === 0 ? 'aucun avis' : `${inFigures(outcomes.validated)} sur ${inFigures(concluded)} avis`}
      </Tile>
      <Tile label="Durée médiane, hors attente de l’auditeur" figure={daysOrDash(delays.whole.medianDays)}>
        {delays.whole.count === 0 ? 'aucun avis' : `neuf fois sur dix, au plus ${daysOrDash(delays.whole.p90Days)}`}
      </Tile>
      <Tile label="Corrections en retard" figure={percent(late.correction)}>
        {late.correction.of === 0 ? 'aucune correction' : partOf(late.correction)}
      </Tile>
      <Tile label="Satisfaction" figure={satisfaction.result ? `${decimal(satisfaction.result.mean)} sur 5` : '–'}>
        {satisfaction.withheld ?? `${inFigures(satisfaction.responses.count)} réponses`}
      </Tile>
    </dl>
  );
};

const Tile = ({ label, figure, children }: { label: string; figure: string; children?: Child }) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <span class="figure">{figure}</span>
      {children}
    </dd>
  </div>
);

const lateBy = ({ auditeur, tutor, staff }: Figures['overdue']): string =>
  [
    tutor > 0 ? `${inFigures(tutor)} chez le tuteur` : '',
    auditeur > 0 ? `${inFigures(auditeur)} chez l’auditeur` : '',
    staff > 0 ? `${inFigures(staff)} au centre` : '',
  ]
    .filter(Boolean)
    .join(', ');
