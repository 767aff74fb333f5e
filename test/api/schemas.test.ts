import { instant } from '../../api/schemas.ts';

const read = (text: unknown): string | undefined => instant().safeParse(text).data;

describe('An instant in a request, ISO 8601', () => {
  it('is taken with Z or an offset, with or without seconds, and comes out in UTC', () => {
    for (const text of [
      '2026-11-24T09:00:00Z',
      '2026-11-24T09:00Z',
      '2026-11-24T09:00:00.000Z',
      '2026-11-24t09:00:00z',
      '2026-11-24T10:00:00+01:00',
      '2026-11-24T10:00+01:00',
      '2026-11-24T10:00:00+0100',
      '2026-11-24T10:00:00+01',
      '2026-11-24T06:00:00.000000-03:00',
    ]) {
      expect([text, read(text)]).toEqual([text, '2026-11-24T09:00:00.000Z']);
    }
  });

  it('is refused without offset, on a day that does not exist, or out of the calendar', () => {
    for (const text of [
      '2026-11-24',
      '2026-11-24T09:00:00',
      '2026-11-24 09:00:00Z',
      '2026-02-30T09:00:00Z',
      '2026-11-24T25:00:00Z',
      '2026-11-24T09:60:00Z',
      '2026-11-24T09:00:00+99:00',
      '2026-11-24T09:00:00+1',
      '1026-11-24T09:00:00Z',
      '',
      null,
      1_795_000_000,
    ]) {
      expect([text, read(text)]).toEqual([text, undefined]);
    }
  });
});
