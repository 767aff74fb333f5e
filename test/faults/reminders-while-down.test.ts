import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import pg from 'pg';
import { atParis, parisDate } from '../../calendar/paris-time.ts';
import { publicHolidays } from '../../calendar/public-holidays.ts';
import { addDays, workingDayFrom } from '../../domain/dates.ts';
import { becomes } from '../../launch/ports.ts';
import { type SmtpSink, startSmtp } from '../environment/smtp.ts';
import { timeSkipping } from '../environment/temporal.ts';
import { PersistentClient } from './client.ts';
import { newcomer, prepareStory } from './story.ts';
import { createSystem, type System } from './system.ts';

const PATIENCE_MS = 90_000;

describe('timers, while everything but Temporal lies dead', () => {
  let env: TestWorkflowEnvironment;
  let smtp: SmtpSink;
  let system: System;

  beforeAll(async () => {
    env = await timeSkipping();
    smtp = await startSmtp();
    system = await createSystem({
      environment: { SMTP_URL: smtp.url, TEMPORAL_ADDRESS: env.address, CLOCK: 'temporal' },
    });
    await system.start();
  }, 150_000);
  afterAll(async () => {
    await system?.remove();
    await smtp?.stop();
    await env?.teardown();
  }, 60_000);

  it('a reminder that falls due meanwhile is sent once after the start, and the following one at its time', async () => {
    const told = newcomer();
    const story = await prepareStory(new PersistentClient(system));
    while (told.done < 2) await story.next(told); // the auditeur is to book, and is reminded after 7 and 14 days

    // An activity under way would hold the clock.
    expect(await becomes(() => smtp.mails.length === 2, PATIENCE_MS, 100)).toBe(true);
    await pause(2_000);
    await system.killAll();
    // The clock runs to the reminder, then waits for a worker to hear of it.
    const tenDays = sleepUntilNoon(10);
    await pause(2_000);
    await system.start();
    await tenDays;
    await expectReminders(told.email, 1);

    await sleepUntilNoon(7);
    await expectReminders(told.email, 2);
  }, 300_000);

  /** Until noon in Paris, when mails may go, of the first working day at least so many days ahead. */
  async function sleepUntilNoon(days: number): Promise<void> {
    const now = await env.currentTimeMs();
    const date = addDays(parisDate(new Date(now).toISOString()), days);
    const year = Number(date.slice(0, 4));
    const day = workingDayFrom(date, publicHolidays(year, year + 1));
    await env.sleep(Date.parse(atParis(day, '12:00')) - now);
  }

  async function expectReminders(email: string, count: number): Promise<void> {
    const database = new pg.Client({ connectionString: system.services().postgres?.url });
    await database.connect();
    const reminders = async () => {
      const text = `select message_id from mails where name = 'reminder' and to_address = $1 and status = 'sent'`;
      return (await database.query<{ message_id: string }>(text, [email])).rows.map(({ message_id }) => message_id);
    };
    try {
      expect(await becomes(async () => (await reminders()).length === count, PATIENCE_MS, 100)).toBe(true);
      await pause(1_000);
      const arrived = smtp.mails.map(({ mail }) => mail.messageId);
      const ids = await reminders();
      expect(ids).toHaveLength(count);
      expect(arrived.filter((id) => ids.includes(id ?? ''))).toHaveLength(count);
    } finally {
      await database.end();
    }
  }
});
