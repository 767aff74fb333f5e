import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { enrolmentAnswer, journalAnswer, ledgerAnswer, proposalAnswer, suggestionsAnswer } from '../../api/answers.ts';
import { parisDate } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addDays, workingDayFrom } from '../../domain/dates.ts';
import { announceCalendar } from '../../services/announce-calendar.ts';
import { startMissing } from '../../services/start-missing.ts';
import { pdfOf } from '../documents/made-files.ts';
import { devServer } from '../environment/temporal.ts';
import { type House, openHouse, type Reply, registration } from './house.ts';

let temporal: TestWorkflowEnvironment;
let house: House;
beforeAll(async () => {
  temporal = await devServer();
  house = await openHouse({ temporal });
});
afterAll(async () => {
  await house?.close();
  await temporal?.teardown();
});

const today = parisDate(new Date().toISOString());
const late = { lateReason: 'Essai', registeredOn: today };
const OBJECTIVES = { acquainted: true, instructions: true, questions: true, planning: true };

const codeOf = ({ status, body }: Reply) => [status, body.code];

async function ok(reply: Promise<Reply>): Promise<Reply['body']> {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const enrol = (changes = {}, key?: string) =>
  ok(house.ask('POST', '/api/enrolments', { body: registration({ ...late, ...changes }), key }));

/** A tutor with room for so many. */
const hire = (changes = {}) =>
  ok(
    house.ask('POST', '/api/tutors', {
      body: {
        firstName: 'Tim',
        lastName: 'Tuteur',
        email: `tim.${randomUUID()}@example.org`,
        approved: { on: '2026-01-01', reference: 'R' },
        certifications: ['LIC-GEST'],
        capacity: 5,
        ...changes,
      },
    }),
  );

/** Acts on an enrolment. */
const act = (id: string, what: string, body: unknown, ask: { token?: string; key?: string; method?: string } = {}) =>
  house.ask(ask.method ?? 'POST', `/api/enrolments/${id}/${what}`, { body, ...ask });

function form(fields: Record<string, string | Blob>, name = 'rapport.pdf'): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === 'string') data.set(key, value);
    else data.set(key, value, name);
  }
  return data;
}

const pdf = async (pages: number) => new Blob([new Uint8Array(await pdfOf(pages))]);

/** An enrolment whose planning is agreed. */
async function planned() {
  const [{ id }, tutor] = [await enrol(), await hire()];
  await ok(act(id, 'tutor', { tutorId: tutor.id }));
  const { reportDue, revisionDue } = await ok(house.ask('GET', `/api/enrolments/${id}/planning/proposal`));
  const outcome = { held: true, heldOn: today, objectives: OBJECTIVES, planning: { reportDue, revisionDue } };
  return { tutor, enrolment: await ok(act(id, 'meeting/outcome', outcome)) };
}

describe('R8: a registration is made once for its key', () => {
  it('of ten at once with one key there is one enrolment, one workflow, one journal', async () => {
    const [key, body] = [randomUUID(), registration(late)];
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => house.ask('POST', '/api/enrolments', { body, key })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    const [first] = replies;
    expect(enrolmentAnswer.strict().parse(first!.body)).toEqual(first!.body);
    const journal = await ok(house.ask('GET', `/api/enrolments/${first!.body.id}/journal`));
    expect(journalAnswer.parse(journal)).toEqual(journal);
    const registered = journal.items.filter(({ type }: { type: string }) => type === 'enrolment.registered');
    expect(registered).toHaveLength(1);
    expect(registered[0].actor).toEqual({ role: 'administrator', name: 'Administration' });
  });

  it('one that died between the database and Temporal is started later', async () => {
    const { id } = await enrol();
    const stranded = await house.backend.stores.enrolments.insert({
      ...(await house.backend.stores.enrolments.find(id))!,
      id: randomUUID(),
      auditeur: { firstName: 'É', lastName: 'Choué', email: `echoue.${randomUUID()}@example.org` },
      registeredBy: { role: 'staff', name: 'Gisèle' },
    });
    expect(await startMissing(house.backend)).toBe(0);
    await house
      .database('enrolments')
      .where({ id: stranded.id })
      .update({ created_at: house.database.raw(`now() - interval '1 minute'`) });
    expect(await startMissing(house.backend)).toBe(1);
    expect(await startMissing(house.backend)).toBe(0);
    expect((await ok(act(stranded.id, 'tutor', { tutorId: (await hire()).id }))).waitingFor).toBe('auditeur');
  });
});

