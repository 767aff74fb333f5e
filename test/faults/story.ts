import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { atParis, parisDate } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import type { CommandName } from '../../domain/actions.ts';
import { addDays, workingDayFrom } from '../../domain/dates.ts';
import type { Mention } from '../../domain/enrolment.ts';
import { form } from '../journeys/caller.ts';
import { ALL_MET, aPdf, CERTIFICATION, registration } from '../journeys/enrolments.ts';
import type { Body, PersistentClient } from './client.ts';

/** One enrolment on its way through the API, and how far it got. */
export interface Told {
  readonly email: string;
  /** The avis that it comes to. */
  readonly mention: Mention;
  id: string;
  done: number;
}

interface Act {
  readonly command: CommandName | 'register';
  readonly method?: string;
  readonly at: string;
  readonly body: Body;
}

/** Every act of a whole enrolment, in order: what a kill may interrupt. */
export interface Story {
  actsOf(told: Told): readonly Act[];
  /** Does the next act of an enrolment until it is done, whatever it takes. */
  next(told: Told): Promise<void>;
}

export const newcomer = (mention: Mention = 'not_validated'): Told => ({
  email: `alix-${randomUUID().slice(0, 8)}@example.org`,
  mention,
  id: '',
  done: 0,
});

const today = () => parisDate(new Date().toISOString());

function workingDayAhead(days: number) {
  const date = addDays(today(), days);
  const year = Number(date.slice(0, 4));
  return workingDayFrom(date, publicHolidays(year, year + 1));
}

/** Prepares the story: its tutor, its form, its planning, its report. */
export async function prepareStory(client: PersistentClient): Promise<Story> {
  const { items: tutors } = await client.get('/tutors?limit=200');
  const tutor = tutors.find(({ code }: { code: string }) => code === 'T-EXEMPLE');
  const { items: certifications } = await client.get('/certifications?limit=200');
  const { evaluation } = certifications.find(({ code }: { code: string }) => code === CERTIFICATION);
  const criteria = (met: boolean) => evaluation.criteria.map(({ id }: { id: string }) => ({ id, met }));
  const pdf = await aPdf(5);
  const day = today();
  const planning = { reportDue: addDays(day, 30), revisionDue: addDays(day, 90) };
  const toTheRevision: Act[] = [
    { command: 'register', at: '', body: undefined },
    { command: 'assignTutor', at: '/tutor', body: { tutorId: tutor.id } },
    { command: 'bookMeeting', at: '/meeting', body: { startsAt: atParis(workingDayAhead(3), '10:00') } },
    {
      command: 'recordMeeting',
      at: '/meeting/outcome',
      body: { held: true, heldOn: day, objectives: ALL_MET, planning },
    },
    { command: 'logTime', at: '/time-entries', body: { date: day, minutes: 20, label: 'Appel' } },
    { command: 'submitReport', at: '/report', body: () => form({}, pdf) },
    { command: 'returnCorrection', at: '/correction', body: () => form({ remarks: 'Précisez.' }) },
    { command: 'submitRevision', at: '/revision', body: () => form({}, pdf) },
  ];
  const avis = (mention: Mention): Act => ({
    command: 'giveAvis',
    at: '/avis',
    body: { mention, motivation: 'Un rapport à sa place.', criteria: criteria(mention === 'validated') },
  });
  const followUp: Act = {
    command: 'recordFollowUp',
    at: '/follow-up',
    body: { contactedOn: day, summary: 'Nouvelle inscription.', path: 'new_enrolment' },
  };
  const acts: Record<Mention, Act[]> = {
    validated: [...toTheRevision, avis('validated')],
    not_validated: [...toTheRevision, avis('not_validated'), followUp],
  };
  return {
    actsOf: ({ mention }) => acts[mention],
    async next(told) {
      const act = acts[told.mention][told.done];
      if (!act) return;
      const key = `${told.email} ${act.command}`;
      if (act.command === 'register') {
        told.id = (await client.ask('POST', '/enrolments', registration(told.email), key)).id;
      } else {
        await client.ask(act.method ?? 'POST', `/enrolments/${told.id}${act.at}`, act.body, key);
      }
      told.done += 1;
    },
  };
}

/** How much later each enrolment is than the one before: at any moment they are at different acts. */
const STAGGER_MS = 40;

/**
 * Plays enrolments to their end, in rounds: each enrolment is one act behind the one before it, and its request leaves
 * 40 ms later. In a round that `kills` names, the part dies while requests of every age (0 to 200 ms) are in flight, or
 * just after the last was answered.
 */
export async function play(
  story: Story,
  all: readonly Told[],
  kills: Readonly<Record<number, 'in flight' | 'answered'>>,
  kill: () => Promise<void>,
): Promise<void> {
  const rounds = Math.max(...all.map((told, index) => story.actsOf(told).length + index));
  for (let round = 0; round < rounds; round += 1) {
    const acting = all.filter((_, index) => index <= round);
    const requests = acting.map(async (told, index) => {
      await pause(((index + round) % all.length) * STAGGER_MS);
      await story.next(told);
    });
    const answered = Promise.all(requests);
    if (kills[round] === 'in flight') {
      await pause((all.length - 1) * STAGGER_MS);
      await kill();
    }
    await answered;
    if (kills[round] === 'answered') await kill();
  }
}
