import type { Publication } from '../domain/publication.ts';
import type { Backend } from './backend.ts';

/** What anybody may read of a centre: how to reach it, and who it is in law. */
export interface PublicCentre extends Publication {
  name: string;
  email: string;
  phone?: string;
  handicapEmail: string;
  address?: string;
  legalNotice?: string;
  cgvUrl: string;
}

const MOST = 100;

/** The centres, by their codes. */
export async function publicCentres({ stores }: Pick<Backend, 'stores'>): Promise<PublicCentre[]> {
  const centres = await stores.centres.list({ limit: MOST });
  return centres.map(({ name, staffEmail, contactPhone, handicapEmail, address, legalNotice, cgv, publication }) => ({
    name,
    email: staffEmail,
    phone: contactPhone,
    handicapEmail,
    address,
    legalNotice,
    cgvUrl: cgv.url,
    ...publication,
  }));
}
