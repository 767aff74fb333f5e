import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type Actor, appendLines } from './journal.ts';

export interface SurveyAnswer {
  satisfaction: number;
  comment?: string;
  /** The month of the answer in Paris, `2026-11`: nothing more precise is kept beside it. */
  month: string;
}

/** The satisfaction survey: who has answered, and, apart, what was answered. */
export function createSurveys(database: Knex) {
  return {
    /**
     * Keeps that this enrolment's auditeur has answered, with a line in the journal; apart from it and without a way back,
     * what the answer was. The reminder that was to come is dropped.
     *
     * @throws RuleViolation `survey.answered` the second time.
     */
    answer: (enrolmentId: string, answer: SurveyAnswer, { at, actor }: { at: Instant; actor: Actor }): Promise<void> =>
      database.transaction(async (trx) => {
        const whose = await lockEnrolment(trx, enrolmentId);
        await participate(trx, enrolmentId);
        await putAmongOthers(trx, whose, answer);
        await dropReminder(trx, enrolmentId);
        const text = 'Réponse à l’enquête de satisfaction enregistrée.';
        await appendLines(trx, enrolmentId, [{ at, actor, type: 'survey.answered', text }]);
      }),

    answered: async (enrolmentId: string): Promise<boolean> =>
      (await database('survey_participations').where({ enrolment_id: enrolmentId }).first('enrolment_id')) !==
      undefined,
  };
}

export type Surveys = ReturnType<typeof createSurveys>;

interface Whose {
  centre_code: string;
  semester: string;
  certification_code: string;
}

const lockEnrolment = (trx: Knex.Transaction, id: string): Promise<Whose> =>
  trx('enrolments').where({ id }).forNoKeyUpdate().first('centre_code', 'semester', 'certification_code');

async function participate(trx: Knex.Transaction, enrolmentId: string): Promise<void> {
  const first = await trx('survey_participations')
    .insert({ enrolment_id: enrolmentId })
    .onConflict('enrolment_id')
    .ignore()
    .returning('enrolment_id');
  if (first.length === 0) throw new RuleViolation('survey.answered', 'Vous avez déjà répondu à cette enquête.');
}

/**
 * Writes an answer among those of the same centre and semester, all of which are written anew in random order: neither
 * the place of a row, nor the transaction that PostgreSQL remembers of it, nor its id then tells one answer from another.
 */
async function putAmongOthers(
  trx: Knex.Transaction,
  { centre_code: centre, semester, certification_code: certification }: Whose,
  { satisfaction, comment, month }: SurveyAnswer,
): Promise<void> {
  // One after the other: two who answer at once would each leave the other's row as it was.
  await trx.raw(`select pg_advisory_xact_lock(?, hashtext(?))`, [SURVEY_LOCKS, `${centre} ${semester}`]);
  const others = trx('survey_answers').where({ centre_code: centre, semester }).delete().returning(KEPT);
  await trx.raw(
    `with others as (?), mine as (select ?::text, ?::text, ?::text, ?::text, ?::integer, ?::text)
     insert into survey_answers (${KEPT.join(', ')})
     select * from (select * from others union all select * from mine) every_one order by random()`,
    [others, centre, semester, certification, month, satisfaction, comment ?? null] as Knex.Value[],
  );
}

/** Who has answered is not reminded. */
async function dropReminder(trx: Knex.Transaction, enrolmentId: string): Promise<void> {
  await trx('mails')
    .where({ enrolment_id: enrolmentId, name: 'survey_reminder' })
    .whereIn('status', ['queued', 'sending'])
    .update({ status: 'dropped' });
}

/** Names, among advisory locks, those of the answers of a centre and a semester. */
const SURVEY_LOCKS = 7_266;
const KEPT = ['centre_code', 'semester', 'certification_code', 'month', 'satisfaction', 'comment'];
