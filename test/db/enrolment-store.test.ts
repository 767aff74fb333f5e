import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { EnrolmentStore } from '../../activities/ports.ts';
import { createCentres } from '../../db/centres.ts';
import { createCommands } from '../../db/commands.ts';
import { connect } from '../../db/connection.ts';
import { createDocuments } from '../../db/documents.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { createJournal } from '../../db/journal.ts';
import type { CommandName } from '../../domain/actions.ts';
import { mailTo } from '../../domain/mails.ts';
import type { Keyed } from '../../domain/record.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { AT, factsOf, plainWriter, registration, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let store: EnrolmentStore;
let it_: Scene;

beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  store = createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' });
  it_ = await scene(knex);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const read = async () => (await createEnrolments(knex).find(it_.enrolment.id))!;
const journal = async () => (await createJournal(knex).list(it_.enrolment.id, { limit: 200 })).items;
const keyed = <T extends object>(things: T[], by = 'k'): Keyed<T>[] =>
  things.map((thing, index) => ({ ...thing, key: `${by}/${index}` }));

async function command(name: CommandName, content: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  const actor = { role: 'staff', name: 'Gisèle Gestion' } as const;
  await createCommands(knex).insertPending({ id, enrolmentId: it_.enrolment.id, name, actor, content });
  return id;
}

const withTutor = () => factsOf(it_.enrolment, { tutor: { ...it_.tutor, assignedOn: '2026-11-02' } });

