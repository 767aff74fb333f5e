import { setTimeout as pause } from 'node:timers/promises';
import { atParis } from '../../calendar/paris-time.ts';
import { addDays, type PlainDate } from '../../domain/dates.ts';
import { form } from '../journeys/caller.ts';
import {
  ALL_MET,
  aPdf,
  type Dossier,
  favourable,
  proposal,
  register,
  unfavourable,
  withCorrection,
  withMeeting,
  withPlanning,
  withReport,
  withRevision,
  withTutor,
  workingDayIn,
} from '../journeys/enrolments.ts';
import type { World } from '../journeys/world.ts';

/** Lives an enrolment through one path of the process, in a world of its own; answers whose history it was. */
export type Story = (world: World) => Promise<Dossier>;

const sleep = async (world: World, days: number) => world.goTo(addDays(await world.today(), days));
const archived = (world: World) => sleep(world, 62);

/** A tutor other than the enrolment's, who may be given it. */
async function anotherTutor({ staff, path, tutorId }: Dossier): Promise<string> {
  const { items } = await staff.get(`${path}/tutor-suggestions`);
  const other = items.find(({ tutor }: { tutor: { id: string } }) => tutor.id !== tutorId);
  return other.tutor.id;
}

async function followedUp(world: World, { staff, path }: Dossier): Promise<void> {
  const contactedOn = await world.today();
  await staff.post(`${path}/follow-up`, { contactedOn, summary: 'Un échange.', path: 'new_enrolment' });
}

/** The shortest path: booked, held at its hour, each thing in its time, validated, and archived 60 days later. */
const favourableStory: Story = async (world) => {
  const dossier = await withMeeting(world);
  const { tutor, auditeur, path, meetingOn } = dossier;
  await world.goTo(meetingOn, '10:31');
  const planning = await proposal(dossier);
  await tutor.post(`${path}/meeting/outcome`, { held: true, objectives: ALL_MET, planning });
  await sleep(world, 1);
  await auditeur.post(`${path}/report`, form({}, await aPdf(5)));
  await sleep(world, 2);
  await tutor.post(`${path}/correction`, form({ remarks: 'Précisez.' }));
  await sleep(world, 1);
  await auditeur.post(`${path}/revision`, form({}, await aPdf(6)));
  await sleep(world, 1);
  await tutor.post(`${path}/avis`, favourable(dossier));
  await archived(world);
  return dossier;
};

/** An unfavourable avis, reminders and escalation for the follow-up, then the follow-up. */
const unfavourableStory: Story = async (world) => {
  const dossier = await withRevision(world);
  await dossier.tutor.post(`${dossier.path}/avis`, unfavourable(dossier));
  await sleep(world, 18);
  await followedUp(world, dossier);
  await archived(world);
  return dossier;
};

/** A favourable avis corrected after the closing: the follow-up is reopened, and the 60 days count again. */
const correctedAvis: Story = async (world) => {
  const dossier = await withRevision(world);
  const { tutor, manager, path } = dossier;
  await tutor.post(`${path}/avis`, favourable(dossier));
  await sleep(world, 30);
  await manager.post(`${path}/avis/correction`, { ...unfavourable(dossier), reason: 'Une erreur de saisie.' });
  await sleep(world, 3);
  await followedUp(world, dossier);
  await sleep(world, 5);
  await manager.post(`${path}/avis/correction`, { ...favourable(dossier), reason: 'Le jury a tranché.' });
  await archived(world);
  return dossier;
};

/** A meeting moved, called off, missed; another tutor; a planning amended; time logged; the limit extended. */
const eventful: Story = async (world) => {
  const dossier = await withMeeting(world);
  const { staff, manager, tutor, auditeur, path } = dossier;
  const book = async (days: number) =>
    auditeur.post(`${path}/meeting`, { startsAt: atParis(await workingDayIn(world, days), '14:00') });
  await book(4);
  await auditeur.delete(`${path}/meeting`, { reason: 'Un empêchement.' });
  await book(5);
  await world.goTo(await workingDayIn(world, 5), '15:00');
  await sleep(world, 3);
  await tutor.post(`${path}/meeting/outcome`, { held: false, reason: 'Absence.' });
  await book(5);
  const tutorId = await anotherTutor(dossier);
  await staff.post(`${path}/tutor`, { tutorId, reason: 'Un congé.', force: true });
  const replaced = { ...dossier, tutor: await world.asTutor(tutorId), tutorId };
  const planning = await proposal(replaced);
  const heldOn = await world.today();
  await staff.post(`${path}/meeting/outcome`, {
    held: true,
    heldOn,
    objectives: ALL_MET,
    planning,
    note: 'Par téléphone.',
  });
  const revisionDue = addDays(planning.revisionDue, 7);
  await replaced.tutor.put(`${path}/planning`, { ...planning, revisionDue, reason: 'D’un commun accord.' });
  await replaced.tutor.post(`${path}/time-entries`, { date: heldOn, minutes: 100, label: 'Relecture' });
  await manager.post(`${path}/limit`, { limit: addDays(await limitOf(dossier), 60), reason: 'Une maladie.' });
  await auditeur.post(`${path}/report`, form({}, await aPdf(3)));
  await auditeur.post(`${path}/report`, form({}, await aPdf(4)));
  await replaced.tutor.post(`${path}/correction`, form({}, await aPdf(12)));
  await staff.post(
    `${path}/revision`,
    form({ unchanged: 'true', receivedOn: await world.today(), note: 'Par courriel.' }),
  );
  await replaced.tutor.post(`${path}/avis`, favourable(dossier));
  await archived(world);
  return replaced;
};

