import { randomUUID } from 'node:crypto';
import type { StoredUser } from '../../db/users.ts';
import { leavesNobody } from '../../domain/administrators.ts';
import { ROLE_NAMES } from '../../domain/words.ts';
import { audited } from '../audit.ts';
import type { Backend } from '../backend.ts';
import type { Claims } from './provider.ts';
import { type SingleSignOnSettings, STAFF_ROLES, type StaffRole } from './settings.ts';

/** Why somebody whom the provider knows does not come in. */
export type Refusal = 'unverified' | 'unknown' | 'no_role' | 'inactive';

type Needs = Pick<Backend, 'stores' | 'clock'>;

/**
 * The user whom the provider speaks of, by a verified e-mail address. Without a mapping of roles, somebody known here; with one,
 * the provider decides: somebody new is added, and a role that changed is changed, but not that of the last administrator.
 */
export async function userOf(
  backend: Needs,
  claims: Claims,
  roles: SingleSignOnSettings['roles'],
): Promise<StoredUser | Refusal> {
  const { email } = claims;
  if (typeof email !== 'string' || claims.email_verified !== true) return 'unverified';
  const known = await backend.stores.users.findByEmail(email);
  if (known && !known.active) return 'inactive';
  if (!roles) return known ?? 'unknown';
  const role = roleIn(claims, roles);
  if (!role) return 'no_role';
  if (!known) return add(backend, claims, email, role);
  return known.role === role ? known : change(backend, known, role);
}

/** The highest of the roles that the claim gives; `a.b` is the claim `b` within `a`. */
function roleIn(claims: Claims, { claim, byValue }: NonNullable<SingleSignOnSettings['roles']>): StaffRole | undefined {
  const found = claim in claims ? claims[claim] : claim.split('.').reduce(within, claims as unknown);
  const values = Array.isArray(found) ? found : [found];
  const given = values.flatMap((value) => byValue.get(String(value)) ?? []);
  return STAFF_ROLES.findLast((role) => given.includes(role));
}

const within = (thing: unknown, name: string): unknown => {
  const isThere = typeof thing === 'object' && thing !== null && Object.hasOwn(thing, name);
  return isThere ? (thing as Record<string, unknown>)[name] : undefined;
};

const AUTHOR = { role: 'system', name: 'Compte de l’établissement' } as const;

/** Somebody new belongs to the first centre: an administrator widens that. */
async function add(backend: Needs, claims: Claims, email: string, role: StaffRole): Promise<StoredUser> {
  const centre = (await backend.stores.centres.first())?.code ?? null;
  const user: StoredUser = { id: randomUUID(), ...nameIn(claims, email), email, role, centre, active: true };
  await audited(
    backend,
    AUTHOR,
    ({ stores }) => stores.users.insert(user),
    () => ({
      ...{ action: 'user.added', subject: user.id, centre },
      text: `Utilisateur ajouté par sa connexion\u00a0: ${nameOf(user)}, rôle ${ROLE_NAMES[role]}.`,
    }),
  );
  return user;
}

/** The provider's role, but for the last administrator, who stays one: nobody could let anybody in. */
async function change(backend: Needs, user: StoredUser, wanted: StaffRole): Promise<StoredUser> {
  const { id, role, centre } = user;
  const changed = await audited(
    backend,
    AUTHOR,
    async ({ stores }) => {
      const after = { ...user, role: wanted };
      if (leavesNobody({ before: user, after }, await stores.users.administrators())) return user;
      await stores.users.update(id, { role: wanted });
      return after;
    },
    (after) =>
      after === user
        ? undefined
        : {
            ...{ action: 'user.changed', subject: id, centre },
            text: `Rôle changé par sa connexion\u00a0: ${nameOf(user)}, de ${ROLE_NAMES[role]} à ${ROLE_NAMES[wanted]}.`,
          },
  );
  return changed;
}

const nameOf = ({ firstName, lastName }: StoredUser): string => `${firstName} ${lastName}`;

function nameIn(claims: Claims, email: string): Pick<StoredUser, 'firstName' | 'lastName'> {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name].trim().slice(0, 200) : '');
  const [first = '', ...last] = text('name').split(/\s+/);
  return {
    firstName: text('given_name') || first || email.split('@')[0]!,
    lastName: text('family_name') || last.join(' ') || '–',
  };
}
