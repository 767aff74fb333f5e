import { calendarChanged, workflowIdOf } from '../workflows/messages.ts';
import { type Backend, present } from './backend.ts';
import { calendarFacts } from './gather.ts';
import { meaningOf, NoSuchWorkflow, withPatience } from './temporal.ts';

type Needs = Pick<Backend, 'client' | 'patienceMs' | 'stores' | 'clock' | 'civilTime'>;

/**
 * R14: tells the running corrections that have not heard of the calendar in force, and notes each that Temporal has taken.
 * Whoever dies in between leaves them to the next turn; telling twice changes nothing. Answers how many were told.
 */
export async function announceCalendar(needs: Needs): Promise<number> {
  const { stores, client, patienceMs } = needs;
  const version = await stores.schoolCalendar.version();
  const waiting = await stores.calendarAnnouncements.waiting(version);
  if (waiting.length === 0) return 0;
  const { today } = await present(needs);
  for (const { id, zone, receivedOn } of waiting) {
    const facts = await calendarFacts(needs, zone, receivedOn, today);
    try {
      await withPatience(client, patienceMs, () =>
        client.workflow.getHandle(workflowIdOf(id)).signal(calendarChanged, facts),
      );
    } catch (error) {
      // Ended meanwhile: nothing runs any more that could be told.
      const meaning = meaningOf(error);
      if (!(meaning instanceof NoSuchWorkflow)) throw meaning;
    }
    await stores.calendarAnnouncements.announced(id, facts.version);
  }
  return waiting.length;
}
