import { randomUUID } from 'node:crypto';
import { parisDate } from '../../calendar/paris-time.ts';
import { pdfOf } from '../documents/made-files.ts';
import { type House, type Reply, registration } from './house.ts';

/** The id of a new enrolment in which a report, a correction or a revision is awaited. */
export async function enrolmentAwaiting(house: House, what: 'report' | 'correction' | 'revision'): Promise<string> {
  const today = parisDate(new Date().toISOString());
  const late = { lateReason: 'Essai', registeredOn: today };
  const { id } = await ok(house.ask('POST', '/api/enrolments', { body: registration(late) }));
  const act = (name: string, body: unknown) => ok(house.ask('POST', `/api/enrolments/${id}/${name}`, { body }));
  const tutor = {
    firstName: 'Tim',
    lastName: 'Tuteur',
    email: `tim.${randomUUID()}@example.org`,
    approved: { on: '2026-01-01', reference: 'R' },
    certifications: ['LIC-GEST'],
    capacity: 5,
  };
  await act('tutor', { tutorId: (await ok(house.ask('POST', '/api/tutors', { body: tutor }))).id });
  const { reportDue, revisionDue } = await ok(house.ask('GET', `/api/enrolments/${id}/planning/proposal`));
  const objectives = { acquainted: true, instructions: true, questions: true, planning: true };
  await act('meeting/outcome', { held: true, heldOn: today, objectives, planning: { reportDue, revisionDue } });
  if (what !== 'report') await act('report', aFile(await pdfOf(2)));
  if (what === 'revision') await act('correction', { remarks: 'Précisez.' });
  return id;
}

/** A form with a file. */
export function aFile(content: Buffer, name = 'rapport.pdf'): FormData {
  const data = new FormData();
  data.set('file', new Blob([new Uint8Array(content)]), name);
  return data;
}

async function ok(reply: Promise<Reply>): Promise<Reply['body']> {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
