import { papers } from '../../../documents/papers/print.ts';
import type { Specimen } from './specimens.ts';

/** The specimen as a PDF. */
export function printSpecimen(specimen: Specimen): Promise<Buffer> {
  switch (specimen.kind) {
    case 'attestation':
      return papers.attestation(specimen.paper);
    case 'evaluation':
      return papers.evaluation(specimen.paper);
    case 'tutoringRecord':
      return papers.tutoringRecord(specimen.paper);
    case 'completionCertificate':
      return papers.completionCertificate(specimen.paper);
  }
}
