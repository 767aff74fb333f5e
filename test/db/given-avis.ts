import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { createCommands } from '../../db/commands.ts';
import type { NewEnrolment } from '../../db/enrolments.ts';
import type { Facts, Mention } from '../../domain/enrolment.ts';
import type { Snapshot, Transition } from '../../domain/record.ts';
import { factsOf, transition } from './people.ts';

export interface GivenAvis {
  /** 1 is the avis, more a correction of it. */
  version?: number;
  at?: string;
  givenOn?: string;
  historyLength?: number;
  content?: object;
  facts?: Partial<Facts>;
  snapshot?: Partial<Snapshot>;
}

/** An avis on its way to the record, as the workflow tells it; its command is pending. */
export async function givenAvis(
  knex: Knex,
  enrolment: NewEnrolment,
  mention: Mention,
  given: GivenAvis = {},
): Promise<Transition> {
  const { version = 1, at = '2026-11-02T09:30:00.000Z', givenOn = '2026-11-02', historyLength = 100 } = given;
  const name = version === 1 ? 'giveAvis' : 'correctAvis';
  const commandId = randomUUID();
  const actor = { role: 'tutor', name: 'Octave Exemple' } as const;
  const content = { mention, motivation: 'Motif.', criteria: [], formKind: 'grid', formVersion: 1, ...given.content };
  await createCommands(knex).insertPending({ id: commandId, enrolmentId: enrolment.id, name, actor, content });
  return transition(enrolment, {
    version: 10 + version,
    historyLength,
    at,
    accepted: [{ commandId, name, on: givenOn, avis: { version } }],
    snapshot: {
      ...given.snapshot,
      facts: factsOf(enrolment, { ...given.facts, avis: { mention, version, givenOn } }),
    },
  });
}
