import type { CentreIdentity } from './papers.ts';

/** A logo as it is kept: its bytes are in the documents' storage, under their hash. */
export interface KeptLogo {
  format: 'png' | 'jpeg';
  sha256: string;
}

/** Who a centre is on paper, as it is kept. */
export type KeptIdentity = Omit<CentreIdentity, 'logo'> & { logo?: KeptLogo };

/** What a centre's settings say of who it is. */
interface Settings {
  name: string;
  address?: string;
  contactPhone?: string;
  staffEmail: string;
  legalNotice?: string;
  signature?: CentreIdentity['signature'];
  logo?: KeptLogo;
}

/** Who a centre is on paper: reachable at its contact phone, and where its staff read their mail. */
export function identityOf(centre: Settings): KeptIdentity {
  const { name, address, contactPhone: phone, staffEmail: email, legalNotice, signature, logo } = centre;
  return {
    name,
    email,
    ...(address && { address }),
    ...(phone && { phone }),
    ...(legalNotice && { legalNotice }),
    ...(signature && { signature }),
    ...(logo && { logo }),
  };
}
