import type { EnrolmentStart, Outcome } from '../domain/enrolment.ts';
import { outcomeOf, situationOf } from '../domain/progress.ts';
import { workflowNow } from './clock.ts';
import { archive, close, reopened } from './closing.ts';
import { takeCommands } from './commands.ts';
import { type Dossier, note, open, register } from './dossier.ts';
import { enter } from './steps.ts';
import { Ended, waitFor, watchLimit } from './wait.ts';

/**
 * The prestation d'accompagnement à la validation de l'unité d'activité, for one auditeur: five steps, and what follows
 * an unfavourable avis. It waits for people, reminds them, and decides nothing in their place.
 */
export async function enrolment(start: EnrolmentStart): Promise<{ outcome?: Outcome }> {
  const dossier = open(start);
  register(dossier);
  takeCommands(dossier);
  const limitWatched = watchLimit(dossier);

  try {
    await tutorAssignment(dossier);
    await firstMeeting(dossier);
    await annotatedCorrection(dossier);
    await revision(dossier);
    await finalAvis(dossier);
  } catch (reason) {
    if (!(reason instanceof Ended)) throw reason; // withdrawn (R33) or expired (R34)
    close(dossier);
  }

  await limitWatched;
  await archive(dossier);
  return { outcome: outcomeOf(dossier.facts) };
}

/** Step 1: the auditeur learns by mail who the tutor is, and contacts them to fix a first meeting. */
async function tutorAssignment(dossier: Dossier): Promise<void> {
  enter(dossier, 'tutor_assignment', dossier.facts.registeredOn);
  await waitFor(dossier, 'tutor', () => dossier.facts.tutor);
  await waitFor(dossier, 'booking', () => booked(dossier));
}

/** A first meeting was booked (called off since, perhaps: steps never go back), or was held without a booking (R35). */
const booked = ({ facts }: Dossier) => facts.planning ?? (facts.invitations > 0 || undefined);

/** Step 2: thirty minutes by video; four objectives; a planning of at most two semesters. */
async function firstMeeting(dossier: Dossier): Promise<void> {
  enter(dossier, 'first_meeting', dossier.facts.heldOn);
  while (!dossier.facts.planning) {
    if (dossier.facts.meeting) await bookedMeeting(dossier);
    else await waitFor(dossier, 'booking', () => dossier.facts.meeting ?? dossier.facts.planning);
  }
}

/** The meeting is recalled the day before; once its hour has come, the tutor says what came of it. It can be moved. */
async function bookedMeeting(dossier: Dossier): Promise<void> {
  const { meeting } = dossier.facts;
  const movedOrRecorded = () => dossier.facts.planning !== undefined || dossier.facts.meeting !== meeting || undefined;
  const hourCome = () => (meeting && workflowNow() >= meeting.startsAt) || undefined;

  await waitFor(dossier, 'meeting', () => movedOrRecorded() ?? hourCome());
  if (movedOrRecorded()) return;
  note(dossier, 'meeting.to_record', 'L’heure du rendez-vous est venue\u00a0: le compte rendu est attendu du tuteur.');
  await waitFor(dossier, 'outcome', movedOrRecorded);
}

/** Step 3: on reception, at the date butoir, an annotated correction within 4 weeks, or 6 with school holidays. */
async function annotatedCorrection(dossier: Dossier): Promise<void> {
  enter(dossier, 'annotated_correction', dossier.facts.heldOn);
  await waitFor(dossier, 'report', () => dossier.facts.report);
  await waitFor(dossier, 'correction', () => dossier.facts.correction);
}

/** Step 4: the auditeur takes the remarks into account, and changes the report or not. */
async function revision(dossier: Dossier): Promise<void> {
  enter(dossier, 'revision', dossier.facts.correction?.returnedOn);
  await waitFor(dossier, 'revision', () => dossier.facts.revision);
}

/** Step 5: a reasoned avis, validé or non validé. A corrected avis may reopen what follows an unfavourable one (R20). */
async function finalAvis(dossier: Dossier): Promise<void> {
  enter(dossier, 'final_avis', dossier.facts.revision?.receivedOn);
  await waitFor(dossier, 'avis', () => dossier.facts.avis);
  do {
    await followUp(dossier);
    close(dossier);
  } while (await reopened(dossier));
}

/** R21: after an unfavourable avis, a permanent of the Cnam builds with the auditeur what follows. */
async function followUp(dossier: Dossier): Promise<void> {
  const missing = () => situationOf(dossier.facts, workflowNow()) === 'follow_up_awaited';
  if (missing() && dossier.facts.followUpReopenedOn) enter(dossier, 'final_avis');
  if (missing()) await waitFor(dossier, 'follow_up', () => !missing() || undefined);
}
