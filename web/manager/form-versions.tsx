import type { Backend } from '../../services/backend.ts';
import { type listForms, readCertification, readForm } from '../../services/certifications.ts';
import { code, z } from '../../services/fields/fields.ts';
import { STAFF } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { type FrenchTime, frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';
import { FORM_NAMES } from './certification-words.ts';
import { CriteriaTable } from './criteria-table.tsx';

interface FormVersionsProps {
  code: string;
  versions: Awaited<ReturnType<typeof listForms>>;
  time: FrenchTime;
}

/** Every version of an evaluation form: an avis keeps the one that it was given under. */
export const FormVersions = ({ code: of, versions, time }: FormVersionsProps) => (
  <Table
    caption="Versions"
    columns={[
      {
        label: 'Version',
        cell: ({ version }) => <a href={paths.evaluationFormVersion(of, version)}>{`Version ${version}`}</a>,
      },
      { label: 'Depuis le', cell: ({ createdAt }) => time.stamp(createdAt) },
      { label: 'Sorte', cell: ({ kind }) => FORM_NAMES[kind] },
      { label: 'Critères', cell: ({ criteria }) => criteria.length, numeric: true },
      { label: 'État', cell: ({ inForce }) => (inForce ? <Badge tone="success">En vigueur</Badge> : 'ancienne') },
    ]}
    rows={versions}
    empty=""
  />
);

/** One version of a form, to be read. */
export const formVersionPage = (backend: Backend): PageRoute =>
  pageRoute({
    method: 'get',
    path: '/reglages/certifications/:code/formulaire/:version',
    who: STAFF,
    title: 'Version d’un formulaire d’évaluation',
    params: z.object({ code: code(), version: z.coerce.number<string>().int().min(1).max(1_000_000) }),
    handle: async ({ params }) => {
      const { title } = await readCertification(backend, params.code);
      const { version, kind, criteria, createdAt } = await readForm(backend, params.code, params.version);
      return page(
        <>
          <PageHead
            title={`${FORM_NAMES[kind].replace(/^./, (first) => first.toUpperCase())}, version ${version}`}
            back={{ href: paths.evaluationForm(params.code), label: 'Formulaire d’évaluation' }}
          >
            {`${title}, depuis le ${frenchTime(backend).stamp(createdAt)}`}
          </PageHead>
          <CriteriaTable criteria={criteria} />
        </>,
        { title: `Version ${version}, ${title}` },
      );
    },
  });
