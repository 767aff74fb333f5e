import { randomUUID } from 'node:crypto';
import { parisDate } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addDays, workingDayFrom } from '../../domain/dates.ts';
import type { Visitor } from '../../web/visitor.ts';
import { registration } from '../api/house.ts';
import { pdfOf } from '../documents/made-files.ts';
import { type Site, visitorOf } from './site.ts';

/** How far an enrolment has come: what has just been done. `refused` is an unfavourable avis. */
const STAGES = ['registered', 'tutor', 'meeting', 'held', 'report', 'correction', 'revision', 'avis'] as const;
export type Stage = (typeof STAGES)[number] | 'refused' | 'withdrawn';

/** An enrolment told as far as wanted, and those who may visit its page. */
export interface Story {
  id: string;
  reference: string;
  /** Its page. */
  page: string;
  auditeur: Visitor;
  tutor: Visitor;
  staff: Visitor;
  manager: Visitor;
  administrator: Visitor;
  /** Whom it does not concern. */
  others: { auditeur: Visitor; tutor: Visitor };
}

const today = parisDate(new Date().toISOString());

/**
 * Tells an enrolment through the API, with the real clock: the site needs a Temporal server. Its tutor is somebody new, who
 * follows nobody else.
 */
export async function tell(site: Site, until: Stage, more: Record<string, unknown> = {}): Promise<Story> {
  const post = async (path: string, body: unknown) => {
    const { status, body: answered } = await site.house.ask('POST', `/api/${path}`, { body });
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answered)}`);
    return answered;
  };
  const tutor = await post('tutors', someTutor());
  const { id, reference, auditeur } = await post('enrolments', registration({ ...LATE, ...more }));
  const acts: Record<(typeof STAGES)[number], () => Promise<unknown>> = {
    registered: async () => undefined,
    tutor: () => post(`enrolments/${id}/tutor`, { tutorId: tutor.id }),
    meeting: () => post(`enrolments/${id}/meeting`, { startsAt: soon(), videoUrl: 'https://visio.example.org/salle' }),
    held: async () => post(`enrolments/${id}/meeting/outcome`, await held(site, id)),
    report: async () => post(`enrolments/${id}/report`, await aReport()),
    correction: () => post(`enrolments/${id}/correction`, formOf({ remarks: REMARKS })),
    revision: () => post(`enrolments/${id}/revision`, formOf({ unchanged: 'true' })),
    avis: async () => post(`enrolments/${id}/avis`, await avis(site, until === 'refused')),
  };
  const last = until === 'refused' ? 'avis' : until === 'withdrawn' ? 'tutor' : until;
  for (const stage of STAGES.slice(0, STAGES.indexOf(last) + 1)) {
    if (stage !== 'meeting' || last === 'meeting') await acts[stage]();
  }
  if (until === 'withdrawn') await post(`enrolments/${id}/withdrawal`, { reason: 'Changement de poste.' });
  const nameOf = ({ firstName, lastName }: typeof tutor) => `${firstName} ${lastName}`;
  return {
    id,
    reference,
    page: `/dossiers/${id}`,
    auditeur: visitorOf('auditeur', { email: auditeur.email, name: nameOf(auditeur) }),
    tutor: visitorOf('tutor', { email: tutor.email, tutorId: tutor.id, name: nameOf(tutor) }),
    staff: visitorOf('staff'),
    manager: visitorOf('manager'),
    administrator: visitorOf('administrator'),
    others: {
      auditeur: visitorOf('auditeur', { email: 'somebody.else@example.org' }),
      tutor: visitorOf('tutor', { tutorId: randomUUID(), email: 'another.tutor@example.org' }),
    },
  };
}

const LATE = { lateReason: 'Essai', registeredOn: today };
const REMARKS = 'Précisez vos responsabilités.\n\nIllustrez la partie 2 par un exemple.';

const someTutor = () => ({
  firstName: 'Marc',
  lastName: 'Petit',
  email: `marc.${randomUUID()}@example.org`,
  phone: '02 40 00 00 00',
  approved: { on: '2026-01-01', reference: 'R' },
  certifications: ['LIC-GEST'],
  capacity: 50,
});

/** Ten in the morning (an hour earlier in winter), some working days from now. */
function soon(): string {
  const year = Number(today.slice(0, 4));
  return `${workingDayFrom(addDays(today, 3), publicHolidays(year, year + 1))}T09:00:00.000Z`;
}

async function held({ house }: Site, id: string) {
  const { body } = await house.ask('GET', `/api/enrolments/${id}/planning/proposal`);
  const objectives = { acquainted: true, instructions: true, questions: true, planning: true };
  const { reportDue, revisionDue } = body;
  return { held: true, heldOn: today, objectives, planning: { reportDue, revisionDue } };
}

/** A real PDF, to be sent. */
export const aPdf = async (pages: number): Promise<Blob> =>
  new File([new Uint8Array(await pdfOf(pages))], 'rapport.pdf', { type: 'application/pdf' });

const aReport = async () => formOf({ file: await aPdf(7) });

function formOf(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

async function avis({ house }: Site, isUnfavourable: boolean) {
  const { body } = await house.ask('GET', '/api/certifications');
  const { evaluation } = body.items.find(({ code }: { code: string }) => code === 'LIC-GEST');
  const criteria = evaluation.criteria.map(({ id }: { id: string }, index: number) => ({
    id,
    met: !isUnfavourable || index > 1,
  }));
  const mention = isUnfavourable ? 'not_validated' : 'validated';
  return { mention, motivation: 'Un travail analysé et bien situé.', criteria };
}
