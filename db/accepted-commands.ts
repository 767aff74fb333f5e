import type { Knex } from 'knex';
import type { AcceptedCommand, Transition } from '../domain/record.ts';
import type { Actor } from './journal.ts';
import type { Writing } from './journal-text.ts';

/** What the author of a command wrote, as the services keep it. */
export interface CommandContent extends Writing {
  videoUrl?: string;
  remarks?: string;
  motivation?: string;
  mention?: string;
  criteria?: unknown[];
  formKind?: string;
  formVersion?: number;
  summary?: string;
  label?: string;
}

export interface KnownCommand {
  actor: Actor;
  content: CommandContent;
}

/** Marks a transition's commands and their documents accepted; answers who gave each, and what they wrote. */
export async function acceptCommands(
  trx: Knex.Transaction,
  transition: Transition,
): Promise<Map<string, KnownCommand>> {
  const known = new Map<string, KnownCommand>();
  for (const { commandId, on } of transition.accepted) {
    const [row] = await trx('commands')
      .where({ id: commandId, enrolment_id: transition.enrolmentId })
      .update({ accepted: true, act_date: on, accepted_at: transition.at })
      .returning(['actor_role', 'actor_name', 'content']);
    if (!row) continue;
    known.set(commandId, { actor: { role: row.actor_role, name: row.actor_name }, content: row.content });
    await trx('documents').where({ command_id: commandId }).update({ accepted: true });
  }
  return known;
}

const MEETING_LABEL = 'Premier rendez-vous';

/** Puts what accepted commands wrote where it is read: avis, follow-ups, lines of tutoring. */
export async function keepWritings(
  trx: Knex.Transaction,
  transition: Transition,
  known: ReadonlyMap<string, KnownCommand>,
): Promise<void> {
  for (const accepted of transition.accepted) {
    const content = known.get(accepted.commandId)?.content;
    if (!content) continue;
    if (accepted.avis) await keepAvis(trx, transition, accepted, content);
    if (accepted.name === 'recordFollowUp') await keepFollowUp(trx, transition, accepted, content);
    if (accepted.minutes) await keepTime(trx, transition, accepted, content);
  }
}

async function keepAvis(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, on, avis }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  const given = snapshot.facts.avis?.version === avis!.version ? snapshot.facts.avis : undefined;
  await trx('avis').insert({
    enrolment_id: enrolmentId,
    version: avis!.version,
    command_id: commandId,
    mention: given?.mention ?? content.mention,
    motivation: content.motivation ?? '',
    criteria: JSON.stringify(content.criteria ?? []),
    form_kind: content.formKind ?? 'grid',
    form_version: content.formVersion ?? 1,
    given_on: given?.givenOn ?? on,
    reason: content.reason ?? null,
    recorded_at: at,
  });
}

async function keepFollowUp(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, on }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  await trx('follow_ups').insert({
    command_id: commandId,
    enrolment_id: enrolmentId,
    contacted_on: snapshot.facts.followUp?.contactedOn ?? on,
    summary: content.summary ?? '',
    path: snapshot.facts.followUp?.path ?? 'other',
    recorded_at: at,
  });
}

async function keepTime(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, name, on, minutes }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  await trx('time_entries').insert({
    command_id: commandId,
    enrolment_id: enrolmentId,
    date: on,
    minutes,
    label: name === 'recordMeeting' ? MEETING_LABEL : (content.label ?? ''),
    tutor_id: snapshot.facts.tutor?.id ?? null,
    recorded_at: at,
  });
}