describe('R9: assigning a tutor through the API', () => {
  it.each([
    ['inactive', { active: false }, 'tutor.inactive'],
    ['not approved', { approved: null }, 'tutor.not_approved'],
    ['of another certification', { certifications: [] }, 'tutor.wrong_certification'],
    ['at capacity', { capacity: 0 }, 'tutor.overloaded'],
  ])('is refused when the tutor is %s', async (_case, changes, code) => {
    const [{ id }, tutor] = [await enrol(), await hire(changes)];
    expect(codeOf(await act(id, 'tutor', { tutorId: tutor.id }))).toEqual([422, code]);
    expect(await house.database('commands').where({ enrolment_id: id, name: 'assignTutor' })).toEqual([]);
  });

  it('is refused when nobody is that tutor', async () => {
    const { id } = await enrol();
    expect(codeOf(await act(id, 'tutor', { tutorId: randomUUID() }))).toEqual([422, 'tutor.unknown']);
  });

  it('is forced with a reason only', async () => {
    const [{ id }, tutor] = [await enrol(), await hire({ capacity: 0 })];
    expect(codeOf(await act(id, 'tutor', { tutorId: tutor.id, force: true }))).toEqual([422, 'tutor.overloaded']);
    const { tutor: assigned } = await ok(act(id, 'tutor', { tutorId: tutor.id, force: true, reason: 'Accord' }));
    expect(assigned).toEqual({
      id: tutor.id,
      code: tutor.code,
      firstName: 'Tim',
      lastName: 'Tuteur',
      email: tutor.email,
    });
  });

  it('of six at once to a tutor with room for two, two are accepted', async () => {
    const tutor = await hire({ capacity: 2 });
    const enrolments = await Promise.all(Array.from({ length: 6 }, () => enrol()));
    const replies = await Promise.all(enrolments.map(({ id }) => act(id, 'tutor', { tutorId: tutor.id })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(replies.filter(({ body }) => body.code === 'tutor.overloaded')).toHaveLength(4);
    expect((await ok(house.ask('GET', `/api/tutors/${tutor.id}`))).load).toBe(2);
  });

  it('suggests the least loaded first, and not the present one', async () => {
    const { id } = await enrol();
    const suggestions = await ok(house.ask('GET', `/api/enrolments/${id}/tutor-suggestions`));
    expect(suggestionsAnswer.parse(suggestions)).toEqual(suggestions);
    const free = suggestions.items.filter(({ load, capacity }: { load: number; capacity: number }) => load < capacity);
    const loads = free.map(({ load }: { load: number }) => load);
    expect([...loads].sort((a, b) => a - b)).toEqual(loads);
    const tutorId = suggestions.items[0].tutor.id;
    await ok(act(id, 'tutor', { tutorId }));
    const others = await ok(house.ask('GET', `/api/enrolments/${id}/tutor-suggestions`));
    expect(others.items.map(({ tutor }: { tutor: { id: string } }) => tutor.id)).not.toContain(tutorId);
    expect(codeOf(await act(id, 'tutor', { tutorId }))).toEqual([422, 'tutor.already_assigned']);
    expect(codeOf(await act(id, 'tutor', { tutorId: (await hire()).id }))).toEqual([422, 'reason.required']);
  });
});

describe('R10: the meeting through the API', () => {
  const holidays = publicHolidays(2026, 2200);
  const day = workingDayFrom(addDays(today, 7), holidays);
  let id: string;
  beforeAll(async () => {
    id = (await enrol()).id;
    await ok(act(id, 'tutor', { tutorId: (await hire()).id }));
  });

  it('is refused outside the hours, on a public holiday, in the past', async () => {
    expect(codeOf(await act(id, 'meeting', { startsAt: `${day}T03:00:00Z` }))).toEqual([422, 'meeting.outside_hours']);
    const holiday = holidays.find((date) => date > today && workingDayFrom(date, []) === date);
    expect(codeOf(await act(id, 'meeting', { startsAt: `${holiday}T10:00:00Z` }))).toEqual([
      422,
      'meeting.public_holiday',
    ]);
    const past = await act(id, 'meeting', { startsAt: '2026-03-02T10:00:00Z' });
    expect(codeOf(past)).toEqual([422, 'meeting.in_the_past']);
    expect(codeOf(await act(id, 'meeting', {}, { method: 'DELETE' }))).toEqual([409, 'enrolment.state']);
  });

  it('is booked with its link, moved, called off', async () => {
    const videoUrl = 'https://visio.example.org/abc';
    const booked = await ok(act(id, 'meeting', { startsAt: `${day}T12:00:00+02:00`, videoUrl }));
    expect(booked.meeting).toEqual({
      startsAt: `${day}T10:00:00.000Z`,
      endsAt: `${day}T10:30:00.000Z`,
      videoUrl,
      sequence: 0,
    });
    expect(booked).toMatchObject({ step: 'first_meeting', waitingFor: 'nobody' });
    const moved = await ok(act(id, 'meeting', { startsAt: `${day}T13:00:00Z` }));
    expect(moved.meeting).toMatchObject({ sequence: 1, videoUrl });
    expect(codeOf(await act(id, 'meeting/outcome', { held: false, reason: 'x' }))).toEqual([409, 'meeting.not_yet']);
    expect(codeOf(await act(id, 'meeting', {}, { method: 'DELETE' }))).toEqual([422, 'reason.required']);
    const freed = await ok(act(id, 'meeting', { reason: 'Malade' }, { method: 'DELETE' }));
    expect(freed.meeting).toBeUndefined();
    expect(freed).toMatchObject({ step: 'first_meeting', waitingFor: 'auditeur' });
  });
});

describe('R11: the planning through the API', () => {
  it('is proposed; what does not fit is refused, saying which date and the latest possible', async () => {
    const [{ id }, tutor] = [await enrol(), await hire()];
    await ok(act(id, 'tutor', { tutorId: tutor.id }));
    const proposal = await ok(house.ask('GET', `/api/enrolments/${id}/planning/proposal`));
    expect(proposalAnswer.parse(proposal)).toEqual(proposal);
    const record = (changes: object) =>
      act(id, 'meeting/outcome', { held: true, heldOn: today, objectives: OBJECTIVES, ...changes });
    expect(codeOf(await record({}))).toEqual([422, 'planning.required']);
    expect(codeOf(await record({ planning: { reportDue: proposal.reportDue } }))).toEqual([422, 'planning.required']);
    expect(codeOf(await record({ objectives: undefined, planning: proposal }))).toEqual([400, 'request.malformed']);
    const { reportDue, revisionDue, limit } = proposal;
    expect(codeOf(await record({ objectives: {}, planning: { reportDue, revisionDue } }))).toEqual([
      422,
      'meeting.objectives',
    ]);
    expect(codeOf(await record({ planning: { reportDue: today, revisionDue } }))).toEqual([422, 'planning.order']);
    const tooLate = await record({ planning: { reportDue, revisionDue: limit } });
    expect(codeOf(tooLate)).toEqual([422, 'planning.exceeds_two_semesters']);
    expect(tooLate.body.errors[0].path).toBe('planning.revisionDue');
    expect(codeOf(await act(id, 'planning', { reason: 'x' }, { method: 'PUT' }))).toEqual([409, 'enrolment.state']);
    const none = await house.ask('GET', `/api/enrolments/${id}/planning/proposal?reportDue=${limit}`);
    expect(none.status).toBe(422);
    expect(codeOf(await record({ heldOn: addDays(today, 1), planning: { reportDue, revisionDue } }))).toEqual([
      422,
      'date.in_the_future',
    ]);
    expect(codeOf(await record({ heldOn: addDays(today, -1), planning: { reportDue, revisionDue } }))).toEqual([
      422,
      'date.before_step',
    ]);
  });

  it('is amended with a reason', async () => {
    const { enrolment } = await planned();
    const { id, planning } = enrolment;
    const next = { reportDue: addDays(planning.reportDue, 1), revisionDue: planning.revisionDue };
    const amend = (body: object) => act(id, 'planning', body, { method: 'PUT' });
    expect(codeOf(await amend(next))).toEqual([422, 'reason.required']);
    expect(codeOf(await amend({ reason: 'x' }))).toEqual([422, 'planning.required']);
    const amended = await ok(amend({ ...next, reason: 'Accord des parties' }));
    expect(amended).toMatchObject({ planning: next, due: { date: next.reportDue } });
  });
});

describe('R12: deposits through the API', () => {
  it('refuses what is no report, and keeps nothing of it', async () => {
    const { enrolment } = await planned();
    const { id } = enrolment;
    const report = (file: Blob) => act(id, 'report', form({ file }));
    expect(codeOf(await act(id, 'report', form({})))).toEqual([422, 'report.missing']);
    expect(codeOf(await act(id, 'report', {}))).toEqual([422, 'report.missing']);
    expect(codeOf(await report(new Blob(['bonjour'])))).toEqual([415, 'report.type']);
    expect(codeOf(await report(new Blob(['%PDF-1.4 cassé'])))).toEqual([422, 'report.unreadable']);
    const long = await report(await pdf(8));
    expect(codeOf(long)).toEqual([422, 'report.too_long']);
    expect(long.body.detail).toContain('8');
    const large = await report(new Blob([new Uint8Array(21 * 1024 * 1024)]));
    expect(codeOf(large)).toEqual([413, 'report.too_large']);
    expect((await act(id, 'report', form({ other: await pdf(1) }))).status).toBe(400);
    expect(
      (
        await house.ask('POST', `/api/enrolments/${id}/report`, {
          body: 'x',
          headers: { 'content-type': 'text/plain' },
        })
      ).status,
    ).toBe(415);
    expect(await house.database('documents').where({ enrolment_id: id })).toEqual([]);
    expect(codeOf(await act(id, 'correction', form({ file: await pdf(1) })))).toEqual([409, 'enrolment.state']);
  });

  it('takes a report of seven pages, once for its key, and gives it back to those concerned', async () => {
    const { enrolment, tutor } = await planned();
    const [{ id }, file, key] = [enrolment, await pdf(7), randomUUID()];
    const deposit = () => act(id, 'report', form({ file, note: '' }, 'Mon rapport d’été.pdf'), { key });
    const [first, second] = await Promise.all([deposit(), deposit()]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(first.body.documents).toEqual([
      {
        id: expect.any(String),
        kind: 'report',
        name: 'Mon rapport d’été.pdf',
        size: file.size,
        pages: 7,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        receivedOn: today,
        version: 1,
        current: true,
      },
    ]);
    const other = await act(id, 'report', form({ file: await pdf(6) }), { key });
    expect(codeOf(other)).toEqual([422, 'idempotency.mismatch']);
    const path = `/api/enrolments/${id}/documents/${first.body.documents[0].id}`;
    const token = await house.tokenFor('tutor', { tutorId: tutor.id });
    const download = await fetch(house.url + path, { headers: { authorization: `Bearer ${token}` } });
    expect(Buffer.from(await download.arrayBuffer())).toEqual(Buffer.from(await file.arrayBuffer()));
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(download.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Mon%20rapport%20d%E2%80%99%C3%A9t%C3%A9.pdf",
    );
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(download.headers.get('cache-control')).toBe('private, no-store');
    const stranger = await house.tokenFor('auditeur', { auditeurEmail: 'stranger@example.org' });
    expect((await house.ask('GET', path, { token: stranger })).status).toBe(404);
    const elsewhere = `/api/enrolments/${(await enrol()).id}/documents/${first.body.documents[0].id}`;
    expect((await house.ask('GET', elsewhere)).status).toBe(404);
  });

  it('R35: only staff give another date than today', async () => {
    const { enrolment } = await planned();
    const { id, auditeur } = enrolment;
    const token = await house.tokenFor('auditeur', { auditeurEmail: auditeur.email });
    const yesterday = await act(id, 'report', form({ file: await pdf(1), receivedOn: addDays(today, -1) }), { token });
    expect(codeOf(yesterday)).toEqual([403, 'date.staff_only']);
    const mine = await act(id, 'report', form({ file: await pdf(1), receivedOn: today }), { token });
    expect(mine.status).toBe(200);
    const journal = await ok(house.ask('GET', `/api/enrolments/${id}/journal?limit=200`));
    const line = journal.items.find(({ type }: { type: string }) => type === 'report.received');
    expect(line.actor).toEqual({ role: 'auditeur', name: 'Aline Durand' });
  });

  it('R14: a calendar imported is announced to the running corrections, once', async () => {
    const { enrolment } = await planned();
    const { id } = enrolment;
    await ok(act(id, 'report', form({ file: await pdf(1) })));
    expect(await announceCalendar(house.backend)).toBe(0);
    const csv = `Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire
Vacances de la Toussaint;-;2031-10-17T22:00:00+00:00;2031-11-02T23:00:00+00:00;Nantes;Zone B;2031-2032
`;
    const imported = await ok(
      house.ask('PUT', '/api/calendar', { body: csv, headers: { 'content-type': 'text/csv' } }),
    );
    expect(imported.announced).toBeGreaterThanOrEqual(1);
    expect(await announceCalendar(house.backend)).toBe(0);
  });
});

describe('from the correction to the end through the API', () => {
  it('an unfavourable avis, its correction by a manager, the follow-up, the survey', async () => {
    const { enrolment, tutor } = await planned();
    const { id, auditeur } = enrolment;
    const tokens = {
      tutor: await house.tokenFor('tutor', { tutorId: tutor.id }),
      auditeur: await house.tokenFor('auditeur', { auditeurEmail: auditeur.email }),
    };
    await ok(act(id, 'report', form({ file: await pdf(1) })));
    expect(codeOf(await act(id, 'correction', form({ remarks: ' ' })))).toEqual([422, 'correction.empty']);
    const corrected = await ok(
      act(id, 'correction', form({ remarks: 'À préciser', file: await pdf(20) }), { token: tokens.tutor }),
    );
    expect(corrected).toMatchObject({ step: 'revision', remarks: 'À préciser' });
    expect(corrected.documents.map(({ kind }: { kind: string }) => kind)).toEqual(['report', 'correction']);
    expect(codeOf(await act(id, 'revision', form({})))).toEqual([422, 'report.missing']);
    expect((await ok(act(id, 'revision', { unchanged: true }, { token: tokens.auditeur }))).step).toBe('final_avis');

    const { evaluation } = await ok(house.ask('GET', '/api/certifications/LIC-GEST'));
    const answers = (met: boolean) =>
      evaluation.criteria.map((criterion: { id: string }) => ({ id: criterion.id, met }));
    expect(codeOf(await act(id, 'avis', {}))).toEqual([422, 'avis.incomplete']);
    const inconsistent = { mention: 'validated', motivation: 'x', criteria: answers(false) };
    expect(codeOf(await act(id, 'avis', inconsistent))).toEqual([422, 'avis.inconsistent']);
    const avis = { mention: 'not_validated', motivation: 'Insuffisant', criteria: answers(false) };
    const given = await ok(act(id, 'avis', avis, { token: tokens.tutor }));
    expect(given).toMatchObject({
      step: 'final_avis',
      waitingFor: 'staff',
      avis: { version: 1, mention: 'not_validated', previous: [] },
    });
    expect(given.actions).toEqual(['logTime']);
    expect(codeOf(await act(id, 'survey', { satisfaction: 4 }, { token: tokens.auditeur }))).toEqual([
      409,
      'enrolment.state',
    ]);

    const time = { date: today, minutes: 100, label: 'Visio' };
    expect((await ok(act(id, 'time-entries', time, { token: tokens.tutor }))).tutoringMinutes).toBe(130);
    expect(codeOf(await act(id, 'time-entries', { ...time, minutes: 0 }))).toEqual([422, 'time_entry.invalid']);
    const ledger = await ok(house.ask('GET', `/api/enrolments/${id}/time-entries`));
    expect(ledgerAnswer.parse(ledger)).toEqual(ledger);
    expect(ledger.totalMinutes).toBe(130);
    await ok(act(id, 'tutoring-record/confirmation', {}, { token: tokens.auditeur }));

    expect(codeOf(await act(id, 'follow-up', {}))).toEqual([422, 'follow_up.incomplete']);
    const followUp = { contactedOn: today, summary: 'On en reparle', path: 'vae' };
    const closed = await ok(act(id, 'follow-up', followUp));
    expect(closed).toMatchObject({ step: 'closed', outcome: 'not_validated', followUp });
    expect(enrolmentAnswer.strict().parse(closed)).toEqual(closed);

    const correction = { mention: 'validated', motivation: 'Erreur de saisie', criteria: answers(true) };
    expect(codeOf(await act(id, 'avis/correction', correction))).toEqual([422, 'reason.required']);
    const again = await ok(act(id, 'avis/correction', { ...correction, reason: 'Erreur' }));
    expect(again).toMatchObject({
      outcome: 'validated',
      avis: { version: 2, reason: 'Erreur', previous: [{ version: 1 }] },
    });

    const survey = { satisfaction: 5, comment: 'Merci' };
    await ok(act(id, 'survey', survey, { token: tokens.auditeur }));
    expect(codeOf(await act(id, 'survey', survey, { token: tokens.auditeur }))).toEqual([409, 'survey.answered']);
    expect((await house.ask('GET', `/api/enrolments/${id}/planning/proposal`)).status).toBe(409);
  });

  it('R32–R34: the limit, expiry and withdrawal', async () => {
    const { id, limit } = await enrol();
    expect(codeOf(await act(id, 'limit', { limit, reason: 'x' }))).toEqual([422, 'limit.not_later']);
    expect(codeOf(await act(id, 'limit', { limit: addDays(limit, 30) }))).toEqual([422, 'reason.required']);
    expect((await ok(act(id, 'limit', { limit: addDays(limit, 30), reason: 'Santé' }))).limit).toBe(addDays(limit, 30));
    expect(codeOf(await act(id, 'expiry', { reason: 'x' }))).toEqual([422, 'limit.not_reached']);
    expect(codeOf(await act(id, 'withdrawal', {}))).toEqual([422, 'reason.required']);
    const withdrawn = await ok(act(id, 'withdrawal', { reason: 'Renonce' }));
    expect(withdrawn).toMatchObject({ step: 'closed', outcome: 'withdrawn', waitingFor: 'nobody', actions: [] });
    expect(codeOf(await act(id, 'withdrawal', { reason: 'Renonce' }))).toEqual([
      409,
      expect.stringMatching(/^enrolment\./),
    ]);
  });

  it('R31: the tutor who is replaced no longer sees the enrolment', async () => {
    const { enrolment, tutor } = await planned();
    const old = await house.tokenFor('tutor', { tutorId: tutor.id });
    await ok(act(enrolment.id, 'tutor', { tutorId: (await hire()).id, reason: 'Congé' }));
    expect((await house.ask('GET', `/api/enrolments/${enrolment.id}`, { token: old })).status).toBe(404);
    expect(
      (await act(enrolment.id, 'time-entries', { date: today, minutes: 5, label: 'x' }, { token: old })).status,
    ).toBe(404);
  });
});

describe('a command given twice', () => {
  it('with one key is done once, also at the same time, and in another process', async () => {
    const { id } = (await planned()).enrolment;
    const [body, key] = [{ date: today, minutes: 10, label: 'Une fois' }, randomUUID()];
    const replies = await Promise.all(Array.from({ length: 5 }, () => act(id, 'time-entries', body, { key })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    // As if the server had died before its answer was kept: the repeat puts the same Update.
    await house.database('idempotency_keys').delete();
    expect((await act(id, 'time-entries', body, { key })).status).toBe(200);
    const ledger = await ok(house.ask('GET', `/api/enrolments/${id}/time-entries`));
    expect(ledger.items.filter(({ label }: { label: string }) => label === 'Une fois')).toHaveLength(1);
  });
});
