import { PDFDocument, StandardFonts } from 'pdf-lib';
import { atParis, parisDate } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addDays, inFrench, inFrenchWithWeekday, type PlainDate, workingDayFrom } from '../../domain/dates.ts';
import type { MovableClock } from './clock.ts';
import type { Api } from './http.ts';

interface Enrolment {
  id: string;
  reference: string;
  limit: PlainDate;
  step: string;
  outcome?: string;
  due?: { date: PlainDate; explanation: string };
  certification: string;
}

interface Certification {
  code: string;
  title: string;
  tariff: string;
  minExperienceMonths: number;
  evaluation: { criteria: { id: string; label: string; mandatory: boolean }[] };
}

interface Tutor {
  id: string;
  firstName: string;
  lastName: string;
  capacity: number;
}

/** What the story is told with. */
export interface Telling {
  readonly api: Api;
  readonly clock: MovableClock;
  /** One line of the story. */
  tell(line: string): void;
  /** The mails that arrived since the last time. */
  mails(): Promise<{ to: string; subject: string }[]>;
}

/** One enrolment from registration to an unfavourable avis and its follow-up, each act by the person whose turn it is. */
export async function playStory(telling: Telling): Promise<string> {
  const { api, tell } = telling;
  const { certification, tutor } = await cast(api);
  const tutorApi = api.as(await tokenFor(api, { role: 'tutor', tutorId: tutor.id }));
  const learnerApi = api.as(await tokenFor(api, { role: 'auditeur', auditeurEmail: LEARNER.email }));

  await chapter(telling, 'Inscription');
  const { id, reference, limit } = await register(telling, certification);
  tell(
    `Dossier ${reference}\u00a0: ${LEARNER.firstName} ${LEARNER.lastName}, ${certification.title}\u00a0; limite le ${inFrench(limit)}.`,
  );

  await chapter(telling, 'Étape 1 — le tuteur');
  await api.post(`/enrolments/${id}/tutor`, { tutorId: tutor.id });
  tell(`${tutor.firstName} ${tutor.lastName} accompagne le dossier\u00a0; tous deux reçoivent leurs coordonnées.`);
  await delivered(telling);
  const meetingDay = await workingDayIn(telling, 9);
  await learnerApi.post(`/enrolments/${id}/meeting`, {
    startsAt: atParis(meetingDay, '10:00'),
    videoUrl: 'https://visio.example.org/premier-rendez-vous',
  });
  tell(`Premier rendez-vous fixé au ${inFrenchWithWeekday(meetingDay)} à 10 h.`);
  await delivered(telling);

  await chapter(telling, 'Étape 2 — le premier rendez-vous');
  await goTo(telling, meetingDay, '11:00');
  await delivered(telling);
  const planning = await agreePlanning(tutorApi, id);
  tell(
    `Tenu. Planning convenu\u00a0: rapport le ${inFrench(planning.reportDue)}, rapport révisé le ${inFrench(planning.revisionDue)}.`,
  );
  await delivered(telling);

  await chapter(telling, 'Étape 3 — le rapport et sa correction annotée');
  await goTo(telling, planning.reportDue, '17:00');
  await delivered(telling);
  const report = { name: 'rapport.pdf', content: await aReport(6) };
  const received = await learnerApi.upload<Enrolment>(`/enrolments/${id}/report`, report);
  tell(`Rapport déposé. ${received.due?.explanation ?? ''}`);
  await goTo(telling, await workingDayIn(telling, 12), '15:00');
  await tutorApi.form(`/enrolments/${id}/correction`, {
    remarks: 'Précisez vos responsabilités et donnez un exemple chiffré.',
  });
  tell('Correction annotée transmise.');
  await delivered(telling);

  await chapter(telling, 'Étape 4 — la révision');
  await goTo(telling, await workingDayIn(telling, 10), '18:00');
  await learnerApi.upload(`/enrolments/${id}/revision`, { name: 'rapport-revise.pdf', content: await aReport(7) });
  tell('Rapport révisé déposé.');
  await delivered(telling);

  await chapter(telling, 'Étape 5 — l’avis motivé');
  await goTo(telling, await workingDayIn(telling, 6), '09:30');
  await tutorApi.post(`/enrolments/${id}/avis`, unfavourableAvis(certification));
  tell('Avis rendu\u00a0: non validé. Un permanent du Cnam doit contacter l’auditrice.');
  await delivered(telling);
  await goTo(telling, await workingDayIn(telling, 4), '11:00');
  const closed = await api.post<Enrolment>(`/enrolments/${id}/follow-up`, {
    contactedOn: parisDate((await telling.clock.now()).toISOString()),
    summary: 'Échange téléphonique\u00a0: une nouvelle expérience sera prise en compte à la prochaine session.',
    path: 'new_enrolment',
  });
  tell('Suite construite ensemble : nouvelle inscription.');
  await delivered(telling);
  tell(`Le dossier ${reference} est clos\u00a0: ${closed.outcome === 'validated' ? 'validé' : 'non validé'}.`);
  return id;
}

