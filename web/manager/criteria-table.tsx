import type { EvaluationCriterion } from '../../domain/evaluation-forms.ts';
import { Badge } from '../view/badge.tsx';
import { Table } from '../view/table.tsx';

/** The criteria of a form, as the tutor reads them. */
export const CriteriaTable = ({ criteria }: { criteria: readonly EvaluationCriterion[] }) => (
  <Table
    caption="Critères"
    columns={[
      { label: 'Critère', cell: ({ label }) => label },
      { label: 'À regarder', cell: ({ help }) => help ?? '' },
      {
        label: 'Points',
        cell: ({ weight }) => (weight === undefined ? '' : String(weight).replace('.', ',')),
        numeric: true,
      },
      { label: 'Exigence', cell: ({ mandatory }) => (mandatory ? <Badge tone="info">Indispensable</Badge> : '') },
    ]}
    rows={criteria}
    empty="Ce formulaire n’a aucun critère."
  />
);
