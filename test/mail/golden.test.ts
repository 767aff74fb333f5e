import { readdirSync, readFileSync } from 'node:fs';
import { goldenMails, goldenUrl } from './golden.ts';

const written = goldenMails();

describe('Golden mails', () => {
  it.each([...written.keys()])(
    '%s reads as it did (else run test/mail/write-golden.ts and read the difference)',
    (file) => {
      expect(written.get(file)).toBe(readFileSync(goldenUrl(file), 'utf8'));
    },
  );

  it('are all of today’s templates', () => {
    expect(readdirSync(goldenUrl('.')).sort()).toEqual([...written.keys()].sort());
  });
});