const LEARNER = {
  firstName: 'Camille',
  lastName: 'Exemple',
  email: 'camille.exemple@example.org',
  phone: '+33 2 00 00 00 00',
};

async function cast(api: Api): Promise<{ certification: Certification; tutor: Tutor }> {
  const { items: certifications } = await api.get<{ items: Certification[] }>('/certifications');
  const certification = certifications.find(({ tariff }) => tariff === 'standard');
  if (!certification) throw new Error('Aucune certification au tarif ordinaire.');
  const { items: tutors } = await api.get<{
    items: (Tutor & { active: boolean; approved: unknown; certifications: string[] })[];
  }>('/tutors');
  const tutor = tutors.find((one) => one.active && one.approved && one.certifications.includes(certification.code));
  if (!tutor) throw new Error('Aucun tuteur pour cette certification.');
  return { certification, tutor };
}

async function tokenFor(api: Api, whom: { role: string; tutorId?: string; auditeurEmail?: string }): Promise<string> {
  const { token } = await api.post<{ token: string }>('/tokens', { label: `Démonstration (${whom.role})`, ...whom });
  return token;
}

async function register({ api, clock }: Telling, certification: Certification): Promise<Enrolment> {
  const today = parisDate((await clock.now()).toISOString());
  return api.post<Enrolment>('/enrolments', {
    auditeur: LEARNER,
    certification: certification.code,
    funding: { type: 'individual' },
    eligibility: { validatedUnits: 3, experienceMonths: Math.max(36, certification.minExperienceMonths) },
    cgv: { version: '2026', acceptedOn: today },
    lateReason: 'Dossier de démonstration, hors période d’inscription.',
  });
}

async function agreePlanning(tutorApi: Api, id: string): Promise<{ reportDue: PlainDate; revisionDue: PlainDate }> {
  const { reportDue, revisionDue } = await tutorApi.get<{ reportDue: PlainDate; revisionDue: PlainDate }>(
    `/enrolments/${id}/planning/proposal`,
  );
  const objectives = { acquainted: true, instructions: true, questions: true, planning: true };
  await tutorApi.post(`/enrolments/${id}/meeting/outcome`, {
    held: true,
    objectives,
    planning: { reportDue, revisionDue },
  });
  return { reportDue, revisionDue };
}

const unfavourableAvis = ({ evaluation }: Certification) => ({
  mention: 'not_validated',
  motivation: 'Le rapport décrit le contexte, mais pas encore l’activité au niveau attendu.',
  criteria: evaluation.criteria.map(({ id }, index) => ({ id, met: index !== 0 })),
});

async function chapter({ tell, clock }: Telling, title: string): Promise<void> {
  tell(`\n${title} (${inFrench(parisDate((await clock.now()).toISOString()))})`);
}

/** Time passes: reminders leave meanwhile. */
const goTo = ({ clock }: Telling, date: PlainDate, time: string): Promise<void> => clock.goTo(date, time);

async function workingDayIn({ clock }: Telling, days: number): Promise<PlainDate> {
  const date = addDays(parisDate((await clock.now()).toISOString()), days);
  const year = Number(date.slice(0, 4));
  return workingDayFrom(date, publicHolidays(year, year + 1));
}

const SETTLING_MS = 400;

/** Tells the mails that arrived, once no more come. */
async function delivered({ mails, tell }: Telling): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    const arrived = await mails();
    for (const { to, subject } of arrived) tell(`   ✉ ${to} : ${subject}`);
    quiet = arrived.length > 0 ? 0 : quiet + 1;
  }
}

async function aReport(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) {
    pdf.addPage().drawText(`Rapport d'activité, page ${page}`, { x: 60, y: 760, size: 14, font });
  }
  return pdf.save();
}
