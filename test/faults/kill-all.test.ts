import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { becomes } from '../../launch/ports.ts';
import { type SmtpSink, startSmtp } from '../environment/smtp.ts';
import { registration } from '../journeys/enrolments.ts';
import { PersistentClient } from './client.ts';
import { newcomer, play, prepareStory, type Story, type Told } from './story.ts';
import { createSystem, type System } from './system.ts';
import { expectUnharmed } from './unharmed.ts';

const PATIENCE_MS = 120_000;

describe('kill -9, and a second start', () => {
  let smtp: SmtpSink;
  let system: System;
  let client: PersistentClient;
  let story: Story;
  let calm: Told;

  beforeAll(async () => {
    smtp = await startSmtp();
    system = await createSystem({ environment: { SMTP_URL: smtp.url } });
    await system.start();
    client = new PersistentClient(system);
    story = await prepareStory(client);
    calm = newcomer();
    while (calm.done < story.actsOf(calm).length) await story.next(calm);
  }, 200_000);
  afterAll(async () => {
    await system?.remove();
    await smtp?.stop();
  }, 60_000);

  const newcomers = (count: number) => Array.from({ length: count }, () => newcomer());

  it('of everything at once: running enrolments go on where they were, and nothing is lost or doubled', async () => {
    const troubled = newcomers(4);
    await play(story, troubled, { 3: 'in flight', 8: 'in flight' }, async () => {
      await system.killAll();
      await system.start();
    });
    const cost = await expectUnharmed(system, story, smtp, { calm: [calm], troubled });
    process.stdout.write(`  2 × kill -9 of all: ${cost.repeated} mails twice, ${cost.counted} counted\n`);
  }, 400_000);

  it('of the launcher alone: what it started ends or is taken over, and running enrolments go on', async () => {
    const troubled = newcomers(3);
    await play(story, troubled, { 4: 'in flight' }, async () => {
      await system.kill('launcher');
      await system.start();
    });
    await expectUnharmed(system, story, smtp, { calm: [calm], troubled });
  }, 400_000);

  it('of everything while the mail server refuses: the mail leaves by itself after the start, by its own timer', async () => {
    const told = newcomer();
    while (told.done < 1) await story.next(told);
    await expectUnharmed(system, story, smtp, { calm: [calm], troubled: [] });
    const arrived = smtp.mails.length;
    smtp.refuse(true);
    await story.next(told);
    const refused = async () => /jalons_mails\{state="failing"\} [1-9]/.test(await metrics());
    expect(await becomes(refused, PATIENCE_MS, 200)).toBe(true);
    await system.killAll();
    smtp.refuse(false);
    await system.start();
    expect(await becomes(() => smtp.mails.length === arrived + 2, PATIENCE_MS, 200)).toBe(true);
    await expectUnharmed(system, story, smtp, { calm: [calm], troubled: [] });
  }, 400_000);

  it('of the server while people register, who never ask again (R8): each enrolment is whole, or is not there', async () => {
    const people = newcomers(6);
    const mark = system.mark('server');
    const asked = people.map(async ({ email }, index) => {
      await pause(index * 40);
      return client.once('POST', '/enrolments', registration(email), `${email} register`);
    });
    await pause(160);
    await system.kill('server');
    if (mark) await system.revived('server', mark);
    const answers = await Promise.all(asked);
    await system.ready();
    const database = new pg.Client({ connectionString: system.services().postgres?.url });
    await database.connect();
    const whole = async () => {
      const text = `select workflow_started and version > 0 as whole from enrolments where auditeur_email = any($1)`;
      return (await database.query(text, [people.map(({ email }) => email)])).rows.every((row) => row.whole);
    };
    expect(await becomes(whole, PATIENCE_MS, 500)).toBe(true);
    await database.end();
    for (const [index, told] of people.entries()) {
      const { status } = await client.once('POST', '/enrolments', registration(told.email), `${told.email} again`);
      expect([201, 409]).toContain(status);
      if (answers[index]?.status === 201) expect(status).toBe(409);
    }
    const known = await Promise.all(
      people.map(({ email }) => client.get(`/enrolments?q=${encodeURIComponent(email)}`)),
    );
    expect(known.map(({ items }) => items.length)).toEqual(people.map(() => 1));
  }, 400_000);

  const metrics = async () => (await fetch(`${system.url}/metrics`)).text();
});
