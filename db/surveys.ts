import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type Actor, appendLines } from './journal.ts';

export interface SurveyAnswer {
  satisfaction: number;
  comment?: string;
  at: Instant;
  actor: Actor;
}

/** The answers to the satisfaction survey. */
export function createSurveys(database: Knex) {
  return {
    /**
     * Keeps an answer, and that there is one in the journal.
     * @throws RuleViolation `survey.answered` the second time.
     */
    answer: (enrolmentId: string, { satisfaction, comment, at, actor }: SurveyAnswer): Promise<void> =>
      database.transaction(async (trx) => {
        const kept = await trx('surveys')
          .insert({ enrolment_id: enrolmentId, satisfaction, comment: comment ?? null, answered_at: at })
          .onConflict('enrolment_id')
          .ignore()
          .returning('enrolment_id');
        if (kept.length === 0) throw new RuleViolation('survey.answered', 'Vous avez déjà répondu à cette enquête.');
        const text = 'Réponse à l’enquête de satisfaction enregistrée.';
        await appendLines(trx, enrolmentId, [{ at, actor, type: 'survey.answered', text }]);
      }),

    answered: async (enrolmentId: string): Promise<boolean> =>
      (await database('surveys').where({ enrolment_id: enrolmentId }).first('enrolment_id')) !== undefined,
  };
}

export type Surveys = ReturnType<typeof createSurveys>;
