import { createHash } from 'node:crypto';

/** A paper as it is downloaded. */
export interface PrintedPaper {
  /** In French, in ASCII: `attestation-ATT-2026-00042.pdf`. */
  name: string;
  bytes: Buffer;
  /** The same for the same bytes, and for no others. */
  etag: string;
}

/** A paper under a name made of what it is and of which one. */
export const printed = (what: string, which: string, bytes: Buffer): PrintedPaper => ({
  name: `${what}-${which.replaceAll(/[^\w.-]/g, '_')}.pdf`,
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('hex')}"`,
});
