import { type SmtpSink, startSmtp } from '../environment/smtp.ts';
import { PersistentClient } from './client.ts';
import { newcomer, play, prepareStory } from './story.ts';
import { createSystem, type Part, type System } from './system.ts';
import { expectUnharmed } from './unharmed.ts';

/** Six enrolments, each an act behind the one before: in these rounds every act is under way at one death or another. */
const ENROLMENTS = 6;
/** By turns: the second one's avis, which its attestation hangs on, is in flight at the last death. */
const ENDINGS = ['not_validated', 'validated'] as const;
const KILLS = { 1: 'in flight', 5: 'in flight', 7: 'answered', 9: 'in flight' } as const;

/** Plays enrolments through the API of a whole system, while a part of it is killed again and again; then `more`, on the same system. */
export function describeKills(part: Part, more?: (running: () => System) => void): void {
  describe(`kill -9 of ${part}`, () => {
    let smtp: SmtpSink;
    let system: System;
    beforeAll(async () => {
      smtp = await startSmtp();
      system = await createSystem({ environment: { SMTP_URL: smtp.url } });
      await system.start();
    }, 150_000);
    afterAll(async () => {
      await system?.remove();
      await smtp?.stop();
    }, 60_000);

    it('at any point of an enrolment: every act is done once, nothing is lost, and no mail is repeated uncounted', async () => {
      const client = new PersistentClient(system);
      const story = await prepareStory(client);
      const calm = ENDINGS.map(newcomer);
      for (const told of calm) while (told.done < story.actsOf(told).length) await story.next(told);

      const troubled = Array.from({ length: ENROLMENTS }, (_, index) => newcomer(ENDINGS[index % 2]));
      await play(story, troubled, KILLS, async () => {
        const before = system.mark(part);
        if (!before) throw new Error(`${part} does not run`);
        await system.kill(part);
        await system.revived(part, before);
      }).catch((error) => {
        throw new Error(`${error}\n${system.lastWords('worker')}\n${system.lastWords('server')}`, { cause: error });
      });

      const cost = await expectUnharmed(system, story, smtp, { calm, troubled });
      process.stdout.write(
        `  ${Object.keys(KILLS).length} × kill -9 ${part}: ${client.repeats} requests repeated; of ${cost.mails} mails ` +
          `${cost.repeated} arrived twice, ${cost.counted} possible repeats counted\n`,
      );
    }, 300_000);

    more?.(() => system);
  });
}
