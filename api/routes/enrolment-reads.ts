import type { Backend } from '../../services/backend.ts';
import { openDocument } from '../../services/documents.ts';
import { evaluationForm } from '../../services/evaluations.ts';
import { proposal } from '../../services/plannings.ts';
import { EVERYONE, STAFF } from '../../services/principal.ts';
import { tutoringLedger } from '../../services/tutoring.ts';
import { suggestTutors } from '../../services/tutors-of-enrolments.ts';
import { formAnswer, ledgerAnswer, proposalAnswer, suggestionsAnswer } from '../answers.ts';
import { downloadDocument } from '../download.ts';
import { type Route, route } from '../route.ts';
import { plainDate, uuid, z } from '../schemas.ts';
import { enrolmentPath } from './enrolments.ts';

/** What is read of an enrolment besides itself. */
export const enrolmentReadRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/enrolments/{id}/tutor-suggestions',
    operationId: 'suggestTutors',
    summary: 'Les tuteurs que l’on peut affecter, les moins chargés d’abord',
    tag: 'Dossiers',
    roles: STAFF,
    params: enrolmentPath,
    answer: suggestionsAnswer,
    handle: async ({ principal, params }) => ({
      items: await suggestTutors(backend, principal, params.id),
      nextCursor: null,
    }),
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}/planning/proposal',
    operationId: 'proposePlanning',
    summary: 'Un planning qui tient dans la limite de deux semestres',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    query: z.strictObject({ reportDue: plainDate().optional() }),
    answer: proposalAnswer,
    handle: ({ principal, params, query }) => proposal(backend, principal, params.id, query.reportDue),
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}/time-entries',
    operationId: 'listTimeEntries',
    summary: 'Le relevé d’accompagnement, avec son total',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    answer: ledgerAnswer,
    handle: async ({ principal, params }) => ({
      ...(await tutoringLedger(backend, principal, params.id)),
      nextCursor: null,
    }),
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}/evaluation-form',
    operationId: 'readEvaluationForm',
    summary: 'Le formulaire sur lequel l’avis est rendu, ou l’a été',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    answer: formAnswer,
    handle: ({ principal, params }) => evaluationForm(backend, principal, params.id),
  }),
  route({
    method: 'get',
    path: '/api/enrolments/{id}/documents/{documentId}',
    operationId: 'readDocument',
    summary: 'Un document déposé',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: z.object({ id: uuid(), documentId: uuid() }),
    answerType: 'application/octet-stream',
    handle: async ({ principal, params }) => {
      const { document, content } = await openDocument(backend, principal, params.id, params.documentId);
      return downloadDocument(document, content);
    },
  }),
];
