import { describeSituation } from '../domain/actions.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Situation, Step, WaitingFor } from '../domain/enrolment.ts';
import type { Backend } from './backend.ts';

/** What anybody who has the link may know of an enrolment: where it stands, nothing about anyone. */
export interface PublicDossier {
  reference: string;
  step: Step;
  waitingFor: WaitingFor;
  /** Where it stands, as the end of a French sentence. */
  standing: string;
  /** What is expected, as a French sentence; none once closed. */
  expected?: string;
  due?: PlainDate;
  overdue: boolean;
  handicapEmail?: string;
}

const EXPECTED: Record<Situation, string | undefined> = {
  no_tutor: 'Le centre affecte un tuteur\u00a0; l’auditeur en est informé par courriel.',
  no_meeting: 'L’auditeur prend contact avec son tuteur et ils fixent le premier rendez-vous, en visioconférence.',
  meeting_booked: 'Le premier rendez-vous aura lieu à la date convenue.',
  meeting_to_record: 'Le tuteur rend compte du premier rendez-vous.',
  report_awaited: 'L’auditeur dépose son rapport d’activité, de moins de huit pages.',
  report_received: 'Le tuteur transmet sa correction annotée.',
  revision_awaited: 'L’auditeur dépose son rapport révisé, ou indique qu’il reste inchangé.',
  avis_awaited: 'Le tuteur rend son avis motivé.',
  follow_up_awaited: 'Un conseiller prend contact avec l’auditeur pour construire la suite du parcours.',
  closed: undefined,
};

/** The public part of an enrolment, or undefined when there is none. */
export async function publicDossier(
  { stores }: Pick<Backend, 'stores'>,
  id: string,
): Promise<PublicDossier | undefined> {
  const found = await stores.enrolments.find(id);
  if (!found) return undefined;
  const { reference, step, waitingFor, situation, due, overdue, centre } = found;
  const handicapEmail = (await stores.centres.find(centre))?.handicapEmail;
  return {
    reference,
    step,
    waitingFor,
    standing: describeSituation(situation),
    expected: EXPECTED[situation],
    due: due?.date,
    overdue,
    handicapEmail,
  };
}