const limitOf = async ({ staff, path }: Dossier): Promise<PlainDate> => (await staff.get(path)).limit;

/** Withdrawn while the correction is awaited. */
const withdrawn: Story = async (world) => {
  const dossier = await withReport(world);
  await sleep(world, 3);
  await dossier.auditeur.post(`${dossier.path}/withdrawal`, { reason: 'Un nouvel emploi.' });
  await world.settled();
  return dossier;
};

/** Nobody books: reminders until the limit is reached, warnings before it and at it, then a manager closes it. */
const expired: Story = async (world) => {
  const dossier = await withTutor(world);
  await world.goTo(addDays(await limitOf(dossier), 10));
  await dossier.manager.post(`${dossier.path}/expiry`, { reason: 'Sans nouvelles.' });
  await world.settled();
  return dossier;
};

/** Staff forget the tutor, then everyone is late at every step, and does it in the end. */
const late: Story = async (world) => {
  const dossier = await register(world);
  const { staff, tutor, auditeur, tutorId, path } = dossier;
  await sleep(world, 17);
  await staff.post(`${path}/tutor`, { tutorId });
  await sleep(world, 23);
  const day = await workingDayIn(world, 2);
  await auditeur.post(`${path}/meeting`, { startsAt: atParis(day, '09:00') });
  await world.goTo(addDays(day, 9));
  const today = await world.today();
  const planning = { reportDue: addDays(today, 20), revisionDue: addDays(today, 75) };
  await tutor.post(`${path}/meeting/outcome`, { held: true, objectives: ALL_MET, planning });
  await world.goTo(addDays(planning.reportDue, 10));
  await auditeur.post(`${path}/report`, form({}, await aPdf(7)));
  await world.goTo(addDays((await staff.get(path)).due.date, 9));
  await tutor.post(`${path}/correction`, form({ remarks: 'Précisez.' }));
  await sleep(world, 5);
  await auditeur.post(`${path}/revision`, form({ unchanged: 'true' }));
  await sleep(world, 24);
  await tutor.post(`${path}/avis`, favourable(dossier));
  await archived(world);
  return dossier;
};

/** A correction is running when the ministry adds holidays: its deadline moves, and its reminders with it. */
const calendarChanged: Story = async (world) => {
  const dossier = await withPlanning(world);
  const receivedOn = await dayWithoutHolidays(world, dossier);
  await world.goTo(receivedOn);
  await dossier.auditeur.post(`${dossier.path}/report`, form({}, await aPdf(7)));
  const [from, to] = [addDays(receivedOn, 10), addDays(receivedOn, 14)];
  const csv = `Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances inventées;-;${from}T00:00:00+00:00;${to}T00:00:00+00:00;Nantes;Zone B;${schoolYear(from)}
`;
  await dossier.manager.put('/calendar', form({}, { name: 'calendrier.csv', content: Buffer.from(csv) }));
  await sleep(world, 30);
  await dossier.tutor.post(`${dossier.path}/correction`, form({ remarks: 'Précisez.' }));
  await world.settled();
  return dossier;
};

/** The first day to come after which four weeks hold no school holiday. */
async function dayWithoutHolidays(world: World, { staff, path }: Dossier): Promise<PlainDate> {
  for (let day = addDays(await world.today(), 1); ; day = addDays(day, 1)) {
    const { correctionWeeks } = await staff.get(`${path}/planning/proposal?reportDue=${day}`);
    if (correctionWeeks === 4) return day;
  }
}

function schoolYear(date: PlainDate): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '08-01' ? 1 : 0);
  return `${year}-${year + 1}`;
}

/** Longer than a record is tried by the worker alone: its next try waits on a timer, which stands in the history. */
const OUTAGE_MS = 17_000;

/** The database refuses a record for a while; what was commanded is recorded in the end. */
const outage: Story = async (world) => {
  const dossier = await register(world);
  const { staff, path, tutorId } = dossier;
  await world.query('alter table journal add constraint not_now check (false) not valid');
  const begin = Date.now();
  await staff.ask('POST', `${path}/tutor`, { tutorId });
  await pause(begin + OUTAGE_MS - Date.now());
  await world.query('alter table journal drop constraint not_now');
  await sleep(world, 2);
  await staff.post(`${path}/withdrawal`, { reason: 'Un nouvel emploi.' });
  await world.settled();
  return dossier;
};

/** Left in the middle: histories of enrolments that still run are replayed too. */
const running: Story = async (world) => {
  const dossier = await withCorrection(world);
  await sleep(world, 2);
  return dossier;
};

/** Every path that histories are kept of; the names are those of their files. */
export const STORIES: Readonly<Record<string, Story>> = {
  favourable: favourableStory,
  unfavourable: unfavourableStory,
  'corrected-avis': correctedAvis,
  eventful,
  withdrawn,
  expired,
  late,
  'calendar-changed': calendarChanged,
  outage,
  running,
};
