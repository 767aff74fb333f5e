export const STAFF_ROLES = ['staff', 'manager', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who may sign in by the institution's own accounts, and as what. */
export interface SingleSignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The provider decides roles: whoever has one of these values in this claim has this role. */
  readonly roles?: { readonly claim: string; readonly byValue: ReadonlyMap<string, StaffRole> };
}

export interface SingleSignOnVariables {
  OIDC_ISSUER?: string;
  OIDC_CLIENT_ID?: string;
  OIDC_CLIENT_SECRET?: string;
  OIDC_ROLE_CLAIM?: string;
  OIDC_ROLE_MAP?: string;
}

/** The settings that variables give, none when they give none; `mistakes` gets a French line for each that is wrong. */
export function readSingleSignOn(
  variables: SingleSignOnVariables,
  mistakes: string[],
): SingleSignOnSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  if (!issuer) {
    const alone = Object.entries(variables).flatMap(([name, value]) => (value ? name : []));
    if (alone.length > 0) mistakes.push(`${alone.join(', ')}\u00a0: il manque OIDC_ISSUER`);
    return undefined;
  }
  if (!isProvider(issuer)) mistakes.push('OIDC_ISSUER attend l’adresse https:// du fournisseur d’identité');
  if (!clientId) mistakes.push('OIDC_CLIENT_ID manque\u00a0: OIDC_ISSUER le demande');
  if (!clientSecret) mistakes.push('OIDC_CLIENT_SECRET manque\u00a0: OIDC_ISSUER le demande');
  const roles = readRoles(variables, mistakes);
  return clientId && clientSecret ? { issuer, clientId, clientSecret, ...(roles ? { roles } : {}) } : undefined;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** By https, but for one on this very machine. */
function isProvider(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function readRoles(
  { OIDC_ROLE_CLAIM: claim, OIDC_ROLE_MAP: map }: SingleSignOnVariables,
  mistakes: string[],
): SingleSignOnSettings['roles'] {
  if (!claim && !map) return undefined;
  if (!claim || !map) {
    mistakes.push('OIDC_ROLE_CLAIM et OIDC_ROLE_MAP vont ensemble');
    return undefined;
  }
  const pairs = map.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const isWrong = pairs.some(([value, role, more]) => !value || more !== undefined || !isStaffRole(role));
  if (isWrong) mistakes.push(`OIDC_ROLE_MAP attend VALEUR=RÔLE,… avec pour rôles ${STAFF_ROLES.join(', ')}`);
  return isWrong ? undefined : { claim, byValue: new Map(pairs as [string, StaffRole][]) };
}

const isStaffRole = (role: string | undefined): role is StaffRole => STAFF_ROLES.some((one) => one === role);
