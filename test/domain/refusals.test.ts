import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Access, requireAdministratorLeft, requireOthersAccess } from '../../domain/administrators.ts';
import { requireEligible } from '../../domain/eligibility.ts';
import { REFUSALS, type RefusalCode } from '../../domain/errors.ts';
import { requireConditionsAccepted, requireRegistrationOpen } from '../../domain/registration.ts';
import { priceFor } from '../../domain/tariff.ts';
import { after, IN, REPORT_FILE, type Refusal, refusalOf, refused, slot, tutor, typographicFaults } from './given.ts';

const TODAY = '2026-11-16';
const STANDARD = { individual: 12_000, organisation: 17_000 };
const file = (changes: object) =>
  refused(IN.report_awaited, 'submitReport', '2027-03-15', { file: { ...REPORT_FILE, ...changes } });
const assigning = (changes: object) => refused(IN.no_tutor, 'assignTutor', TODAY, { tutor: tutor(changes) });
const booking = (wanted: ReturnType<typeof slot>) => refused(IN.no_meeting, 'bookMeeting', TODAY, { slot: wanted });
const planning = (reportDue: string, revisionDue: string) =>
  refused(IN.report_awaited, 'amendPlanning', TODAY, { planning: { reportDue, revisionDue } });

const ADA: Access = { id: 'a', email: 'a@example.org', role: 'administrator', centre: null, active: true };
const LEAVING = { before: ADA, after: { ...ADA, active: false } };

/** Every refusal that the domain can raise, and what raises it. */
const PROVOKED: Partial<Record<RefusalCode, () => Refusal | undefined>> = {
  'enrolment.state': () => refused(IN.closed, 'submitReport'),
  'enrolment.archived': () => refused(IN.closed, 'correctAvis', '2027-12-01'),
  'meeting.not_yet': () => refused(IN.meeting_booked, 'recordMeeting', TODAY, { heldOn: undefined }),
  'eligibility.units': () => refusalOf(() => requireEligible({ validatedUnits: 1 }, 12)),
  'eligibility.experience': () => refusalOf(() => requireEligible({ validatedUnits: 2, experienceMonths: 11 }, 12)),
  'registration.closed': () =>
    refusalOf(() => requireRegistrationOpen({ registeredOn: TODAY, today: TODAY, months: [2, 3, 10], exceptions: [] })),
  'tariff.on_request': () =>
    refusalOf(() => priceFor({ kind: 'on_request', standard: STANDARD, funding: 'individual' })),
  'cgv.required': () => refusalOf(() => requireConditionsAccepted(undefined, TODAY)),
  'tutor.inactive': () => assigning({ active: false }),
  'tutor.not_approved': () => assigning({ approved: false }),
  'tutor.wrong_certification': () => assigning({ coversCertification: false }),
  'tutor.overloaded': () => assigning({ load: 1, capacity: 1 }),
  'tutor.already_assigned': () => refused(IN.no_meeting, 'assignTutor', TODAY, { hasReason: true }),
  'reason.required': () => refused(IN.no_meeting, 'withdraw', TODAY, { hasReason: false }),
  'meeting.outside_hours': () => booking(slot('2026-11-21')),
  'meeting.public_holiday': () => booking(slot('2026-12-25')),
  'meeting.in_the_past': () => booking(slot('2026-11-13')),
  'meeting.objectives': () => refused(IN.meeting_to_record, 'recordMeeting', TODAY, { objectives: {} }),
  'planning.required': () => refused(IN.meeting_to_record, 'recordMeeting', TODAY, { planning: undefined }),
  'planning.order': () => planning('2027-01-11', '2027-01-12'),
  'planning.exceeds_two_semesters': () => planning('2027-01-11', '2027-09-30'),
  'date.in_the_future': () => refused(IN.report_awaited, 'submitReport', TODAY, { receivedOn: '2026-11-17' }),
  'date.before_step': () => refused(IN.report_awaited, 'submitReport', TODAY, { receivedOn: '2026-11-01' }),
  'date.staff_only': () =>
    refused(IN.report_awaited, 'submitReport', TODAY, { receivedOn: '2026-11-13', role: 'auditeur' }),
  'report.missing': () => refused(IN.report_awaited, 'submitReport', TODAY, { file: undefined }),
  'report.type': () => file({ format: 'other' }),
  'report.too_large': () => file({ sizeBytes: 21 * 1024 * 1024 }),
  'report.too_long': () => file({ pages: 8 }),
  'report.unreadable': () => file({ format: 'unreadable' }),
  'document.infected': () => file({ format: 'infected' }),
  'correction.empty': () => refused(IN.report_received, 'returnCorrection', undefined, { hasRemarks: false }),
  'avis.incomplete': () =>
    refused(IN.avis_awaited, 'giveAvis', undefined, { mention: undefined, hasMotivation: false, answers: [] }),
  'avis.inconsistent': () =>
    refused(IN.avis_awaited, 'giveAvis', undefined, {
      answers: [
        { id: 'c1', met: false },
        { id: 'c2', met: true },
      ],
    }),
  'follow_up.incomplete': () =>
    refused(IN.follow_up_awaited, 'recordFollowUp', undefined, { hasSummary: false, path: undefined }),
  'time_entry.invalid': () => refused(IN.no_meeting, 'logTime', TODAY, { minutes: 0 }),
  'limit.not_later': () => refused(IN.no_meeting, 'extendLimit', TODAY, { limit: '2027-09-30' }),
  'limit.not_reached': () => refused(IN.no_meeting, 'expire', TODAY),
  'user.last_administrator': () => refusalOf(() => requireAdministratorLeft(LEAVING, [ADA])),
  'user.own_access': () => refusalOf(() => requireOthersAccess(LEAVING, ADA.id)),
};

/** Codes of what only the database, the services or the importer of calendars can know. */
const RAISED_ELSEWHERE: RefusalCode[] = [
  'enrolment.duplicate',
  'survey.answered',
  'certification.unknown',
  'activity_unit.unknown',
  'centre.unknown',
  'tutor.unknown',
  'calendar.invalid',
];

const codes = Object.keys(REFUSALS) as RefusalCode[];

const sources = readdirSync('domain', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
  .map((name) => readFileSync(join('domain', name), 'utf8'))
  .join('\n');

describe('Every refusal of the domain', () => {
  it.each(Object.entries(PROVOKED))('%s is provoked, in good French', (code, provoke) => {
    const refusal = provoke();
    expect(refusal?.code).toBe(code);
    const texts = [refusal?.message ?? '', ...(refusal?.errors ?? []).map(({ message }) => message)];
    for (const text of texts) {
      expect(typographicFaults(text)).toEqual([]);
      expect(text).toMatch(/^[A-ZÀÉÊ\d«].*[.]$/s);
    }
    for (const field of refusal?.errors ?? []) expect(field.code).toBe(code);
  });

  it('the list is complete: what the sources of the domain name is provoked above', () => {
    const named = codes.filter((code) => sources.includes(`'${code}'`));
    expect(Object.keys(PROVOKED).sort()).toEqual(named.sort());
  });

  it('every code is raised by the domain, or known to be raised elsewhere', () =>
    expect([...Object.keys(PROVOKED), ...RAISED_ELSEWHERE].sort()).toEqual([...codes].sort()));

  it('names nobody: a refusal of a replaced tutor has neither name nor code', () => {
    const refusal = refused(after(IN.no_tutor, 'assignTutor'), 'assignTutor', undefined, { hasReason: true });
    expect(refusal?.message).toBe('Ce tuteur suit déjà ce dossier.');
  });
});
