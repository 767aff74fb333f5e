import type { StoredAvis } from '../db/avis.ts';
import type { StoredDocument } from '../db/documents.ts';
import type { Attachments } from '../db/enrolment-attachments.ts';
import type { StoredEnrolment } from '../db/enrolment-row.ts';
import { actionsFor, type CommandName, type Role } from '../domain/actions.ts';
import { actionsNow } from '../domain/actions-now.ts';
import type { Attestation } from '../domain/attestation.ts';
import type { Instant, PlainDate } from '../domain/dates.ts';
import { type Due, type Outcome, type Planning, STEPS, type Step, type WaitingFor } from '../domain/enrolment.ts';
import { MEETING_MINUTES } from '../domain/meeting.ts';
import type { StepProgress } from '../domain/record.ts';

type Registered = Pick<
  StoredEnrolment,
  | 'id'
  | 'reference'
  | 'centre'
  | 'certification'
  | 'certificationTitle'
  | 'activityUnit'
  | 'semester'
  | 'registeredOn'
  | 'limit'
  | 'priceCents'
  | 'funding'
  | 'eligibility'
  | 'cgv'
  | 'pathReference'
  | 'lateReason'
  | 'auditeur'
>;

/** An enrolment as the API tells it. */
export interface EnrolmentView extends Registered {
  /** R34: after the limit, commands are still taken, and flagged. */
  pastLimit: boolean;
  tutor: NonNullable<StoredEnrolment['tutor']> | null;
  step: Step;
  waitingFor: WaitingFor;
  due?: Pick<Due, 'date' | 'explanation' | 'weeks' | 'provisional'>;
  overdue: boolean;
  steps: StepProgress[];
  meeting?: { startsAt?: Instant; endsAt?: Instant; videoUrl?: string; sequence?: number; heldOn?: PlainDate };
  planning?: Planning;
  documents: DocumentView[];
  /** The tutor's remarks on the first report. */
  remarks?: string;
  avis?: StoredAvis & { previous: StoredAvis[] };
  followUp?: { contactedOn: PlainDate; summary: string; path: string; recordedAt: Instant };
  /** The one in force. */
  attestation?: AttestationView;
  outcome?: Outcome;
  tutoringMinutes: number;
  archived: boolean;
  actions: CommandName[];
}

export interface AttestationView {
  number: string;
  issuedOn: PlainDate;
  /** Where anyone checks it. */
  verificationUrl: string;
}

export interface DocumentView {
  id: string;
  kind: StoredDocument['kind'];
  name: string;
  size: number;
  pages?: number;
  sha256: string;
  receivedOn: PlainDate;
  /** Of its kind, from 1: every version is kept. */
  version: number;
  /** The last version of its kind. */
  current: boolean;
}

/** What `role` sees of an enrolment. What there is not has no key, but for the tutor, null until assigned. */
export function viewOf(enrolment: StoredEnrolment, attached: Attachments, role: Role, today: PlainDate): EnrolmentView {
  const { tutor, step, waitingFor, due, overdue, snapshot, outcome, tutoringMinutes, archivedAt } = enrolment;
  const { documents, remarks, avis, followUp, attestation } = attached;
  const last = avis.at(-1);
  return withoutAbsent({
    ...registered(enrolment),
    pastLimit: step !== 'closed' && today > enrolment.limit,
    tutor: tutor ?? null,
    step,
    waitingFor,
    due: due && dueOf(due),
    overdue,
    steps: stepsOf(enrolment),
    meeting: meetingOf(enrolment),
    planning: snapshot?.facts.planning,
    documents: versionsOf(documents),
    remarks,
    avis: last && { ...last, previous: avis.slice(0, -1) },
    followUp,
    attestation: attestation && attestationOf(attestation),
    outcome,
    tutoringMinutes,
    archived: archivedAt !== undefined,
    actions: actionsOf(enrolment, role, today),
  });
}

const registered = (enrolment: StoredEnrolment): Registered => ({
  id: enrolment.id,
  reference: enrolment.reference,
  centre: enrolment.centre,
  certification: enrolment.certification,
  certificationTitle: enrolment.certificationTitle,
  activityUnit: enrolment.activityUnit,
  semester: enrolment.semester,
  registeredOn: enrolment.registeredOn,
  limit: enrolment.limit,
  priceCents: enrolment.priceCents,
  funding: enrolment.funding,
  eligibility: enrolment.eligibility,
  cgv: enrolment.cgv,
  pathReference: enrolment.pathReference,
  lateReason: enrolment.lateReason,
  auditeur: enrolment.auditeur,
});

const dueOf = ({ date, explanation, weeks, provisional }: Due) =>
  withoutAbsent({ date, weeks, provisional, explanation });

/** The five steps; `closed` is what comes after them. Before the workflow's first record, the first one has just begun. */
function stepsOf({ snapshot, createdAt }: StoredEnrolment): StepProgress[] {
  if (snapshot) return snapshot.steps.filter(({ name }) => name !== 'closed');
  return STEPS.filter((name) => name !== 'closed').map((name, index) =>
    index === 0 ? { name, status: 'current', startedAt: createdAt } : { name, status: 'todo' },
  );
}

function meetingOf({ snapshot, videoUrl }: StoredEnrolment): EnrolmentView['meeting'] {
  const { meeting, heldOn } = snapshot?.facts ?? {};
  if (!meeting) return heldOn ? { heldOn } : undefined;
  const { startsAt, sequence } = meeting;
  const endsAt = new Date(Date.parse(startsAt) + MEETING_MINUTES * 60_000).toISOString();
  return withoutAbsent({ startsAt, endsAt, videoUrl, sequence, heldOn });
}

const attestationOf = ({ number, issuedOn, paper: { verificationUrl } }: Attestation): AttestationView => ({
  number,
  issuedOn,
  verificationUrl,
});

/** Every version of every kind, as they were accepted. */
function versionsOf(documents: readonly StoredDocument[]): DocumentView[] {
  return documents.map((document, index) => {
    const isSameKind = ({ kind }: StoredDocument) => kind === document.kind;
    const version = documents.slice(0, index + 1).filter(isSameKind).length;
    return { ...documentOf(document), version, current: !documents.slice(index + 1).some(isSameKind) };
  });
}

const documentOf = ({ id, kind, name, sizeBytes, pages, sha256, receivedOn }: StoredDocument) =>
  withoutAbsent({ id, kind, name, size: sizeBytes, pages, sha256, receivedOn });

/** Nothing can be done once the workflow has ended. */
function actionsOf({ archivedAt, situation, snapshot }: StoredEnrolment, role: Role, today: PlainDate): CommandName[] {
  if (archivedAt !== undefined) return [];
  return snapshot ? actionsNow(snapshot.facts, situation, role, today) : actionsFor(situation, role);
}

function withoutAbsent<T extends object>(view: T): T {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)) as T;
}
