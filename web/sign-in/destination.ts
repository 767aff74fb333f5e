import type { CommandName } from '../../domain/actions.ts';
import type { Backend } from '../../services/backend.ts';
import { readEnrolment } from '../../services/enrolments.ts';
import type { LinkReader } from '../../services/personal-links.ts';
import { paths } from '../paths.ts';

/** The page where something is done, and the command it gives: one that may not be given now is no place to go. */
interface Act {
  page: (id: string) => string;
  command?: CommandName;
}

const BOOK: Act = { page: paths.meeting, command: 'bookMeeting' };
const RECORD: Act = { page: paths.meetingOutcome, command: 'recordMeeting' };
const REPORT: Act = { page: paths.report, command: 'submitReport' };
const CORRECT: Act = { page: paths.correction, command: 'returnCorrection' };
const PLAN: Act = { page: paths.planning, command: 'amendPlanning' };
const REVISE: Act = { page: paths.revision, command: 'submitRevision' };
const AVIS: Act = { page: paths.avis, command: 'giveAvis' };
const SURVEY: Act = { page: paths.survey };

/** What each reader is asked to do, by what the mail is about (domain/personal-links.ts). */
const ACTS: Record<LinkReader['role'], Readonly<Record<string, Act>>> = {
  auditeur: { booking: BOOK, report: REPORT, revision: REVISE, survey: SURVEY, survey_reminder: SURVEY },
  tutor: {
    booking: BOOK,
    outcome: RECORD,
    report_received: CORRECT,
    correction: CORRECT,
    revision_short: PLAN,
    revision_received: AVIS,
    avis: AVIS,
  },
};

/** The pages that personal links lead to, besides the enrolment's own. */
export const DESTINATIONS: readonly string[] = Object.values(ACTS)
  .flatMap((acts) => Object.values(acts))
  .map(({ page }) => page(':id'));

/** Where a personal link leads its reader: to the very page of the act, else to the enrolment's, where what happened is read. */
export async function destinationOf(
  backend: Backend,
  { role, principal, about }: LinkReader,
  id: string,
): Promise<string> {
  const act = ACTS[role][about];
  if (!act) return paths.dossier(id);
  if (!act.command) return act.page(id);
  const { actions } = await readEnrolment(backend, principal, id);
  return actions.includes(act.command) ? act.page(id) : paths.dossier(id);
}
