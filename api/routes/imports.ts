import type { Backend } from '../../services/backend.ts';
import { confirmImport, previewImport, readImport, readImportLines } from '../../services/imports/imports.ts';
import { importTemplate } from '../../services/imports/template.ts';
import { STAFF } from '../../services/principal.ts';
import { cursorOf, numberIn } from '../cursors.ts';
import { download } from '../download.ts';
import { type Route, route } from '../route.ts';
import { page, uuid, z } from '../schemas.ts';
import { importAnswer, importLinesAnswer } from '../staff-answers.ts';

const importPath = z.object({ id: uuid() });

/** Enrolling from a CSV file: looked at line by line first, then confirmed. */
export const importRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/imports/template.csv',
    operationId: 'readImportTemplate',
    summary: 'Un fichier d’import à remplir\u00a0: les titres des colonnes',
    tag: 'Gestion',
    roles: STAFF,
    answerType: 'text/csv',
    handle: async () =>
      download({
        fileName: 'inscriptions.csv',
        mediaType: 'text/csv; charset=utf-8',
        content: importTemplate(backend),
      }),
  }),
  route({
    method: 'post',
    path: '/api/imports',
    operationId: 'previewImport',
    summary: 'Déposer un fichier CSV d’inscriptions\u00a0: rien n’est inscrit avant la confirmation',
    tag: 'Gestion',
    roles: STAFF,
    bodyKind: 'bytes',
    status: 201,
    answer: importAnswer,
    handle: ({ principal, bytes, file, scope }) =>
      previewImport(backend, principal, { content: bytes, name: file?.name }, scope),
  }),
  route({
    method: 'get',
    path: '/api/imports/{id}',
    operationId: 'readImport',
    summary: 'Un import, et ce que sont devenues ses lignes en nombre',
    tag: 'Gestion',
    roles: STAFF,
    params: importPath,
    answer: importAnswer,
    handle: ({ principal, params }) => readImport(backend, principal, params.id),
  }),
  route({
    method: 'get',
    path: '/api/imports/{id}/lines',
    operationId: 'readImportLines',
    summary: 'Les lignes d’un import\u00a0: ce qui y est écrit, ce qui l’empêche, ce qu’elles sont devenues',
    tag: 'Gestion',
    roles: STAFF,
    params: importPath,
    query: z.strictObject({ ...page, status: z.enum(['refused', 'ready', 'enrolled', 'failed']).optional() }),
    answer: importLinesAnswer,
    handle: async ({ principal, params, query: { limit, cursor, status } }) => {
      const wanted = { limit, after: numberIn(cursor), status };
      const { items, next } = await readImportLines(backend, principal, params.id, wanted);
      return { items, nextCursor: cursorOf(next) };
    },
  }),
  route({
    method: 'post',
    path: '/api/imports/{id}/confirmation',
    operationId: 'confirmImport',
    summary: 'Inscrire les lignes d’un import, chacune une seule fois',
    tag: 'Gestion',
    roles: STAFF,
    params: importPath,
    body: z.strictObject({ withoutRefused: z.boolean().optional() }),
    answer: importAnswer,
    handle: ({ principal, params, body }) => confirmImport(backend, principal, params.id, body),
  }),
];
