import fc from 'fast-check';
import { actionsFor, COMMANDS, type CommandName, isAllowed, ROLES, type Role } from '../../domain/actions.ts';
import { apply, judge } from '../../domain/acts/acts.ts';
import type { Commands } from '../../domain/commands.ts';
import { addDays, type PlainDate } from '../../domain/dates.ts';
import { type Facts, openFacts, SITUATIONS, type Situation, STEPS } from '../../domain/enrolment.ts';
import { REFUSALS, RuleViolation } from '../../domain/errors.ts';
import type { MailRequest } from '../../domain/mails.ts';
import { dueIn, outcomeOf, situationOf, stepOf, waitingForIn } from '../../domain/progress.ts';
import type { Consequences } from '../../domain/record.ts';
import {
  CALENDAR,
  command,
  IN,
  noonOf,
  PUBLIC_HOLIDAYS,
  REPORT_FILE,
  START,
  slot,
  tutor,
  typographicFaults,
} from './given.ts';

/** A turn of a random story: time passes, then somebody tries something, sensible more often than not. */
interface Turn {
  days: number;
  /** Which command: mostly one that the table has, sometimes any. */
  choice: number;
  any: boolean;
  role: Role;
  /** What varies within a command. */
  whim: number;
  flag: boolean;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  days: fc.nat({ max: 6 }),
  choice: fc.nat({ max: 1_000 }),
  any: fc.boolean().chain((first) => fc.boolean().map((second) => first && second)),
  role: fc.constantFrom(...ROLES),
  whim: fc.integer({ min: 0, max: 29 }),
  flag: fc.boolean(),
});

/** The details of a command, so that it may be accepted or refused. */
function details(name: CommandName, today: PlainDate, { whim, flag }: Turn): object {
  const earlier = addDays(today, whim < 20 ? 0 : 20 - whim);
  switch (name) {
    case 'assignTutor':
      return {
        tutor: tutor({ id: `tutor-${whim % 3}`, code: `T-${whim % 3}`, load: whim % 11 }),
        hasReason: flag,
        forced: flag,
      };
    case 'bookMeeting':
      return { slot: slot(addDays(today, (whim % 7) - 1)) };
    case 'callOffMeeting':
    case 'withdraw':
    case 'expire':
      // Rarely, or no story would go far.
      return { hasReason: whim > 25 };
    case 'recordMeeting': {
      const planning = { reportDue: addDays(today, 10 + whim), revisionDue: addDays(today, 60 + whim * 2) };
      return whim % 4 === 0
        ? { held: false, heldOn: undefined, hasReason: flag }
        : { planning, heldOn: flag ? earlier : undefined };
    }
    case 'amendPlanning':
      return { planning: { reportDue: addDays(today, whim), revisionDue: addDays(today, 3 * whim) }, hasReason: flag };
    case 'submitReport':
      return { receivedOn: earlier, file: { ...REPORT_FILE, pages: flag ? 7 : 8 } };
    case 'returnCorrection':
      return { returnedOn: earlier, hasRemarks: flag };
    case 'submitRevision':
      return { receivedOn: earlier, unchanged: flag, file: undefined };
    case 'giveAvis':
    case 'correctAvis':
      return { givenOn: earlier, mention: whim % 3 === 0 ? 'validated' : 'not_validated', hasReason: flag };
    case 'recordFollowUp':
      return { contactedOn: earlier, hasSummary: flag };
    case 'logTime':
      return { date: earlier, minutes: whim * 3 };
    case 'extendLimit':
      return { limit: addDays(today, whim * 10), hasReason: flag };
  }
}

/** What leads on, three times as likely as the rest. */
const forward = (situation: Situation, role: Role): CommandName[] => {
  const leading = actionsFor(situation, role).filter((name) => !ASIDE.includes(name));
  return [...leading, ...leading, ...leading];
};
const ASIDE: readonly CommandName[] = [
  'withdraw',
  'expire',
  'extendLimit',
  'logTime',
  'callOffMeeting',
  'amendPlanning',
];

interface Act {
  name: CommandName;
  role: Role;
  today: PlainDate;
  before: Facts;
  situation: Situation;
  consequences?: Consequences;
  refusal?: RuleViolation;
}

