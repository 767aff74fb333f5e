import type {
  AttestationPaper,
  CompletionCertificatePaper,
  EvaluationPaper,
  Paper,
  TutoringRecordPaper,
} from '../../domain/papers.ts';
import { makeAttestation } from './attestation.ts';
import { makeCompletionCertificate } from './completion-certificate.ts';
import { makeEvaluation } from './evaluation.ts';
import { paginate } from './flow.ts';
import { letterhead } from './letterhead.ts';
import type { Made } from './made.ts';
import { openPress } from './press.ts';
import { drawRunning, type Running } from './running.ts';
import { COLUMN, SHEET } from './sheet.ts';
import { standInNote } from './stand-ins.ts';
import { makeTutoringRecord } from './tutoring-record.ts';
import { plain } from './typography.ts';

/** Prints each paper as a PDF/UA-1, whatever its texts hold: the same data give the same bytes. */
export const papers = {
  attestation: (paper: AttestationPaper): Promise<Buffer> => print(paper, makeAttestation(paper)),
  evaluation: (paper: EvaluationPaper): Promise<Buffer> => print(paper, makeEvaluation(paper)),
  tutoringRecord: (paper: TutoringRecordPaper): Promise<Buffer> => print(paper, makeTutoringRecord(paper)),
  completionCertificate: (paper: CompletionCertificatePaper): Promise<Buffer> =>
    print(paper, makeCompletionCertificate(paper)),
};

async function print(paper: Paper, { title, about, blocks }: Made): Promise<Buffer> {
  const { centre, issuedAt } = paper;
  const press = openPress({ title: plain(`${title} – ${about}`), author: plain(centre.name), at: issuedAt });
  const room = { measure: press.measure, width: COLUMN };
  const pages = paginate([letterhead(centre), ...blocks, ...standInNote(paper)].flatMap((block) => block(room)));
  const running: Running = { title, about, centre: centre.name, legalNotice: centre.legalNotice };
  pages.forEach((placed, index) => {
    press.newPage();
    for (const { draw, y } of placed) draw(press, SHEET.left, y);
    drawRunning(press, running, index + 1, pages.length);
  });
  return press.finish();
}
