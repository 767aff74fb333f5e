import type { z as zod } from 'zod';
import { type CommandName, mayEver, ROLES, type Role } from '../../domain/actions.ts';
import type { Backend } from '../../services/backend.ts';
import { returnCorrection, submitReport, submitRevision } from '../../services/deposits.ts';
import { expire, extendLimit, withdraw } from '../../services/endings.ts';
import { readAfterAct } from '../../services/enrolments.ts';
import { correctAvis, giveAvis, recordFollowUp } from '../../services/evaluations.ts';
import { bookMeeting, callOffMeeting, recordMeeting } from '../../services/meetings.ts';
import { amendPlanning } from '../../services/plannings.ts';
import type { Principal } from '../../services/principal.ts';
import { answerSurvey, confirmTutoring, logTime } from '../../services/tutoring.ts';
import { assignTutor } from '../../services/tutors-of-enrolments.ts';
import { enrolmentAnswer } from '../answers.ts';
import { type BodyKind, type Call, type Method, type Route, route } from '../route.ts';
import { flag, instant, line, plainDate, prose, uuid, webAddress, z } from '../schemas.ts';
import { enrolmentPath } from './enrolments.ts';

const AUDITEUR: readonly Role[] = ['auditeur'];

const reason = prose(2_000).optional();
const note = prose(2_000).optional();
const planning = z.strictObject({ reportDue: plainDate().optional(), revisionDue: plainDate().optional() });
const objectives = z.strictObject({
  acquainted: z.boolean().optional(),
  instructions: z.boolean().optional(),
  questions: z.boolean().optional(),
  planning: z.boolean().optional(),
});
const avis = {
  mention: z.enum(['validated', 'not_validated']).optional(),
  motivation: prose(20_000).optional(),
  criteria: z
    .array(z.strictObject({ id: line(64), met: z.boolean().optional(), comment: prose(5_000).optional() }))
    .max(200)
    .optional(),
  givenOn: plainDate().optional(),
  formVersion: z.int().min(1).optional(),
  note,
};
/** A form's field comes as a text, a JSON one as a boolean. */
const unchanged = z.union([z.boolean(), flag()]).optional();

type Act<Body> = (
  backend: Backend,
  principal: Principal,
  enrolmentId: string,
  body: Body,
  scope: string,
) => Promise<void>;

interface Declared<Body extends zod.ZodType> {
  at: string;
  method?: Method;
  id: string;
  roles: readonly Role[];
  summary: string;
  body: Body;
  bodyKind?: BodyKind;
  act: Act<zod.output<Body> & Pick<Call<unknown, unknown, unknown>, 'file'>>;
}

/** A route under an enrolment that acts on it, and answers the enrolment as it is then. */
const deed =
  (backend: Backend) =>
  <Body extends zod.ZodType>({ at, method = 'post', id, roles, summary, body, bodyKind, act }: Declared<Body>): Route =>
    route({
      method,
      path: `/api/enrolments/{id}/${at}`,
      operationId: id,
      summary,
      tag: 'Actes',
      roles,
      params: enrolmentPath,
      body,
      bodyKind,
      answer: enrolmentAnswer,
      handle: async ({ principal, params, body: given, file, scope }) => {
        await act(backend, principal, params.id, { ...(given as object), file } as never, scope);
        return readAfterAct(backend, principal, params.id);
      },
    });

/** A deed that is a command of the process: the process's own table says for whom. */
const command =
  (backend: Backend) =>
  <Body extends zod.ZodType>(declared: Omit<Declared<Body>, 'roles'> & { id: CommandName }): Route =>
    deed(backend)({ ...declared, roles: ROLES.filter((role) => mayEver(role, declared.id)) });