describe('the record of a transition', () => {
  it('writes the read model, the journal and the mails together', async () => {
    const commandId = await command('assignTutor');
    await store.record(
      transition(it_.enrolment, {
        accepted: [{ commandId, name: 'assignTutor', on: '2026-11-02' }],
        lines: keyed([{ type: 'tutor.assigned', text: 'Tuteur affecté : {tutor}.', commandId }]),
        mails: keyed(mailTo(['auditeur', 'tutor', 'staff'], 'tutor_assigned', {})),
        snapshot: { situation: 'no_meeting', waitingFor: 'auditeur', facts: withTutor() },
      }),
      plainWriter,
    );
    expect(await read()).toMatchObject({
      version: 1,
      situation: 'no_meeting',
      waitingFor: 'auditeur',
      tutor: { code: 'T-EXEMPLE', lastName: 'Exemple' },
      workflowStarted: true,
    });
    expect((await journal()).map(({ actor, text }) => `${actor.name} — ${text}`)).toEqual([
      'Gisèle Gestion — Tuteur affecté : Octave Exemple.',
      'Jalons — Courriel mis en file\u00a0: affectation du tuteur, à l’auditeur.',
      'Jalons — Courriel mis en file\u00a0: affectation du tuteur, au tuteur.',
      'Jalons — Courriel mis en file\u00a0: affectation du tuteur, au service gestionnaire.',
    ]);
    const mails = await knex('mails').orderBy('ordinal');
    expect(mails.map((mail) => mail.to_address)).toEqual([
      it_.enrolment.auditeur.email,
      'octave.exemple@example.org',
      'admin@jalons.localhost',
    ]);
    expect(mails[0].message_id).toMatch(/^<[0-9a-f]{32}@jalons\.example\.org>$/);
  });

  it('told again, also at once from several workers, is written once', async () => {
    const again = transition(it_.enrolment, {
      lines: keyed([{ type: 'step.entered', text: 'Étape 1.' }]),
      mails: keyed(mailTo(['auditeur'], 'survey', {})),
    });
    await Promise.all([1, 2, 3, 4].map(() => store.record(again, plainWriter)));
    await store.record(again, plainWriter);
    expect((await journal()).map(({ type }) => type)).toEqual(['step.entered', 'mail.queued']);
    expect(await knex('mails').count('* as n').first()).toEqual({ n: 1 });
  });

  it('of a shorter history does not overwrite what a longer one told, but its lines are kept', async () => {
    const late = transition(it_.enrolment, {
      version: 3,
      historyLength: 20,
      snapshot: { situation: 'report_awaited' },
    });
    const early = transition(it_.enrolment, {
      version: 5,
      historyLength: 12,
      lines: keyed([{ type: 'tutor.assigned', text: 'Tuteur affecté.' }]),
      snapshot: { situation: 'no_meeting' },
    });
    await store.record(late, plainWriter);
    await store.record(early, plainWriter);
    expect(await read()).toMatchObject({ version: 3, situation: 'report_awaited' });
    expect(await journal()).toHaveLength(1);
  });

  it('of the same history overwrites what told less of it, and not what told more', async () => {
    await store.record(transition(it_.enrolment, { version: 2, snapshot: { situation: 'no_meeting' } }), plainWriter);
    await store.record(transition(it_.enrolment, { version: 4, snapshot: { situation: 'closed' } }), plainWriter);
    await store.record(transition(it_.enrolment, { version: 3, snapshot: { situation: 'no_tutor' } }), plainWriter);
    expect(await read()).toMatchObject({ version: 4, situation: 'closed' });
  });

  it('writes to the tutor there was when the act was taken, although another has taken over since (R31)', async () => {
    const id = randomUUID();
    const email = 'ancienne@example.org';
    await knex('tutors').insert({ id, code: 'T-ANC', first_name: 'Anne', last_name: 'Ancienne', email, capacity: 3 });
    const [then, now] = mailTo(['tutor', 'tutor'], 'withdrawn', { on: '2026-11-02' });
    const former = mailTo(['former_tutor'], 'tutor_replaced', {});
    const mails = keyed([{ ...then!, tutorId: id }, now!, { ...former[0]!, tutorId: id }]);
    await store.record(transition(it_.enrolment, { mails, snapshot: { facts: withTutor() } }), plainWriter);
    expect(await knex('mails').orderBy('ordinal').pluck('to_address')).toEqual([
      email,
      'octave.exemple@example.org',
      email,
    ]);
  });

  it('passes over a recipient who does not exist yet', async () => {
    const mails = keyed(mailTo(['tutor', 'former_tutor', 'auditeur'], 'withdrawn', { on: '2026-11-02' }));
    await store.record(transition(it_.enrolment, { mails }), plainWriter);
    expect(await knex('mails').pluck('recipient')).toEqual(['auditeur']);
  });

  it('leaves nothing behind when a mail cannot be written', async () => {
    const lines = keyed([{ type: 'step.entered', text: 'Étape 1.' }]);
    const mails = keyed(mailTo(['auditeur'], 'survey', {}));
    const failing = () => {
      throw new Error('template');
    };
    await expect(store.record(transition(it_.enrolment, { lines, mails }), failing)).rejects.toThrow('template');
    expect(await journal()).toEqual([]);
    expect((await read()).version).toBe(0);
  });

  it('names whoever registered the enrolment on its first line', async () => {
    const lines = keyed([{ type: 'enrolment.registered', text: 'Inscription.', commandId: it_.enrolment.id }]);
    await store.record(transition(it_.enrolment, { lines }), plainWriter);
    expect((await journal())[0]).toMatchObject({ actor: { role: 'staff', name: 'Gisèle Gestion' } });
  });

  it('names them with the role that they registered it in', async () => {
    const enrolment = registration({ registeredBy: { role: 'manager', name: 'Marc Manager' } });
    await createEnrolments(knex).insert(enrolment);
    const lines = keyed([{ type: 'enrolment.registered', text: 'Inscription.', commandId: enrolment.id }]);
    await store.record(transition(enrolment, { lines }), plainWriter);
    const [line] = await knex('journal').where({ enrolment_id: enrolment.id });
    expect(line).toMatchObject({ actor_role: 'manager', actor_name: 'Marc Manager' });
  });

  it('puts reasons and notes in brackets, and nothing where none was written', async () => {
    const moved = await command('amendPlanning', { reason: 'Maladie {note}.' });
    const plain = await command('withdraw');
    const lines = keyed([
      { type: 'planning.amended', text: 'Planning modifié{reason}.', commandId: moved },
      { type: 'enrolment.withdrawn', text: 'Abandon de la prestation{reason}.', commandId: plain },
    ]);
    await store.record(transition(it_.enrolment, { lines }), plainWriter);
    expect((await journal()).map(({ text }) => text)).toEqual([
      'Planning modifié (motif\u00a0: Maladie {note}).',
      'Abandon de la prestation.',
    ]);
  });
});

