import type { Knex } from 'knex';
import { connect } from '../../db/connection.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments } from '../../db/enrolments.ts';
import { createJournal } from '../../db/journal.ts';
import { createOutbox } from '../../db/outbox.ts';
import { createSurveys } from '../../db/surveys.ts';
import { mailKey, mailTo } from '../../domain/mails.ts';
import { createDatabase, type TestDatabase } from '../environment/database.ts';
import { AT, factsOf, plainWriter, registration, type Scene, scene, transition } from './people.ts';

let database: TestDatabase;
let knex: Knex;
let it_: Scene;
beforeEach(async () => {
  database = await createDatabase();
  knex = connect(database.url);
  it_ = await scene(knex);
});
afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const actor = { role: 'auditeur', name: 'Élodie Martin' };
const answerOf = (id: string, satisfaction: number, comment?: string) =>
  createSurveys(knex).answer(id, { satisfaction, comment, month: '2026-11' }, { at: AT, actor });

/** So many auditeurs of the same centre and semester, who answer in turn: 1, 2, 3, 4, 5, 1… */
async function respondents(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, () => registration());
  for (const person of people) await createEnrolments(knex).insert(person);
  for (const [index, { id }] of people.entries()) await answerOf(id, (index % 5) + 1, `Commentaire ${index}`);
  return people.map(({ id }) => id);
}

describe('the answers to the survey', () => {
  it('have no column that says whose they are, nor when they came but the month', async () => {
    const ids = await respondents(3);
    const columns = Object.keys(await knex('survey_answers').first());
    expect(columns.sort()).toEqual(
      ['id', 'centre_code', 'semester', 'certification_code', 'month', 'satisfaction', 'comment'].sort(),
    );
    const written = JSON.stringify(await knex('survey_answers'));
    for (const id of ids) expect(written).not.toContain(id);
    expect(await knex('survey_participations').pluck('enrolment_id')).toEqual(expect.arrayContaining(ids));
    expect(Object.keys(await knex('survey_participations').first())).toEqual(['enrolment_id']);
  });

  it('cannot be told apart by the transaction that PostgreSQL remembers of each row', async () => {
    await respondents(8);
    const { rows: answers } = await knex.raw('select distinct xmin::text from survey_answers');
    expect(answers).toHaveLength(1);
    const { rows: joined } = await knex.raw(
      `select count(distinct p.enrolment_id)::int as people, count(*)::int as pairs
       from survey_answers a join survey_participations p on p.xmin = a.xmin`,
    );
    // The last one to answer wrote every row anew: eight answers, any of which may be theirs.
    expect(joined).toEqual([{ people: 1, pairs: 8 }]);
  });

  it('do not stand in the order in which they came', async () => {
    await respondents(12);
    const comments = await knex('survey_answers').orderByRaw('ctid').pluck('comment');
    expect(comments).toHaveLength(12);
    expect(comments).not.toEqual([...comments].sort((a, b) => Number(a.slice(12)) - Number(b.slice(12))));
  });

  it('given by several at once are all kept, and all written anew', async () => {
    const people = Array.from({ length: 10 }, () => registration());
    for (const person of people) await createEnrolments(knex).insert(person);
    await Promise.all(people.map(({ id }, index) => answerOf(id, (index % 5) + 1)));
    expect(await knex('survey_answers').pluck('satisfaction')).toHaveLength(10);
    const { rows } = await knex.raw('select distinct xmin::text from survey_answers');
    expect(rows).toHaveLength(1);
  });

  it('are told of in the journal without what was answered', async () => {
    const before = await knex('survey_answers');
    expect(before).toEqual([]);
    await answerOf(it_.enrolment.id, 2, 'Trop lent');
    const { items } = await createJournal(knex).list(it_.enrolment.id, { limit: 10 });
    expect(items.map(({ type, text }) => [type, text])).toEqual([
      ['survey.answered', 'Réponse à l’enquête de satisfaction enregistrée.'],
    ]);
    expect(JSON.stringify(await knex('journal'))).not.toMatch(/lent|"?[1-5] ?\/ ?5/);
  });
});

describe('the reminder of the survey', () => {
  const closing = async (closedOn = '2026-11-02', version = 1) => {
    const mails = [...mailTo(['auditeur'], 'survey', {}), ...mailTo(['auditeur'], 'survey_reminder', { closedOn })].map(
      (mail, index) => ({ ...mail, key: `1/survey.sent/${index}` }),
    );
    await createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' }).record(
      transition(it_.enrolment, {
        version,
        mails,
        snapshot: { step: 'closed', situation: 'closed', waitingFor: 'nobody', facts: factsOf(it_.enrolment) },
      }),
      plainWriter,
    );
    return mails.map((mail) => mailKey(it_.enrolment.id, mail)) as [string, string];
  };
  const status = async (key: string) => (await knex('mails').where({ key }).first('status')).status;

  it('waits for the day that the centre’s policy gives, 14 days after the closing by default', async () => {
    const [survey, reminder] = await closing();
    expect(await createOutbox(knex).waiting([survey, reminder])).toEqual([
      { key: survey },
      { key: reminder, notBefore: '2026-11-16' },
    ]);
    const { items } = await createJournal(knex).list(it_.enrolment.id, { limit: 10 });
    expect(items.map(({ type, text }) => [type, text])).toEqual([
      ['mail.queued', 'Courriel mis en file\u00a0: enquête de satisfaction, à l’auditeur.'],
      [
        'mail.planned',
        'Courriel prévu pour le 16 novembre 2026\u00a0: rappel de l’enquête de satisfaction, à l’auditeur.',
      ],
    ]);
  });

  it('is dated from the day it is handed over, the same each time', async () => {
    const [, reminder] = await closing();
    const on = '2026-11-16T07:00:00.000Z';
    const outbox = createOutbox(knex, { clock: { now: async () => on } });
    const dates: string[] = [];
    const refuse = async ({ queuedAt }: { queuedAt: string }) => {
      dates.push(queuedAt);
      throw Object.assign(new Error('450'), { code: 'mail.refused' });
    };
    await expect(outbox.deliver(reminder, refuse)).rejects.toThrow('450');
    const later = createOutbox(knex, { clock: { now: async () => '2026-11-16T09:00:00.000Z' } });
    await later.deliver(reminder, async ({ queuedAt }) => void dates.push(queuedAt));
    expect(dates).toEqual([on, on]);
  });

  it('is not sent where the policy gives no day', async () => {
    await knex('centres').update({ policy: JSON.stringify({ surveyReminderDays: 0 }) });
    const [survey, reminder] = await closing();
    expect(await knex('mails').pluck('key')).toEqual([survey]);
    expect(await createOutbox(knex).waiting([survey, reminder])).toEqual([{ key: survey }]);
  });

  it('is dropped by the answer, which is not reminded of', async () => {
    const [survey, reminder] = await closing();
    await answerOf(it_.enrolment.id, 5);
    expect([await status(survey), await status(reminder)]).toEqual(['queued', 'dropped']);
  });

  it('is dropped when a corrected avis reopens the follow-up, and not planned again', async () => {
    const [, reminder] = await closing();
    await createEnrolmentStore(knex, { publicUrl: 'https://jalons.example.org' }).record(
      transition(it_.enrolment, { version: 9, historyLength: 20, snapshot: { situation: 'follow_up_awaited' } }),
      plainWriter,
    );
    expect(await status(reminder)).toBe('dropped');
  });
});