function act(facts: Facts, today: PlainDate, given: Turn): Act {
  const situation = situationOf(facts, noonOf(today));
  const { role } = given;
  const offered = given.any ? COMMANDS : [...forward(situation, role), ...actionsFor(situation, role)];
  const name = offered[given.choice % (offered.length || 1)] ?? 'logTime';
  const order = command(name, today, { ...details(name, today, given), role } as Partial<Commands[typeof name]>);
  const told = { name, role, today, before: facts, situation };
  try {
    judge(name, facts, order);
  } catch (refusal) {
    if (!(refusal instanceof RuleViolation)) throw refusal;
    return { ...told, refusal };
  }
  return { ...told, consequences: apply(name, facts, order) };
}

/** Plays a story, its limit near or far; as the workflow does, it notes the day of each closing. */
function play(turns: readonly Turn[]): Act[] {
  const acts: Act[] = [];
  let facts = openFacts({ ...START, limit: addDays(START.registeredOn, 40 + 10 * (turns[0]?.whim ?? 0)) });
  let today = START.enteredOn;
  for (const given of turns) {
    today = addDays(today, given.days);
    const played = act(facts, today, given);
    acts.push(played);
    if (!played.consequences) continue;
    facts = played.consequences.facts;
    if (situationOf(facts, noonOf(today)) === 'closed' && !facts.closedOn) facts = { ...facts, closedOn: today };
  }
  return acts;
}

const story = fc.array(turn, { minLength: 1, maxLength: 60, size: 'max' });

/** Holds for each accepted command of many stories. */
const inEveryStory = (check: (accepted: Act & { consequences: Consequences }) => void): void =>
  fc.assert(
    fc.property(story, (turns) => {
      for (const played of play(turns)) {
        if (played.consequences) check({ ...played, consequences: played.consequences });
      }
    }),
    { numRuns: 150 },
  );

const stepIndex = (facts: Facts, today: PlainDate): number =>
  STEPS.indexOf(stepOf(facts, situationOf(facts, noonOf(today))));

const sequenceOf = (mail: MailRequest): number | undefined =>
  mail.name === 'meeting_booked' || mail.name === 'meeting_called_off' ? mail.facts.meeting.sequence : undefined;

