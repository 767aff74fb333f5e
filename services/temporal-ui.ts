import { workflowIdOf } from '../workflows/messages.ts';
import type { Backend } from './backend.ts';
import type { Principal } from './principal.ts';

/** Where managers look into Temporal with their own eyes. */
export interface TemporalUi {
  /** Without a slash at its end. */
  url: string;
  namespace: string;
}

type WithUi = Pick<Backend, 'temporalUi'>;

const workflowsIn = ({ url, namespace }: TemporalUi): string =>
  `${url}/namespaces/${encodeURIComponent(namespace)}/workflows`;

/** The workflow of an enrolment in the Temporal UI; undefined where no such UI is known. */
export const enrolmentInTemporal = ({ temporalUi }: WithUi, enrolmentId: string): string | undefined =>
  temporalUi && `${workflowsIn(temporalUi)}/${workflowIdOf(enrolmentId)}`;

/** What a manager asks Temporal time and again, by its search attributes. */
const QUERIES: readonly { label: string; query: string }[] = [
  // Once closed, a workflow runs on for its last mails and the days during which its avis can be corrected.
  { label: 'En cours', query: 'ExecutionStatus="Running" AND EnrolmentStep!="closed"' },
  { label: 'En retard', query: 'Overdue=true' },
  { label: 'Tuteur à affecter', query: 'EnrolmentStep="tutor_assignment" AND WaitingFor="staff"' },
  {
    label: 'Rendez-vous à fixer',
    query: 'EnrolmentStep IN ("tutor_assignment", "first_meeting") AND WaitingFor="auditeur"',
  },
  { label: 'Compte rendu attendu', query: 'EnrolmentStep="first_meeting" AND WaitingFor="tutor"' },
  { label: 'Rapport attendu', query: 'EnrolmentStep="annotated_correction" AND WaitingFor="auditeur"' },
  { label: 'Correction attendue', query: 'EnrolmentStep="annotated_correction" AND WaitingFor="tutor"' },
  { label: 'Rapport révisé attendu', query: 'EnrolmentStep="revision"' },
  { label: 'Avis attendu', query: 'EnrolmentStep="final_avis" AND WaitingFor="tutor"' },
  { label: 'Suite du parcours attendue', query: 'EnrolmentStep="final_avis" AND WaitingFor="staff"' },
];

/** Saved queries in the Temporal UI, of the asker's centre where they belong to one; none where no such UI is known. */
export function savedQueries({ temporalUi }: WithUi, { centre }: Principal): { label: string; url: string }[] {
  if (!temporalUi) return [];
  const within = centre === null ? '' : ` AND Centre=${JSON.stringify(centre)}`;
  return QUERIES.map(({ label, query }) => ({
    label,
    url: `${workflowsIn(temporalUi)}?${new URLSearchParams({ query: `WorkflowType="enrolment" AND ${query}${within}` })}`,
  }));
}
