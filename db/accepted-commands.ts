import type { Knex } from 'knex';
import type { PlainDate } from '../domain/dates.ts';
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

/**
 * Marks a transition's commands and their documents accepted; answers who gave each, and what they wrote. The
 * registration is among them: its command has the enrolment's own id.
 */
export async function acceptCommands(
  trx: Knex.Transaction,
  transition: Transition,
): Promise<Map<string, KnownCommand>> {
  const known = new Map<string, KnownCommand>();
  for (const [id, actDate] of actDates(transition)) {
    const [row] = await trx('commands')
      .where({ id, enrolment_id: transition.enrolmentId })
      .update({
        accepted: true,
        act_date: actDate,
        accepted_at: trx.raw('coalesce(accepted_at, ?::timestamptz)', [transition.at]),
      })
      .returning(['actor_role', 'actor_name', 'content']);
    if (!row) continue;
    known.set(id, { actor: { role: row.actor_role, name: row.actor_name }, content: row.content });
    await trx('documents').where({ command_id: id }).update({ accepted: true });
  }
  return known;
}

function actDates({ accepted, lines, snapshot }: Transition): Map<string, PlainDate> {
  const named = lines.flatMap(({ commandId }): [string, PlainDate][] =>
    commandId ? [[commandId, snapshot.facts.registeredOn]] : [],
  );
  return new Map([...named, ...accepted.map(({ commandId, on }): [string, PlainDate] => [commandId, on])]);
}

const MEETING_LABEL = 'Premier rendez-vous';

/** Puts what accepted commands wrote where it is read, each once: avis, follow-ups, lines of tutoring. */
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

/**
 * A version is the avis of one command. When a worker died before its history was written, what it told of may never have
 * been accepted, and another avis be given in its place: that one is the version.
 */
async function keepAvis(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, on, avis }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  const given = snapshot.facts.avis?.version === avis!.version ? snapshot.facts.avis : undefined;
  const row = {
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
  };
  await trx('avis').where({ command_id: commandId }).whereNot({ version: row.version }).delete();
  await trx('avis').insert(row).onConflict(['enrolment_id', 'version']).merge();
}

async function keepFollowUp(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, on }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  const row = {
    command_id: commandId,
    enrolment_id: enrolmentId,
    contacted_on: snapshot.facts.followUp?.contactedOn ?? on,
    summary: content.summary ?? '',
    path: snapshot.facts.followUp?.path ?? 'other',
    recorded_at: at,
  };
  await trx('follow_ups').insert(row).onConflict('command_id').ignore();
}

async function keepTime(
  trx: Knex.Transaction,
  { enrolmentId, at, snapshot }: Transition,
  { commandId, name, on, minutes }: AcceptedCommand,
  content: CommandContent,
): Promise<void> {
  const row = {
    command_id: commandId,
    enrolment_id: enrolmentId,
    date: on,
    minutes,
    label: name === 'recordMeeting' ? MEETING_LABEL : (content.label ?? ''),
    tutor_id: snapshot.facts.tutor?.id ?? null,
    recorded_at: at,
  };
  await trx('time_entries').insert(row).onConflict('command_id').ignore();
}
