import type { StoredSession } from '../db/sessions.ts';
import type { Instant } from '../domain/dates.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Life {
  /** Unused for longer than this, it is over. Milliseconds. */
  idleMs: number;
  /** However much it is used, it is over after this. Milliseconds. */
  wholeMs: number;
}

/** Staff see everybody's data: a working day, then they sign in again. */
const OF_USERS: Life = { idleMs: 8 * HOUR_MS, wholeMs: DAY_MS };
const OF_TUTORS_AND_AUDITEURS: Life = { idleMs: DAY_MS, wholeMs: 30 * DAY_MS };
/** The link that opened it can be followed again. */
const BY_PERSONAL_LINK: Life = { idleMs: 8 * HOUR_MS, wholeMs: DAY_MS };

function lifeOf({ identity, only }: Pick<StoredSession, 'identity' | 'only'>): Life {
  if (only !== undefined) return BY_PERSONAL_LINK;
  return identity.kind === 'user' ? OF_USERS : OF_TUTORS_AND_AUDITEURS;
}

/** Whether a session still holds at `now`: at the very end of its time it does, and no more after it. */
export function isAlive(
  session: Pick<StoredSession, 'identity' | 'only' | 'createdAt' | 'seenAt'>,
  now: Instant,
): boolean {
  const { idleMs, wholeMs } = lifeOf(session);
  const at = Date.parse(now);
  return at - Date.parse(session.seenAt) <= idleMs && at - Date.parse(session.createdAt) <= wholeMs;
}

/** No session lives longer, in milliseconds. */
export const LONGEST_SESSION_MS = OF_TUTORS_AND_AUDITEURS.wholeMs;
