import type { Answer } from './caller.ts';

/** « 422 tutor.inactive »: the refusal of a command, which is a problem whose sentence a French person can read. */
export async function refusal(asked: Promise<Answer>): Promise<string> {
  const { status, body, headers } = await asked;
  if (status < 300) return `${status} accepted`;
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/^[A-ZÀÉ].*\.$/su) });
  return `${status} ${body.code}`;
}
