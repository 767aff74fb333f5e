import { type Backend, present } from './backend.ts';
import type { Principal } from './principal.ts';

/** What the form of a registration offers. */
export interface RegistrationChoices {
  certifications: { code: string; title: string; activityUnits: { code: string; title: string }[] }[];
  /** Those in which the asker may enrol. */
  centres: { code: string; name: string }[];
  /** The version of the CGV that the centre has now. */
  cgvVersion?: string;
  today: string;
}

const MOST = 500;

/** The certifications, centres and CGV that a registration may name. */
export async function registrationChoices(backend: Backend, { centre }: Principal): Promise<RegistrationChoices> {
  const { stores } = backend;
  const [certifications, centres, own, { today }] = await Promise.all([
    stores.certifications.list({ limit: MOST }),
    stores.centres.list({ limit: MOST, code: centre }),
    centre === null ? stores.centres.first() : stores.centres.find(centre),
    present(backend),
  ]);
  return {
    certifications: certifications
      .map(({ code, title, activityUnits }) => ({ code, title, activityUnits }))
      .sort((a, b) => a.title.localeCompare(b.title, 'fr')),
    centres: centres.map(({ code, name }) => ({ code, name })),
    cgvVersion: own?.cgv.version,
    today,
  };
}
