import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { MEDIA_TYPES } from '../../domain/report.ts';
import type { Backend } from '../../services/backend.ts';
import { openDocument } from '../../services/documents.ts';
import { evaluationForm } from '../../services/evaluations.ts';
import { proposal } from '../../services/plannings.ts';
import { EVERYONE, STAFF } from '../../services/principal.ts';
import { tutoringLedger } from '../../services/tutoring.ts';
import { suggestTutors } from '../../services/tutors-of-enrolments.ts';
import { formAnswer, ledgerAnswer, proposalAnswer, suggestionsAnswer } from '../answers.ts';
import { attachment } from '../content-disposition.ts';
import { type Route, route, Written } from '../route.ts';
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
      return new Written(async (response: Response) => {
        response.set({
          'Content-Type': MEDIA_TYPES[document.format],
          'Content-Length': String(document.sizeBytes),
          'Content-Disposition': attachment(document.name),
          'Cache-Control': 'private, no-store',
        });
        // Who goes away in the middle is no fault of ours; a fault of the disk cuts the answer short.
        await pipeline(content, response).catch(() => response.destroy());
      });
    },
  }),
];
