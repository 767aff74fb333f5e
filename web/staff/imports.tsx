import { cursorOf } from '../../api/cursors.ts';
import { download } from '../../api/download.ts';
import { flag, uuid, z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { importCorrections } from '../../services/imports/corrections.ts';
import {
  confirmImport,
  type ImportLineStatus,
  type ImportView,
  previewImport,
  readImport,
  readImportLines,
} from '../../services/imports/imports.ts';
import { importContent } from '../../services/imports/read-file.ts';
import { importTemplate } from '../../services/imports/template.ts';
import { type Principal, STAFF } from '../../services/principal.ts';
import { registrationChoices } from '../../services/registration-choices.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { ImportPage } from './import-result.tsx';
import { ImportUpload } from './import-upload.tsx';
import { placeIn } from './place.ts';

const PER_PAGE = 100;
/** More mistakes than anybody mends on a page: the file to correct holds them all. */
const MOST_SHOWN = 200;

const importPath = z.object({ id: uuid() });

/** Enrolling from a CSV file: chosen, looked at line by line, confirmed, followed to its end. */
export const importPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/dossiers/import/modele.csv',
    who: STAFF,
    title: 'Modèle d’import',
    handle: () =>
      download({
        fileName: 'inscriptions.csv',
        mediaType: 'text/csv; charset=utf-8',
        content: importTemplate(backend),
      }),
  }),
  ...formPage({
    path: '/dossiers/import',
    who: STAFF,
    title: 'Importer des inscriptions',
    upload: true,
    fields: z.object({}),
    show: async ({ principal, form }) =>
      page(<ImportUpload form={form} choices={await registrationChoices(backend, principal)} />),
    act: async ({ principal, file, scope }) => {
      const content = await importContent(file);
      const { id } = await previewImport(backend, principal, { content, name: file?.name }, scope);
      return seeOther(paths.importOf(id));
    },
  }),
  pageRoute({
    method: 'get',
    path: '/dossiers/import/:id',
    who: STAFF,
    title: 'Import',
    params: importPath,
    query: z.object({ cursor: z.string().max(100).optional().catch(undefined) }),
    handle: async ({ principal, params, query, form }) => {
      const found = await readImport(backend, principal, params.id);
      const after = placeIn(query.cursor);
      const [wrong, already, right] = await Promise.all([
        wrongLines(backend, principal, found),
        alreadyEnrolled(backend, principal, found),
        readImportLines(backend, principal, found.id, { limit: PER_PAGE, after, status: rightOnes(found) }),
      ]);
      const address = paths.importOf(found.id);
      const content = (
        <ImportPage
          {...{ found, form }}
          wrong={after === undefined ? wrong : []}
          already={after === undefined ? already : []}
          right={right.items}
          first={after === undefined ? undefined : address}
          next={right.next === null ? undefined : withQuery(address, { cursor: cursorOf(right.next) ?? '' })}
        />
      );
      return page(content, { wide: true });
    },
  }),
  pageRoute({
    method: 'get',
    path: '/dossiers/import/:id/a-corriger.csv',
    who: STAFF,
    title: 'Lignes à corriger',
    params: importPath,
    handle: async ({ principal, params }) => download(await importCorrections(backend, principal, params.id)),
  }),
  pageRoute({
    method: 'post',
    path: '/dossiers/import/:id/confirmation',
    who: STAFF,
    title: 'Import',
    params: importPath,
    fields: z.object({ withoutRefused: flag().optional() }),
    handle: async ({ principal, params, body }) => {
      await confirmImport(backend, principal, params.id, body);
      return seeOther(paths.importOf(params.id));
    },
  }),
];

/** The lines that are as they should be: about to be enrolled, or enrolled. */
const rightOnes = ({ status }: ImportView): ImportLineStatus => (status === 'previewed' ? 'ready' : 'enrolled');

/** Those with something to correct. */
async function wrongLines(backend: Backend, principal: Principal, { id }: ImportView) {
  const [failed, refused] = await Promise.all([
    readImportLines(backend, principal, id, { limit: MOST_SHOWN, status: 'failed' }),
    readImportLines(backend, principal, id, { limit: MOST_SHOWN, status: 'refused', alreadyEnrolled: false }),
  ]);
  return [...failed.items, ...refused.items].slice(0, MOST_SHOWN);
}

/** Those of auditeurs who have that enrolment: a file is often sent again, corrected. */
async function alreadyEnrolled(backend: Backend, principal: Principal, { id }: ImportView) {
  const page = { limit: MOST_SHOWN, status: 'refused', alreadyEnrolled: true } as const;
  return (await readImportLines(backend, principal, id, page)).items;
}
