import type { Response } from 'express';
import type { Backend } from '../../services/backend.ts';
import { attestationPaper } from '../../services/papers/attestation.ts';
import { completionCertificatePaper } from '../../services/papers/completion-certificate.ts';
import { evaluationPaper } from '../../services/papers/evaluation.ts';
import type { PrintedPaper } from '../../services/papers/printed.ts';
import { tutoringRecordPaper } from '../../services/papers/tutoring-record.ts';
import { EVERYONE } from '../../services/principal.ts';
import { saved } from '../content-disposition.ts';
import { type Route, route, Written } from '../route.ts';
import { line, z } from '../schemas.ts';
import { enrolmentPath } from './enrolments.ts';

const PDF = 'application/pdf';

/** Answers with a paper, to be kept; 304 to who says that they have it. */
export const paperAnswer = ({ name, bytes, etag }: PrintedPaper): Written =>
  new Written(async (response: Response) => {
    response.set({ 'Cache-Control': 'private, no-store', ETag: etag });
    if (response.req.get('If-None-Match')?.includes(etag)) return void response.status(304).end();
    response.set({ 'Content-Type': PDF, ...saved(name) });
    response.send(bytes);
  });

const common = { method: 'get', tag: 'Pièces', roles: EVERYONE, params: enrolmentPath, answerType: PDF } as const;

/** The papers of an enrolment, as PDF: 409 while there is nothing to attest. */
export const paperRoutes = (backend: Backend): Route[] => [
  route({
    ...common,
    path: '/api/enrolments/{id}/attestation.pdf',
    operationId: 'readAttestation',
    summary: 'L’attestation de validation en vigueur\u00a0; pour les gestionnaires, toute autre par son numéro',
    query: z.strictObject({ number: line(40).optional() }),
    handle: async ({ principal, params, query }) =>
      paperAnswer(await attestationPaper(backend, principal, params.id, query.number)),
  }),
  route({
    ...common,
    path: '/api/enrolments/{id}/evaluation.pdf',
    operationId: 'readEvaluation',
    summary: 'Le formulaire d’évaluation rempli, du dernier avis ou d’une version antérieure',
    query: z.strictObject({ version: z.coerce.number<string>().int().min(1).max(1_000_000).optional() }),
    handle: async ({ principal, params, query }) =>
      paperAnswer(await evaluationPaper(backend, principal, params.id, query.version)),
  }),
  route({
    ...common,
    path: '/api/enrolments/{id}/tutoring-record.pdf',
    operationId: 'readTutoringRecord',
    summary: 'Le relevé d’accompagnement',
    handle: async ({ principal, params }) => paperAnswer(await tutoringRecordPaper(backend, principal, params.id)),
  }),
  route({
    ...common,
    path: '/api/enrolments/{id}/completion-certificate.pdf',
    operationId: 'readCompletionCertificate',
    summary: 'Le certificat de réalisation, pour un financeur',
    handle: async ({ principal, params }) =>
      paperAnswer(await completionCertificatePaper(backend, principal, params.id)),
  }),
];