describe('Whatever people do, in whatever order', () => {
  it('the stories go far: each situation is reached, each command is accepted and refused', () => {
    const acts = fc.sample(story, { numRuns: 500, seed: 20_261_123 }).flatMap(play);
    expect(new Set(acts.map(({ situation }) => situation))).toEqual(new Set(Object.keys(SITUATIONS)));
    const accepted = acts.filter(({ consequences }) => consequences);
    expect(new Set(accepted.map(({ name }) => name))).toEqual(new Set(COMMANDS));
    expect(new Set(acts.filter(({ refusal }) => refusal).map(({ name }) => name))).toEqual(new Set(COMMANDS));
  });

  it('steps never go back, except by a corrected avis', () =>
    inEveryStory(({ name, before, today, consequences }) => {
      if (name === 'correctAvis') return;
      expect(stepIndex(consequences.facts, today)).toBeGreaterThanOrEqual(stepIndex(before, today));
    }));

  it('a corrected avis leads to the follow-up or to the end, nowhere else', () =>
    inEveryStory(({ name, today, consequences }) => {
      if (name !== 'correctAvis') return;
      expect(['follow_up_awaited', 'closed']).toContain(situationOf(consequences.facts, noonOf(today)));
    }));

  it('nor does time alone lead back: only the hour of a meeting changes a situation', () =>
    inEveryStory(({ today, consequences: { facts } }) => {
      const situations = [0, 1, 10, 100, 1000].map((days) => situationOf(facts, noonOf(addDays(today, days))));
      for (const later of situations.slice(1)) {
        if (later !== situations[0]) expect([situations[0], later]).toEqual(['meeting_booked', 'meeting_to_record']);
      }
    }));

  it('there is one situation, of one step, waiting for one; an outcome if and only if it is closed', () =>
    inEveryStory(({ today, consequences: { facts } }) => {
      const situation = situationOf(facts, noonOf(today));
      expect(waitingForIn(situation)).toBe(SITUATIONS[situation]);
      expect(outcomeOf(facts) !== undefined).toBe(situation === 'closed');
      expect(stepOf(facts, situation) === 'closed').toBe(situation === 'closed');
      expect(waitingForIn(situation) === 'nobody').toBe(situation === 'closed' || situation === 'meeting_booked');
    }));

  it('what is awaited from the report on has a due date', () =>
    inEveryStory(({ today, consequences: { facts } }) => {
      const situation = situationOf(facts, noonOf(today));
      const dated = ['report_awaited', 'report_received', 'revision_awaited', 'avis_awaited', 'follow_up_awaited'];
      expect(dueIn(facts, situation) !== undefined).toBe(dated.includes(situation));
    }));

  it('only what the table has is accepted; a refusal for the state is what it has not, or an exception of its own', () => {
    fc.assert(
      fc.property(story, (turns) => {
        for (const { name, situation, refusal, consequences } of play(turns)) {
          const inTable = isAllowed(situation, 'administrator', name);
          if (consequences) expect([name, situation, inTable]).toEqual([name, situation, true]);
          if (!refusal) continue;
          expect(Object.keys(REFUSALS)).toContain(refusal.code);
          expect(typographicFaults(refusal.message)).toEqual([]);
          if (!inTable) expect(['enrolment.state', 'date.staff_only']).toContain(refusal.code);
          else if (REFUSALS[refusal.code] === 'state') expect(['recordMeeting', 'correctAvis']).toContain(name);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a tutor is written to once there is one, a former tutor when there was one', () =>
    inEveryStory(({ before, consequences: { facts, mails } }) => {
      if (!facts.tutor) expect(mails.map(({ to }) => to)).not.toContain('tutor');
      const former = mails.filter(({ to }) => to === 'former_tutor');
      for (const { tutorId } of former)
        expect([tutorId, facts.tutor?.id === tutorId]).toEqual([before.tutor?.id, false]);
    }));

  it('each avis is a new version, and nothing else changes it', () =>
    inEveryStory(({ name, before, consequences: { facts, accepted } }) => {
      const grows = name === 'giveAvis' || name === 'correctAvis';
      if (!grows) return expect(facts.avis).toEqual(before.avis);
      expect(facts.avis?.version).toBe((before.avis?.version ?? 0) + 1);
      expect(accepted.avis?.version).toBe(facts.avis?.version);
    }));

  it('the SEQUENCE of an invitation only rises', () => {
    fc.assert(
      fc.property(story, (turns) => {
        let last = -1;
        for (const { consequences } of play(turns)) {
          const told = [
            ...new Set((consequences?.mails ?? []).map(sequenceOf).filter((sequence) => sequence !== undefined)),
          ];
          for (const sequence of told) {
            expect(sequence).toBeGreaterThan(last);
            last = sequence;
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('minutes and limit only grow; the deadline of the correction counts from the first reception', () =>
    inEveryStory(({ name, before, consequences: { facts } }) => {
      expect(facts.tutoringMinutes).toBeGreaterThanOrEqual(before.tutoringMinutes);
      expect(facts.limit >= before.limit).toBe(true);
      if (name !== 'extendLimit') expect(facts.limit).toBe(before.limit);
      if (before.report) expect(facts.report?.due).toEqual(before.report.due);
    }));

  it('every accepted command is a line of the journal, in good French, and of a real date not to come', () =>
    inEveryStory(({ today, consequences: { lines, accepted } }) => {
      expect(lines.length).toBeGreaterThan(0);
      for (const { type, text } of lines) {
        expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
        expect(typographicFaults(text)).toEqual([]);
        expect(text).toMatch(/^[A-ZÀÉ\d{].*[.]$/);
      }
      expect(accepted.on <= today).toBe(true);
    }));

  it('judging and applying change nothing of what they were given', () =>
    inEveryStory(({ name, before, today }) => {
      const frozen = structuredClone(before);
      const order = command(name, today, { calendar: CALENDAR, publicHolidays: PUBLIC_HOLIDAYS } as object);
      apply(name, before, order);
      expect(before).toEqual(frozen);
    }));

  it('facts travel as JSON and come back the same', () => {
    for (const facts of Object.values(IN)) {
      const back = JSON.parse(JSON.stringify(facts)) as Facts;
      expect(situationOf(back, noonOf('2027-03-15'))).toBe(situationOf(facts, noonOf('2027-03-15')));
    }
  });
});
