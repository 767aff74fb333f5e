import type { Backend } from '../../services/backend.ts';
import {
  addCertification,
  changeCertification,
  listCertifications,
  readCertification,
} from '../../services/certifications.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import { certificationAnswer } from '../answers.ts';
import { cursorOf, keyIn } from '../cursors.ts';
import { type Route, route } from '../route.ts';
import { cents, code, count, line, listOf, page, webAddress, z } from '../schemas.ts';

const TAG = 'Certifications';
const params = z.object({ code: code() });

const fields = {
  title: line(300),
  activityUnits: z
    .array(z.strictObject({ code: code(), title: line(300) }))
    .min(1)
    .max(50),
  resourcesUrl: webAddress().nullable(),
  kind: z.enum(['diploma', 'title', 'certificate']),
  minExperienceMonths: count(600),
  tariff: z.enum(['standard', 'special', 'on_request']),
  prices: z.strictObject({ individual: cents(), organisation: cents() }).nullable(),
  evaluation: z.strictObject({
    kind: z.enum(['grid', 'shuttle']),
    /** Given by the software: what is sent is passed over. */
    version: z.int().optional(),
    criteria: z
      .array(z.strictObject({ id: code(), label: line(500), mandatory: z.boolean() }))
      .min(1)
      .max(200),
  }),
};

const newCertification = z.strictObject({
  ...fields,
  code: code(),
  resourcesUrl: fields.resourcesUrl.optional(),
  prices: fields.prices.optional(),
});

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
    summary: 'Ajouter une certification',
    tag: TAG,
    roles: MANAGERS,
    body: newCertification,
    status: 201,
    answer: certificationAnswer,
    handle: ({ body }) => addCertification(backend, body),
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
    body: z.strictObject(fields).partial(),
    answer: certificationAnswer,
    handle: ({ params: { code: wanted }, body }) => changeCertification(backend, wanted, body),
  }),
];
