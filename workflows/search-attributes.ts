import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Instant } from '../domain/dates.ts';
import type { Snapshot } from '../domain/record.ts';

/** What managers search by in the Temporal UI. Never encrypted: ids and codes only. */
export const searchAttributes = {
  step: defineSearchAttributeKey('EnrolmentStep', SearchAttributeType.KEYWORD),
  waitingFor: defineSearchAttributeKey('WaitingFor', SearchAttributeType.KEYWORD),
  tutor: defineSearchAttributeKey('Tutor', SearchAttributeType.KEYWORD),
  certification: defineSearchAttributeKey('Certification', SearchAttributeType.KEYWORD),
  semester: defineSearchAttributeKey('Semester', SearchAttributeType.KEYWORD),
  centre: defineSearchAttributeKey('Centre', SearchAttributeType.KEYWORD),
  outcome: defineSearchAttributeKey('Outcome', SearchAttributeType.KEYWORD),
  dueAt: defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME),
  overdue: defineSearchAttributeKey('Overdue', SearchAttributeType.BOOL),
} as const;

/** The values of an enrolment; those it has none of are cleared. */
export function searchAttributesOf(snapshot: Snapshot, dueAt: Instant | undefined): SearchAttributeUpdatePair[] {
  const { facts } = snapshot;
  const { step, waitingFor, tutor, certification, semester, centre, outcome, overdue } = searchAttributes;
  return [
    { key: step, value: snapshot.step },
    { key: waitingFor, value: snapshot.waitingFor },
    { key: certification, value: facts.certification },
    { key: semester, value: facts.semester },
    { key: centre, value: facts.centre },
    { key: overdue, value: snapshot.overdue },
    { key: tutor, value: facts.tutor?.code ?? null },
    { key: outcome, value: snapshot.outcome ?? null },
    { key: searchAttributes.dueAt, value: dueAt ? new Date(dueAt) : null },
  ];
}
