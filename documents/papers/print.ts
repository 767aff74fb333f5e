import PDFDocument from 'pdfkit';
import type {
  AttestationPaper,
  CompletionCertificatePaper,
  EvaluationPaper,
  Paper,
  TutoringRecordPaper,
} from '../../domain/papers.ts';

/** Prints each paper as a PDF: the same data give the same bytes. */
export const papers = {
  attestation: (paper: AttestationPaper): Promise<Buffer> => print(paper),
  evaluation: (paper: EvaluationPaper): Promise<Buffer> => print(paper),
  tutoringRecord: (paper: TutoringRecordPaper): Promise<Buffer> => print(paper),
  completionCertificate: (paper: CompletionCertificatePaper): Promise<Buffer> => print(paper),
};

function print(paper: Paper): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', info: { CreationDate: new Date(paper.issuedAt) } });
  const chunks: Buffer[] = [];
  document.text(paper.reference);
  return new Promise((resolve, reject) => {
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    document.end();
  });
}
