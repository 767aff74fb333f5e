import { randomUUID } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { atParis } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addDays, type PlainDate, workingDayFrom } from '../../domain/dates.ts';
import { type Caller, form } from './caller.ts';
import type { World } from './world.ts';

/** The people of one enrolment, and its id. */
export interface Dossier {
  id: string;
  path: string;
  email: string;
  tutorId: string;
  tutorEmail: string;
  staff: Caller;
  manager: Caller;
  tutor: Caller;
  auditeur: Caller;
  /** The criteria of the certification's form, all met. */
  criteria: { id: string; met: boolean }[];
}

export const CERTIFICATION = 'LIC-GEST';
export const ALL_MET = { acquainted: true, instructions: true, questions: true, planning: true };

export const registration = (email: string, more: object = {}) => ({
  auditeur: { firstName: 'Alix', lastName: 'Exemple', email },
  certification: CERTIFICATION,
  funding: { type: 'individual' },
  eligibility: { validatedUnits: 2, experienceMonths: 24 },
  cgv: { version: '2024', acceptedOn: '2024-10-01' },
  lateReason: 'Essai',
  ...more,
});

/** Registers an auditeur, and gives each role its caller. Nobody is assigned yet. */
export async function register(world: World, more: object = {}): Promise<Dossier> {
  const email = `alix-${randomUUID().slice(0, 8)}@example.org`;
  const [staff, manager] = [await world.as('staff'), await world.as('manager')];
  const { id } = await staff.post('/enrolments', registration(email, more));
  const { items: suggestions } = await staff.get(`/enrolments/${id}/tutor-suggestions`);
  const { id: tutorId, email: tutorEmail } = suggestions[0].tutor;
  const { items: certifications } = await staff.get('/certifications');
  const { evaluation } = certifications.find(({ code }: { code: string }) => code === CERTIFICATION);
  return {
    id,
    path: `/enrolments/${id}`,
    email,
    tutorId,
    tutorEmail,
    staff,
    manager,
    tutor: await world.asTutor(tutorId),
    auditeur: await world.asAuditeur(email),
    criteria: evaluation.criteria.map((criterion: { id: string }) => ({ id: criterion.id, met: true })),
  };
}

/** Step 1 begun: a tutor is there. */
export async function withTutor(world: World, more: object = {}): Promise<Dossier> {
  const dossier = await register(world, more);
  await dossier.staff.post(`${dossier.path}/tutor`, { tutorId: dossier.tutorId });
  return dossier;
}

/** The first working day at least so many days ahead. */
export async function workingDayIn(world: World, days: number): Promise<PlainDate> {
  const date = addDays(await world.today(), days);
  const year = Number(date.slice(0, 4));
  return workingDayFrom(date, publicHolidays(year, year + 1));
}

/** Step 2 begun: a first meeting is booked, at 10:00 on that working day. */
export async function withMeeting(world: World, days = 3): Promise<Dossier & { meetingOn: PlainDate }> {
  const dossier = await withTutor(world);
  const meetingOn = await workingDayIn(world, days);
  await dossier.auditeur.post(`${dossier.path}/meeting`, {
    startsAt: atParis(meetingOn, '10:00'),
    videoUrl: 'https://visio.example.org/salle',
  });
  return { ...dossier, meetingOn };
}

export interface Planned extends Dossier {
  planning: { reportDue: PlainDate; revisionDue: PlainDate };
}

/** Step 3 begun: the meeting was held today (recorded after the fact), with the planning given, else the proposed one. */
export async function withPlanning(world: World, planning?: Planned['planning']): Promise<Planned> {
  const dossier = await withTutor(world);
  const agreed = planning ?? (await proposal(dossier));
  await dossier.tutor.post(`${dossier.path}/meeting/outcome`, {
    held: true,
    heldOn: await world.today(),
    objectives: ALL_MET,
    planning: agreed,
  });
  return { ...dossier, planning: agreed };
}

export async function proposal({ tutor, path }: Dossier): Promise<Planned['planning']> {
  const { reportDue, revisionDue } = await tutor.get(`${path}/planning/proposal`);
  return { reportDue, revisionDue };
}

export async function aPdf(pages: number): Promise<{ name: string; content: Uint8Array }> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) pdf.addPage();
  return { name: 'rapport.pdf', content: await pdf.save() };
}

/** Step 3, the report deposited today. */
export async function withReport(world: World, planning?: Planned['planning']): Promise<Planned> {
  const dossier = await withPlanning(world, planning);
  await dossier.auditeur.post(`${dossier.path}/report`, form({}, await aPdf(7)));
  return dossier;
}

/** Step 4 begun: the correction returned today. */
export async function withCorrection(world: World, planning?: Planned['planning']): Promise<Planned> {
  const dossier = await withReport(world, planning);
  await dossier.tutor.post(`${dossier.path}/correction`, form({ remarks: 'Précisez vos responsabilités.' }));
  return dossier;
}

/** Step 5 begun: the report stays unchanged. */
export async function withRevision(world: World): Promise<Planned> {
  const dossier = await withCorrection(world);
  await dossier.auditeur.post(`${dossier.path}/revision`, form({ unchanged: 'true' }));
  return dossier;
}

export const favourable = ({ criteria }: Dossier) => ({
  mention: 'validated',
  motivation: 'Complet et analysé.',
  criteria,
});

export const unfavourable = ({ criteria }: Dossier) => ({
  mention: 'not_validated',
  motivation: 'L’analyse reste à approfondir.',
  criteria: criteria.map((criterion, index) => ({ ...criterion, met: index > 1 })),
});
