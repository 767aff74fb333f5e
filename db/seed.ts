import { createHash, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { SchoolPeriod } from '../domain/calendar.ts';
import { createAudit } from './audit.ts';
import { createCentres } from './centres.ts';
import { createCertifications } from './certifications.ts';
import { createRegistrationWindows } from './registration-windows.ts';
import { createSchoolCalendar } from './school-calendar.ts';
import { DEMONSTRATION_CERTIFICATIONS } from './seed-certifications.ts';
import { DEMONSTRATION_TUTORS } from './seed-tutors.ts';
import { hashToken } from './tokens.ts';
import { createTutors } from './tutors.ts';
import { createUsers } from './users.ts';

export interface SeedOptions {
  /** BOOTSTRAP_ADMIN_EMAIL */
  adminEmail?: string;
  /** BOOTSTRAP_API_TOKEN; only its hash is kept. */
  bootstrapToken?: string;
  /** The school holidays to begin with. */
  calendar: readonly SchoolPeriod[];
}

export const DEFAULT_ADMIN_EMAIL = 'admin@jalons.localhost';

/** Names the lock that only one seeding process holds. */
const LOCK = 7_264_002;

/**
 * Fills an empty database with the first centre, demonstration certifications and tutors, and the school holidays; a
 * database that has a centre is left as it is. At each start, sees that there is an administrator, and that the bootstrap
 * token is the one given. Several processes may do it at once. Answers whether the database was empty.
 */
export const seed = (database: Knex, options: SeedOptions): Promise<boolean> =>
  database.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    const isEmpty = (await createCentres(trx).first()) === undefined;
    const adminEmail = options.adminEmail ?? DEFAULT_ADMIN_EMAIL;
    if (isEmpty) await fill(trx, adminEmail, options.calendar);
    await ensureAdministrator(trx, adminEmail, isEmpty);
    await renameBootstrapToken(trx);
    if (options.bootstrapToken) await ensureBootstrapToken(trx, options.bootstrapToken);
    return isEmpty;
  });

async function fill(trx: Knex.Transaction, adminEmail: string, calendar: readonly SchoolPeriod[]): Promise<void> {
  await createCentres(trx).insert({
    code: 'pays-de-la-loire',
    name: 'Cnam Pays de la Loire',
    holidayZone: 'B',
    staffEmail: adminEmail,
    managerEmail: adminEmail,
    handicapEmail: 'handi@cnam-paysdelaloire.fr',
    resourcesUrl: 'https://lecnam.net/',
    cgv: { version: '2024', url: 'http://bit.ly/CnamPDLCGV' },
    prices: { individual: 12_000, organisation: 17_000 },
  });
  for (const certification of DEMONSTRATION_CERTIFICATIONS) await createCertifications(trx).insert(certification);
  for (const tutor of DEMONSTRATION_TUTORS) await createTutors(trx).insert({ id: randomUUID(), ...tutor });
  await createRegistrationWindows(trx).insert({
    id: randomUUID(),
    label: 'Avril 2024, 2e semestre 2023-2024',
    from: '2024-04-01',
    to: '2024-04-30',
    centre: null,
  });
  await fillCalendar(trx, calendar);
}

async function fillCalendar(trx: Knex.Transaction, calendar: readonly SchoolPeriod[]): Promise<void> {
  const sha256 = createHash('sha256').update(JSON.stringify(calendar)).digest('hex');
  await createSchoolCalendar(trx).apply(() => ({ added: calendar, changed: [] }), {
    source: 'Calendrier livré avec Jalons',
    sha256,
    importedBy: 'Jalons',
  });
}

/**
 * Nobody could let anybody in: the first administrator is made, or made active again; the audit log tells it, but at the very
 * beginning.
 */
async function ensureAdministrator(trx: Knex.Transaction, email: string, isEmpty: boolean): Promise<void> {
  const already = await trx('users').where({ role: 'administrator', active: true }).first('id');
  if (already) return;
  const users = createUsers(trx);
  const known = await users.findByEmail(email);
  const rights = { role: 'administrator', active: true, centre: null } as const;
  if (known) await users.update(known.id, rights);
  else await users.insert({ id: randomUUID(), firstName: 'Première', lastName: 'Administration', email, ...rights });
  if (isEmpty) return;
  const { id, firstName, lastName } = (await users.findByEmail(email))!;
  await createAudit(trx).append({
    ...{ at: new Date().toISOString(), actor: { role: 'system', name: 'Démarrage' }, centre: null, subject: id },
    action: known ? 'user.changed' : 'user.added',
    text: `Il n’y avait aucun administrateur en activité\u00a0: ${firstName} ${lastName} l’est pour tous les centres.`,
  });
}

/** The one token that a restart may change: another BOOTSTRAP_API_TOKEN takes the place of the former. */
const BOOTSTRAP_TOKEN_ID = '00000000-0000-8000-8000-000000000001';

/** As the journals show it. */
const BOOTSTRAP_LABEL = 'Administration';

/** Earlier versions labelled it with the name of its variable, which people read in journals. */
async function renameBootstrapToken(trx: Knex.Transaction): Promise<void> {
  await trx('tokens')
    .where({ id: BOOTSTRAP_TOKEN_ID, label: 'BOOTSTRAP_API_TOKEN' })
    .update({ label: BOOTSTRAP_LABEL });
}

async function ensureBootstrapToken(trx: Knex.Transaction, secret: string): Promise<void> {
  const token_hash = hashToken(secret);
  const already = await trx('tokens').where({ token_hash, role: 'administrator' }).first('id');
  if (already) return;
  await trx('tokens')
    .insert({ id: BOOTSTRAP_TOKEN_ID, label: BOOTSTRAP_LABEL, token_hash, role: 'administrator' })
    .onConflict('id')
    .merge(['token_hash']);
}
