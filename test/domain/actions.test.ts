import { actionsFor, COMMANDS, type CommandName, isAllowed, mayEver, ROLES, type Role } from '../../domain/actions.ts';
import { SITUATIONS, type Situation } from '../../domain/enrolment.ts';
import { situationOf, stepOf, waitingForIn } from '../../domain/progress.ts';
import { IN, noonOf, refused, TODAY } from './given.ts';

/**
 * The whole table, situation × role × command. A: auditeur, T: tutor, S: staff (so also managers and administrators),
 * M: managers and administrators only, -: nobody.
 */
const TABLE = `
                   no_     no_      meeting_  meeting_   report_  report_   revision_  avis_    follow_up_
                   tutor   meeting  booked    to_record  awaited  received  awaited    awaited  awaited     closed
  assignTutor      S       S        S         S          S        S         S          S        -           -
  bookMeeting      -       ATS      ATS       ATS        -        -         -          -        -           -
  callOffMeeting   -       -        ATS       ATS        -        -         -          -        -           -
  recordMeeting    -       TS       TS        TS         -        -         -          -        -           -
  amendPlanning    -       -        -         -          TS       TS        TS         -        -           -
  submitReport     -       -        -         -          AS       AS        -          -        -           -
  returnCorrection -       -        -         -          -        TS        -          -        -           -
  submitRevision   -       -        -         -          -        -         AS         -        -           -
  giveAvis         -       -        -         -          -        -         -          TS       -           -
  correctAvis      -       -        -         -          -        -         -          -        M           M
  recordFollowUp   -       -        -         -          -        -         -          -        S           -
  logTime          -       TS       TS        TS         TS       TS        TS         TS       TS          -
  withdraw         AS      AS       AS        AS         AS       AS        AS         AS       -           -
  extendLimit      M       M        M         M          M        M         M          M        M           -
  expire           M       M        M         M          M        M         M          M        -           -
`;

const SITUATION_NAMES = Object.keys(SITUATIONS) as Situation[];
const LETTERS: Record<Role, string> = { auditeur: 'A', tutor: 'T', staff: 'S', manager: 'SM', administrator: 'SM' };

const cells = TABLE.trim()
  .split('\n')
  .slice(2)
  .flatMap((line) => {
    const [name, ...who] = line.trim().split(/\s+/);
    return SITUATION_NAMES.map((situation, column) => ({ command: name as CommandName, situation, who: who[column]! }));
  });

const expected = (who: string, role: Role): boolean => [...LETTERS[role]].some((letter) => who.includes(letter));

describe('The table of commands: situation × role', () => {
  it('has every command in every situation', () => {
    expect(cells).toHaveLength(COMMANDS.length * SITUATION_NAMES.length);
    expect([...new Set(cells.map((cell) => cell.command))]).toEqual([...COMMANDS]);
    expect(cells.every(({ who }) => /^(-|S|M|AS|TS|ATS)$/.test(who))).toBe(true);
  });

  describe.each(cells)('$command in $situation: $who', ({ command: name, situation, who }) => {
    it.each(ROLES)('by %s', (role) => {
      expect(isAllowed(situation, role, name)).toBe(expected(who, role));
      expect(actionsFor(situation, role).includes(name)).toBe(expected(who, role));
    });
  });

  it.each(ROLES)('what %s may never do, whatever the situation (403), is what the table never gives them', (role) => {
    for (const name of COMMANDS) {
      const ever = cells.some((cell) => cell.command === name && expected(cell.who, role));
      expect([name, mayEver(role, name)]).toEqual([name, ever]);
    }
  });
});