describe('what accepted commands wrote', () => {
  const criteria = [{ id: 'contexte', met: true, comment: 'Clair.' }];

  it('is kept as an avis, in the version that the workflow gave it; a correction is a new one', async () => {
    const first = await command('giveAvis', { motivation: 'Bien.', criteria, formKind: 'grid', formVersion: 1 });
    const second = await command('correctAvis', {
      motivation: 'Insuffisant.',
      criteria,
      formKind: 'grid',
      formVersion: 1,
      reason: 'Erreur de dossier',
    });
    const given = { mention: 'validated', version: 1, givenOn: '2026-11-02' } as const;
    const corrected = { mention: 'not_validated', version: 2, givenOn: '2026-11-03' } as const;
    const one = transition(it_.enrolment, {
      accepted: [{ commandId: first, name: 'giveAvis', on: '2026-11-02', avis: { version: 1 } }],
      snapshot: { facts: factsOf(it_.enrolment, { avis: given }) },
    });
    const two = transition(it_.enrolment, {
      version: 2,
      accepted: [{ commandId: second, name: 'correctAvis', on: '2026-11-03', avis: { version: 2 } }],
      snapshot: { facts: factsOf(it_.enrolment, { avis: corrected }) },
    });
    for (const told of [one, one, two, two]) await store.record(told, plainWriter);
    expect(await knex('avis').select('version', 'mention', 'reason', 'given_on').orderBy('version')).toEqual([
      { version: 1, mention: 'validated', reason: null, given_on: '2026-11-02' },
      { version: 2, mention: 'not_validated', reason: 'Erreur de dossier', given_on: '2026-11-03' },
    ]);
  });

  it('is an avis that takes the place of one that no history kept', async () => {
    const lost = await command('giveAvis', { mention: 'validated', motivation: 'Perdu.', criteria });
    const kept = await command('giveAvis', { mention: 'not_validated', motivation: 'Gardé.', criteria });
    for (const [commandId, historyLength] of [
      [lost, 10],
      [kept, 15],
    ] as const) {
      const accepted = [{ commandId, name: 'giveAvis' as const, on: '2026-11-02', avis: { version: 1 } }];
      await store.record(transition(it_.enrolment, { historyLength, accepted }), plainWriter);
    }
    expect(await knex('avis').pluck('motivation')).toEqual(['Gardé.']);
  });

  it('is kept as follow-ups and lines of tutoring (R21, R30), once each', async () => {
    const followUp = await command('recordFollowUp', { summary: 'Échange cordial.' });
    const logged = await command('logTime', { label: 'Relecture' });
    const meeting = await command('recordMeeting', {});
    const told = transition(it_.enrolment, {
      accepted: [
        { commandId: meeting, name: 'recordMeeting', on: '2026-10-30', minutes: 30 },
        { commandId: logged, name: 'logTime', on: '2026-11-01', minutes: 45 },
        { commandId: followUp, name: 'recordFollowUp', on: '2026-11-02' },
      ],
      snapshot: {
        facts: { ...withTutor(), followUp: { contactedOn: '2026-11-02', path: 'vae' }, tutoringMinutes: 75 },
      },
    });
    await store.record(told, plainWriter);
    await store.record(told, plainWriter);
    expect(await knex('follow_ups').select('summary', 'path', 'contacted_on')).toEqual([
      { summary: 'Échange cordial.', path: 'vae', contacted_on: '2026-11-02' },
    ]);
    expect(await knex('time_entries').select('date', 'minutes', 'label').orderBy('date')).toEqual([
      { date: '2026-10-30', minutes: 30, label: 'Premier rendez-vous' },
      { date: '2026-11-01', minutes: 45, label: 'Relecture' },
    ]);
    expect((await read()).tutoringMinutes).toBe(75);
  });

  it('is a document, listed once its command is accepted and not before', async () => {
    const documents = createDocuments(knex);
    const commandId = await command('submitReport');
    await documents.insertPending({
      id: randomUUID(),
      enrolmentId: it_.enrolment.id,
      commandId,
      kind: 'report',
      name: 'rapport.pdf',
      format: 'pdf',
      sizeBytes: 1_000,
      pages: 6,
      sha256: 'f'.repeat(64),
      receivedOn: '2026-11-02',
    });
    expect(await documents.list(it_.enrolment.id)).toEqual([]);
    const accepted = [{ commandId, name: 'submitReport' as const, on: '2026-11-02' }];
    await store.record(transition(it_.enrolment, { accepted }), plainWriter);
    expect(await documents.list(it_.enrolment.id)).toMatchObject([{ name: 'rapport.pdf', pages: 6 }]);
  });

  it('is a video link, which a meeting moved without another keeps, and a new booking does not', async () => {
    const meeting = { startsAt: '2026-11-05T09:00:00.000Z', date: '2026-11-05', sequence: 0 };
    const book = async (version: number, content: object, booked: boolean) => {
      const commandId = await command('bookMeeting', { ...content });
      const facts = factsOf(it_.enrolment, booked ? { meeting } : {});
      const accepted = booked ? [{ commandId, name: 'bookMeeting' as const, on: '2026-11-02' }] : [];
      await store.record(transition(it_.enrolment, { version, accepted, snapshot: { facts } }), plainWriter);
      return (await read()).videoUrl;
    };
    expect(await book(1, { videoUrl: 'https://visio.example.org/a' }, true)).toBe('https://visio.example.org/a');
    expect(await book(2, {}, true)).toBe('https://visio.example.org/a');
    expect(await book(3, {}, false)).toBeUndefined();
    expect(await book(4, {}, true)).toBeUndefined();
  });
});

