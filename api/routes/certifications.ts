import type { Backend } from '../../services/backend.ts';
import { certificationFields, newCertification } from '../../services/certification-form.ts';
import {
  addCertification,
  changeCertification,
  defaultForms,
  listCertifications,
  listForms,
  readCertification,
  readForm,
} from '../../services/certifications.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { certificationAnswer, evaluationFormAnswer, evaluationFormsAnswer, formContentsAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { code, listOf, page, z } from '../schemas.ts';

const TAG = 'Certifications';
const params = z.object({ code: code() });

const versionPath = z.object({ code: code(), version: z.coerce.number<string>().int().min(1).max(1_000_000) });

/** Certifications: staff read, managers write. */
export const certificationRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/certifications',
    operationId: 'listCertifications',
    summary: 'Les certifications, par code',
    tag: TAG,
    roles: STAFF,
    query: z.strictObject(page),
    answer: listOf(certificationAnswer),
    handle: async ({ query: { limit, cursor } }) => {
      const { items, next } = await listCertifications(backend, { limit, after: keyIn(cursor) });
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/certifications',
    operationId: 'addCertification',
    summary: 'Ajouter une certification ; sans formulaire, elle reçoit celui par défaut de sa nature',
    tag: TAG,
    roles: MANAGERS,
    body: newCertification,
    status: 201,
    answer: certificationAnswer,
    handle: ({ principal, body }) => addCertification(backend, principal, body),
  }),
  route({
    method: 'get',
    path: '/api/certifications/{code}',
    operationId: 'readCertification',
    summary: 'Une certification',
    tag: TAG,
    roles: STAFF,
    params,
    answer: certificationAnswer,
    handle: ({ params: { code: wanted } }) => readCertification(backend, wanted),
  }),
  route({
    method: 'patch',
    path: '/api/certifications/{code}',
    operationId: 'changeCertification',
    summary: 'Modifier une certification\u00a0; un formulaire modifié devient une nouvelle version',
    tag: TAG,
    roles: MANAGERS,
    params,
    body: z.strictObject(certificationFields).partial(),
    answer: certificationAnswer,
    handle: ({ principal, params: { code: wanted }, body }) => changeCertification(backend, principal, wanted, body),
  }),
  route({
    method: 'get',
    path: '/api/evaluation-forms/defaults',
    operationId: 'listDefaultForms',
    summary: 'La grille d’évaluation et la fiche navette par défaut',
    tag: TAG,
    roles: STAFF,
    answer: listOf(formContentsAnswer),
    handle: async () => ({ items: defaultForms(), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/api/certifications/{code}/evaluation-forms',
    operationId: 'listForms',
    summary: 'Les versions du formulaire d’évaluation, celle en vigueur d’abord',
    tag: TAG,
    roles: STAFF,
    params,
    answer: evaluationFormsAnswer,
    handle: async ({ params: { code: wanted } }) => ({ items: await listForms(backend, wanted), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/api/certifications/{code}/evaluation-forms/{version}',
    operationId: 'readForm',
    summary: 'Une version du formulaire d’évaluation',
    tag: TAG,
    roles: STAFF,
    params: versionPath,
    answer: evaluationFormAnswer,
    handle: ({ params: { code: wanted, version } }) => readForm(backend, wanted, version),
  }),
];