describe('State is looked at before any rule (409 before 422)', () => {
  /** Each breaks every rule it can: no reason, no file, dates far in the future. */
  const NONSENSE: { [Name in CommandName]: object } = {
    assignTutor: {
      tutor: { id: 'x', code: 'X', active: false, approved: false, coversCertification: false, load: 9, capacity: 0 },
    },
    bookMeeting: { slot: { startsAt: '2020-01-04T03:00:00.000Z', date: '2020-01-04', time: '04:00' } },
    callOffMeeting: { hasReason: false },
    recordMeeting: { heldOn: '2099-01-01', objectives: undefined, planning: undefined },
    amendPlanning: { hasReason: false, planning: { reportDue: '2020-01-01', revisionDue: '2099-01-01' } },
    submitReport: { file: undefined, receivedOn: '2099-01-01' },
    returnCorrection: { hasRemarks: false, returnedOn: '2099-01-01' },
    submitRevision: { file: undefined, receivedOn: '2099-01-01' },
    giveAvis: { mention: undefined, hasMotivation: false, answers: [], givenOn: '2099-01-01' },
    correctAvis: { mention: undefined, hasMotivation: false, answers: [], givenOn: '2099-01-01', hasReason: false },
    recordFollowUp: { contactedOn: undefined, path: undefined, hasSummary: false },
    logTime: { date: '2099-01-01', minutes: -1 },
    withdraw: { hasReason: false },
    extendLimit: { limit: '2020-01-01', hasReason: false },
    expire: { hasReason: false },
  };

  it.each(cells.filter(({ who }) => who === '-'))(
    '$command in $situation is refused for its situation',
    ({ command: name, situation }) => {
      expect(refused(IN[situation], name, TODAY, NONSENSE[name])?.code).toBe('enrolment.state');
      expect(refused(IN[situation], name)?.code).toBe('enrolment.state');
    },
  );

  it.each(cells.filter(({ who }) => who !== '-'))(
    '$command in $situation is refused for a rule',
    ({ command: name, situation }) => {
      const code = refused(IN[situation], name, TODAY, NONSENSE[name])?.code;
      expect(code).toBeDefined();
      expect(code).not.toBe('enrolment.state');
    },
  );

  it('a date that a role may not give (403) comes before the state', () =>
    expect(refused(IN.closed, 'submitReport', TODAY, { role: 'auditeur', receivedOn: '2027-03-01' })?.code).toBe(
      'date.staff_only',
    ));
});

describe('The ten situations, their steps and whom they wait for', () => {
  it.each([
    ['no_tutor', 'tutor_assignment', 'staff'],
    ['no_meeting', 'tutor_assignment', 'auditeur'],
    ['meeting_booked', 'first_meeting', 'nobody'],
    ['meeting_to_record', 'first_meeting', 'tutor'],
    ['report_awaited', 'annotated_correction', 'auditeur'],
    ['report_received', 'annotated_correction', 'tutor'],
    ['revision_awaited', 'revision', 'auditeur'],
    ['avis_awaited', 'final_avis', 'tutor'],
    ['follow_up_awaited', 'final_avis', 'staff'],
    ['closed', 'closed', 'nobody'],
  ] as const)('%s: step %s, waiting for %s', (situation, step, waitingFor) => {
    expect(situationOf(IN[situation], noonOf(TODAY))).toBe(situation);
    expect(stepOf(IN[situation], situation)).toBe(step);
    expect(waitingForIn(situation)).toBe(waitingFor);
  });

  it('there are no others', () => expect(SITUATION_NAMES).toHaveLength(10));

  it('a booked meeting is to be recorded from its very instant', () => {
    const startsAt = IN.meeting_booked.meeting?.startsAt ?? '';
    const justBefore = new Date(Date.parse(startsAt) - 1).toISOString();
    expect(situationOf(IN.meeting_booked, justBefore)).toBe('meeting_booked');
    expect(situationOf(IN.meeting_booked, startsAt)).toBe('meeting_to_record');
  });

  it('a meeting that fell through stays in first_meeting, waiting for the auditeur', () => {
    const { meeting: _gone, ...freed } = IN.meeting_booked;
    expect(stepOf(freed, situationOf(freed, noonOf(TODAY)))).toBe('first_meeting');
    expect(waitingForIn(situationOf(freed, noonOf(TODAY)))).toBe('auditeur');
  });
});