/** The commands of the process, and what an auditeur says of it besides. */
export const commandRoutes = (backend: Backend): Route[] => {
  const [declare, declareDeed] = [command(backend), deed(backend)];
  return [
    declare({
      at: 'tutor',
      id: 'assignTutor',
      summary: 'Affecter un tuteur, ou le remplacer',
      body: z.strictObject({ tutorId: uuid(), reason, force: z.boolean().optional() }),
      act: assignTutor,
    }),
    declare({
      at: 'meeting',
      id: 'bookMeeting',
      summary: 'Fixer ou déplacer le premier rendez-vous',
      body: z.strictObject({ startsAt: instant(), videoUrl: webAddress().optional() }),
      act: bookMeeting,
    }),
    declare({
      at: 'meeting',
      method: 'delete',
      id: 'callOffMeeting',
      summary: 'Annuler le rendez-vous',
      body: z.strictObject({ reason }),
      act: callOffMeeting,
    }),
    declare({
      at: 'meeting/outcome',
      id: 'recordMeeting',
      summary: 'Rendre compte du rendez-vous',
      body: z.strictObject({
        held: z.boolean(),
        heldOn: plainDate().optional(),
        objectives: objectives.optional(),
        planning: planning.optional(),
        note,
        reason,
      }),
      act: recordMeeting,
    }),
    declare({
      at: 'planning',
      method: 'put',
      id: 'amendPlanning',
      summary: 'Modifier le planning',
      body: planning.extend({ reason }),
      act: amendPlanning,
    }),
    declare({
      at: 'report',
      id: 'submitReport',
      summary: 'Déposer le rapport',
      body: z.strictObject({ receivedOn: plainDate().optional(), note }),
      bodyKind: 'form',
      act: submitReport,
    }),
    declare({
      at: 'correction',
      id: 'returnCorrection',
      summary: 'Transmettre la correction annotée',
      body: z.strictObject({ remarks: prose(50_000).optional(), returnedOn: plainDate().optional(), note }),
      bodyKind: 'form',
      act: returnCorrection,
    }),
    declare({
      at: 'revision',
      id: 'submitRevision',
      summary: 'Déposer le rapport révisé, ou le dire inchangé',
      body: z.strictObject({ unchanged, receivedOn: plainDate().optional(), note }),
      bodyKind: 'form',
      act: submitRevision,
    }),
    declare({
      at: 'avis',
      id: 'giveAvis',
      summary: 'Rendre l’avis motivé',
      body: z.strictObject(avis),
      act: giveAvis,
    }),
    declare({
      at: 'avis/correction',
      id: 'correctAvis',
      summary: 'Corriger l’avis',
      body: z.strictObject({ ...avis, reason }),
      act: correctAvis,
    }),
    declare({
      at: 'follow-up',
      id: 'recordFollowUp',
      summary: 'Enregistrer l’échange qui suit un avis défavorable',
      body: z.strictObject({
        contactedOn: plainDate().optional(),
        summary: prose(10_000).optional(),
        path: z.enum(['new_enrolment', 'vae', 'stop', 'other']).optional(),
      }),
      act: recordFollowUp,
    }),
    declare({
      at: 'time-entries',
      id: 'logTime',
      summary: 'Inscrire une durée au relevé d’accompagnement',
      body: z.strictObject({ date: plainDate(), minutes: z.number(), label: line(500) }),
      act: logTime,
    }),
    declareDeed({
      at: 'tutoring-record/confirmation',
      id: 'confirmTutoring',
      summary: 'Confirmer le relevé d’accompagnement',
      roles: AUDITEUR,
      body: z.strictObject({ totalMinutes: z.int().min(1).optional() }),
      act: (of, principal, id, body) => confirmTutoring(of, principal, id, body),
    }),
    declareDeed({
      at: 'survey',
      id: 'answerSurvey',
      summary: 'Répondre à l’enquête de satisfaction',
      roles: AUDITEUR,
      body: z.strictObject({ satisfaction: z.int().min(1).max(5), comment: prose(5_000).optional() }),
      act: (of, principal, id, body) => answerSurvey(of, principal, id, body),
    }),
    declare({
      at: 'withdrawal',
      id: 'withdraw',
      summary: 'Abandonner la prestation',
      body: z.strictObject({ reason }),
      act: withdraw,
    }),
    declare({
      at: 'limit',
      id: 'extendLimit',
      summary: 'Prolonger la limite de deux semestres',
      body: z.strictObject({ limit: plainDate(), reason }),
      act: extendLimit,
    }),
    declare({
      at: 'expiry',
      id: 'expire',
      summary: 'Clore comme expiré',
      body: z.strictObject({ reason }),
      act: expire,
    }),
  ];
};
