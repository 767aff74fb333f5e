import type { Knex } from 'knex';
import type { KeptLogo } from '../domain/centre-identity.ts';
import type { CentreIdentity, CompletionCertificatePaper } from '../domain/papers.ts';
import type { Policy } from '../domain/policy.ts';
import type { Publication } from '../domain/publication.ts';
import type { Prices } from '../domain/tariff.ts';
import { beginToName } from './contents.ts';
import { given } from './enrolment-row.ts';
import { completePolicy } from './policies.ts';

export interface NewCentre {
  code: string;
  name: string;
  holidayZone: string;
  staffEmail: string;
  managerEmail: string;
  handicapEmail: string;
  contactPhone?: string | null;
  resourcesUrl?: string | null;
  cgv: { version: string; url: string };
  /** R4, in cents. */
  prices: Prices;
  /** What the centre decides otherwise than the defaults. */
  policy?: Partial<Policy>;
  /** Who it is on paper. */
  address?: string | null;
  legalNotice?: string | null;
  signature?: CentreIdentity['signature'] | null;
  /** What the prestation is for whoever pays. */
  fundedAction?: CompletionCertificatePaper['action'] | null;
  /** Who it is on the information pages. */
  publication?: Publication | null;
}

type MayBeCleared =
  | 'contactPhone'
  | 'resourcesUrl'
  | 'address'
  | 'legalNotice'
  | 'signature'
  | 'fundedAction'
  | 'publication';

export interface StoredCentre extends Omit<NewCentre, MayBeCleared | 'policy'> {
  contactPhone?: string;
  resourcesUrl?: string;
  address?: string;
  legalNotice?: string;
  signature?: CentreIdentity['signature'];
  fundedAction?: CompletionCertificatePaper['action'];
  publication?: Publication;
  logo?: KeptLogo;
  /** Complete: the centre's own over the defaults. */
  policy: Policy;
  /** The centre's own part of it. */
  ownPolicy: Partial<Policy>;
}

export type CentreChanges = Partial<Omit<NewCentre, 'code'>>;

/** The regional centres. */
export function createCentres(database: Knex) {
  return {
    async find(code: string): Promise<StoredCentre | undefined> {
      const row = await database('centres').where({ code }).first();
      return row && toCentre(row);
    },

    /** The first one kept: that of whoever names none. */
    async first(): Promise<StoredCentre | undefined> {
      const row = await database('centres').orderBy(['created_at', 'code']).first();
      return row && toCentre(row);
    },

    /** In order of their codes, from the one after `after` on; one alone, when its code is given. */
    async list({ limit, after, code }: ListRequest): Promise<StoredCentre[]> {
      const rows = await database('centres')
        .modify((query) => after !== undefined && query.where('code', '>', after))
        .modify((query) => code && query.where({ code }))
        .orderBy('code')
        .limit(limit);
      return rows.map(toCentre);
    },

    /** A code that is taken is the unique violation `centres_pkey`. */
    async insert(centre: NewCentre): Promise<void> {
      await database('centres').insert({ code: centre.code, ...toRow(centre) });
    },

    /** Answers whether there is such a centre. A policy given replaces the centre's own. */
    async update(code: string, changes: CentreChanges): Promise<boolean> {
      const found = await database('centres')
        .where({ code })
        .update({ ...toRow(changes), updated_at: database.fn.now() });
      return found > 0;
    },

    /** Puts a logo on the centre's papers, or takes it off them. From now on the one that was put is not removed. */
    setLogo: (code: string, logo: KeptLogo | null): Promise<void> =>
      database.transaction(async (trx) => {
        if (logo) await beginToName(trx, logo.sha256);
        const changes = { logo_sha256: logo?.sha256 ?? null, logo_format: logo?.format ?? null };
        await trx('centres')
          .where({ code })
          .update({ ...changes, updated_at: trx.fn.now() });
      }),

    /** Answers whether there was such a centre. One with enrolments or users is a reference violation. */
    remove: async (code: string): Promise<boolean> => (await database('centres').where({ code }).delete()) > 0,
  };
}

interface ListRequest {
  limit: number;
  after?: string;
  code?: string | null;
}

export type Centres = ReturnType<typeof createCentres>;

const toRow = (centre: CentreChanges): Record<string, unknown> => ({
  name: centre.name,
  holiday_zone: centre.holidayZone,
  staff_email: centre.staffEmail,
  manager_email: centre.managerEmail,
  handicap_email: centre.handicapEmail,
  contact_phone: centre.contactPhone,
  resources_url: centre.resourcesUrl,
  cgv_version: centre.cgv?.version,
  cgv_url: centre.cgv?.url,
  price_individual_cents: centre.prices?.individual,
  price_organisation_cents: centre.prices?.organisation,
  policy: centre.policy && JSON.stringify(centre.policy),
  address: centre.address,
  legal_notice: centre.legalNotice,
  signature: centre.signature && JSON.stringify(centre.signature),
  funded_action: centre.fundedAction && JSON.stringify(centre.fundedAction),
  publication: centre.publication && JSON.stringify(centre.publication),
});

// biome-ignore lint/suspicious/noExplicitAny: a row comes untyped from the driver.
const toCentre = (row: any): StoredCentre => ({
  code: row.code,
  name: row.name,
  holidayZone: row.holiday_zone,
  staffEmail: row.staff_email,
  managerEmail: row.manager_email,
  handicapEmail: row.handicap_email,
  ...given('contactPhone', row.contact_phone as string | null),
  ...given('resourcesUrl', row.resources_url as string | null),
  cgv: { version: row.cgv_version, url: row.cgv_url },
  prices: { individual: row.price_individual_cents, organisation: row.price_organisation_cents },
  policy: completePolicy(row.policy),
  ownPolicy: row.policy,
  ...given('address', row.address as string | null),
  ...given('legalNotice', row.legal_notice as string | null),
  ...given('signature', row.signature as StoredCentre['signature'] | null),
  ...given('fundedAction', row.funded_action as StoredCentre['fundedAction'] | null),
  ...given('publication', row.publication as Publication | null),
  ...(row.logo_sha256 ? { logo: { format: row.logo_format, sha256: row.logo_sha256 } } : {}),
});