describe('the closing', () => {
  it('is dated once: a follow-up reopened takes no place from a newer enrolment (R6)', async () => {
    const at = (version: number, when: string, step: 'closed' | 'final_avis') =>
      store.record(transition(it_.enrolment, { version, at: when, snapshot: { step } }), plainWriter);
    await at(1, '2026-11-02T09:00:00.000Z', 'closed');
    await at(2, '2026-11-03T09:00:00.000Z', 'final_avis');
    expect(await read()).toMatchObject({ firstClosedAt: '2026-11-02T09:00:00.000Z' });
    expect((await read()).closedAt).toBeUndefined();
    await at(3, '2026-11-04T09:00:00.000Z', 'closed');
    expect(await read()).toMatchObject({
      firstClosedAt: '2026-11-02T09:00:00.000Z',
      closedAt: '2026-11-04T09:00:00.000Z',
    });
  });
});

describe('the policy of a centre', () => {
  it('is its own over the defaults', async () => {
    await createCentres(knex).update('pays-de-la-loire', { policy: { avisDays: 21 } });
    expect(await store.policyOf(it_.enrolment.id)).toMatchObject({ avisDays: 21, avisCorrectionDays: 60 });
  });
});

describe('the journal', () => {
  it('only grows in time, in the order of its lines: one that waited for its turn has the time of the one before', async () => {
    const { enrolment } = it_;
    const actor = { role: 'system', name: 'Jalons' };
    const line = (at: string) => ({ at, actor, type: 'mail.sent', text: 'Courriel envoyé.' });
    const append = (...times: string[]) => createJournal(knex).append(enrolment.id, times.map(line));
    await append('2027-10-05T08:00:02.000Z', '2027-10-05T08:00:01.000Z');
    await append('2027-10-05T08:00:00.000Z', '2027-10-05T08:00:03.000Z');
    const times = (await journal()).slice(-4).map(({ at }) => at.slice(17, 19));
    expect(times).toEqual(['02', '02', '02', '03']);
  });

  it('is append-only', async () => {
    const line = { at: AT, actor: { role: 'system', name: 'Jalons' }, type: 'note', text: 'Une ligne.' };
    await createJournal(knex).append(it_.enrolment.id, [line]);
    await expect(knex('journal').update({ text: 'Une autre.' })).rejects.toThrow('append-only');
    await expect(knex('journal').delete()).rejects.toThrow('append-only');
    await expect(knex.raw('truncate journal')).rejects.toThrow('append-only');
  });

  it('is read on from any line', async () => {
    const line = { at: AT, actor: { role: 'system', name: 'Jalons' }, type: 'note' };
    const lines = ['un', 'deux', 'trois'].map((text) => ({ ...line, text }));
    await createJournal(knex).append(it_.enrolment.id, lines);
    const first = await createJournal(knex).list(it_.enrolment.id, { limit: 2 });
    const rest = await createJournal(knex).list(it_.enrolment.id, { limit: 2, after: first.next! });
    expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual(['un', 'deux', 'trois']);
    expect(rest.next).toBeNull();
  });
});
