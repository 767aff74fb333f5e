import type { Knex } from 'knex';
import type { Instant } from '../domain/dates.ts';
import { given } from './enrolment-row.ts';

/** What somebody asked for at a page: a sign-in link, or a personal link to an enrolment. */
export interface AccessRequest {
  id: string;
  kind: 'sign_in' | 'personal_link';
  /** As it was typed, in small letters: perhaps nobody's. */
  email: string;
  /** Of a personal link. */
  enrolmentId?: string;
  /** Of a personal link asked for with an older one: whose that was. */
  role?: 'auditeur' | 'tutor';
  /** Where a sign-in link leads. */
  next?: string;
  askedAt: Instant;
  /** Until when it is answered by mail. */
  expiresAt: Instant;
}

/** How often an address may be asked for. */
export interface AskingLimit {
  count: number;
  /** Since then. */
  since: Instant;
}

/** Names, among advisory locks, those of addresses asked for. */
const LOCKS = 7_265;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 60;

/** What people ask for without having signed in. Known and unknown addresses leave the same row. */
export function createAccessRequests(database: Knex) {
  return {
    /** Keeps a request, unless the address was asked for too often; answers whether it did. */
    insert: (request: AccessRequest, limit: AskingLimit): Promise<boolean> =>
      database.transaction(async (trx) => {
        await trx.raw('select pg_advisory_xact_lock(?, hashtext(?))', [LOCKS, request.email]);
        const { rows } = await trx.raw(
          'select count(*) as count from access_requests where email = ? and asked_at > ?',
          [request.email, limit.since],
        );
        if (rows[0].count >= limit.count) return false;
        await trx('access_requests').insert(toRow(request));
        return true;
      }),

    /**
     * Those whose mail is to be handed over now, marked `sending`: nobody else takes them. One whose hand-over failed comes
     * again after 5 s, then less and less often, once a minute at last, until it expires.
     */
    async take(now: Instant, limit = 20): Promise<AccessRequest[]> {
      const { rows } = await database.raw(
        `update access_requests set status = 'sending', attempts = attempts + 1, tried_at = clock_timestamp()
         where id in (
           select id from access_requests
           where status = 'queued' and expires_at >= :now
             and (tried_at is null or tried_at < clock_timestamp()
               - make_interval(secs => least(:first * power(2, least(attempts, 10) - 1), :longest)))
           order by asked_at limit :limit for update skip locked)
         returning *`,
        { now, limit, first: FIRST_PAUSE_SECONDS, longest: LONGEST_PAUSE_SECONDS },
      );
      return rows.map(toRequest);
    },

    /** The mail server is known not to have taken the mail: it will be handed over again. */
    putBack: (id: string): Promise<number> => mark(id, 'queued'),

    /** Nothing more is to be sent for it. */
    close: (id: string): Promise<number> => mark(id, 'done'),

    /** Forgets those asked before. */
    purge: (before: Instant): Promise<number> => database('access_requests').where('asked_at', '<', before).delete(),
  };

  function mark(id: string, status: 'queued' | 'done'): Promise<number> {
    return database('access_requests').where({ id, status: 'sending' }).update({ status });
  }
}

export type AccessRequests = ReturnType<typeof createAccessRequests>;

const toRow = (request: AccessRequest) => ({
  id: request.id,
  kind: request.kind,
  email: request.email,
  enrolment_id: request.enrolmentId ?? null,
  role: request.role ?? null,
  next_path: request.next ?? null,
  asked_at: request.askedAt,
  expires_at: request.expiresAt,
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toRequest = (row: any): AccessRequest => ({
  id: row.id,
  kind: row.kind,
  email: row.email,
  ...given('enrolmentId', row.enrolment_id as string | null),
  ...given('role', row.role as AccessRequest['role'] | null),
  ...given('next', row.next_path as string | null),
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
});
