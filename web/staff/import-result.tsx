import { columnOf } from '../../services/imports/columns.ts';
import type { ImportLineView, ImportView } from '../../services/imports/imports.ts';
import type { FormState } from '../form.ts';
import { paths } from '../paths.ts';
import { Badge, Notice } from '../view/badge.tsx';
import { Actions, ButtonForm, LinkButton } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Pagination } from '../view/pagination.tsx';
import { type Column, Table } from '../view/table.tsx';
import { inEuros, inFigures } from './euros.ts';
import { sectionPath } from './work-sections.ts';

export interface ImportPageProps {
  found: ImportView;
  /** Those that were refused, or that a rule refused at the last moment. */
  wrong: readonly ImportLineView[];
  /** Those of auditeurs who were enrolled before. */
  already: readonly ImportLineView[];
  /** A page of the others. */
  right: readonly ImportLineView[];
  first?: string;
  next?: string;
  form: FormState;
}

/** What a file would become, line by line; then what it became. */
export const ImportPage = (props: ImportPageProps) => (
  <>
    <PageHead
      title={TITLES[props.found.status]}
      back={{ href: paths.importDossiers(), label: 'Importer un autre fichier' }}
    >
      {props.found.fileName ?? ''}
    </PageHead>
    <Summary found={props.found} form={props.form} />
    <Lines {...props} />
  </>
);

const TITLES: Record<ImportView['status'], string> = {
  previewed: 'Vérifier avant d’importer',
  running: 'Import en cours',
  finished: 'Import terminé',
};

const lines = (count: number): string => `${inFigures(count)}\u00a0ligne${count > 1 ? 's' : ''}`;

const Summary = ({ found, form }: { found: ImportView; form: FormState }) => {
  if (found.status === 'previewed') return <Preview found={found} form={form} />;
  return found.status === 'running' ? <Running found={found} /> : <Finished found={found} />;
};

/** How many lines have something to correct. */
const wrongIn = ({ counts, alreadyEnrolled }: ImportView): number => counts.refused - alreadyEnrolled + counts.failed;

const plural = (count: number, one: string, many: string): string => (count > 1 ? many : one);

/** « 277 lignes prêtes, 13 à corriger, 10 déjà inscrites ». */
function standing(found: ImportView): string {
  const { ready } = found.counts;
  const [wrong, already] = [wrongIn(found), found.alreadyEnrolled];
  return [
    `${lines(ready)} ${plural(ready, 'prête', 'prêtes')} à être ${plural(ready, 'importée', 'importées')}`,
    ...(wrong > 0 ? [`${inFigures(wrong)} à corriger`] : []),
    ...(already > 0 ? [`${inFigures(already)} déjà ${plural(already, 'inscrite', 'inscrites')}`] : []),
  ].join(', ');
}

function nothingToImport(found: ImportView): string {
  return wrongIn(found) > 0
    ? 'Aucune ligne ne peut être importée\u00a0: corrigez le fichier, puis déposez-le de nouveau.'
    : 'Toutes les lignes sont déjà inscrites\u00a0: il n’y a rien à importer.';
}

const Preview = ({ found, form }: { found: ImportView; form: FormState }) => {
  const { id, counts, ignoredColumns } = found;
  return (
    <>
      {ignoredColumns.length > 0 ? (
        <Notice>
          <p>{`Colonnes que Jalons ne connaît pas, et ne lit pas\u00a0: ${ignoredColumns.join(', ')}.`}</p>
        </Notice>
      ) : null}
      <p>{counts.ready > 0 ? `${standing(found)}. Rien n’est encore inscrit.` : nothingToImport(found)}</p>
      <Actions>
        {counts.ready > 0 ? (
          <ButtonForm
            form={form}
            action={`${paths.importOf(id)}/confirmation`}
            look="primary"
            fields={counts.refused > 0 ? { withoutRefused: 'true' } : {}}
          >
            {wrongIn(found) > 0
              ? `Importer ${lines(counts.ready)} et laisser les autres`
              : `Importer ${lines(counts.ready)}`}
          </ButtonForm>
        ) : null}
        <LinkButton href={paths.importDossiers()} look="secondary">
          Déposer un autre fichier
        </LinkButton>
      </Actions>
    </>
  );
};

/** With scripts, it is looked at again until all is done. */
const Running = ({ found: { id, counts } }: { found: ImportView }) => {
  const all = counts.enrolled + counts.failed + counts.ready;
  return (
    <div
      hx-get={paths.importOf(id)}
      hx-trigger="every 2s"
      hx-target="#contenu"
      hx-select="#contenu"
      hx-swap="outerHTML"
    >
      <p role="status">{`${inFigures(all - counts.ready)} sur ${lines(all)}.`}</p>
      <progress value={all - counts.ready} max={all} aria-label="Lignes importées" />
      <p>
        L’import continue même si vous quittez cette page. <a href={paths.importOf(id)}>Actualiser</a>
      </p>
    </div>
  );
};

const Finished = ({ found: { counts } }: { found: ImportView }) => (
  <>
    <Notice tone="success">
      <p>
        {counts.enrolled > 1
          ? `${inFigures(counts.enrolled)}\u00a0dossiers ont été ouverts.`
          : `${counts.enrolled}\u00a0dossier a été ouvert.`}{' '}
        {counts.enrolled > 0 ? (
          <a href={sectionPath('tutors_to_assign')}>
            {plural(counts.enrolled, 'Affecter son tuteur', 'Affecter leurs tuteurs')}
          </a>
        ) : null}
      </p>
    </Notice>
    {counts.failed > 0 ? (
      <Notice tone="warning">
        <p>
          {`${lines(counts.failed)} ${plural(counts.failed, 'n’a pas pu être importée\u00a0: une règle la', 'n’ont pas pu être importées\u00a0: une règle les')} refuse désormais.`}
        </p>
      </Notice>
    ) : null}
  </>
);

const Lines = ({ found, wrong, already, right, first, next }: ImportPageProps) => {
  const { status, counts } = found;
  return (
    <>
      {wrong.length > 0 ? <ToCorrect found={found} wrong={wrong} /> : null}
      {already.length > 0 ? <Already found={found} already={already} /> : null}
      {right.length > 0 ? (
        <section class="lines" aria-labelledby="pretes">
          <h2 id="pretes">{status === 'previewed' ? `Prêtes (${inFigures(counts.ready)})` : 'Importées'}</h2>
          <Table
            caption="Lignes sans erreur"
            hideCaption
            columns={status === 'previewed' ? READY : DONE}
            rows={right}
            empty=""
          />
          <Pagination label="Pages des lignes" first={first} next={next} />
        </section>
      ) : null}
    </>
  );
};

/** What is wrong, line by line; all of it is in a file to correct and send again. */
const ToCorrect = ({ found, wrong }: Pick<ImportPageProps, 'found' | 'wrong'>) => (
  <section class="lines" aria-labelledby="a-corriger">
    <h2 id="a-corriger">{`À corriger (${inFigures(wrongIn(found))})`}</h2>
    <p>
      <a href={paths.correctionsOf(found.id)} download>
        Télécharger ces lignes (CSV)
      </a>
      {', avec leurs erreurs\u00a0: corrigez-les dans ce fichier, puis déposez-le.'}
      {wrongIn(found) > wrong.length ? ` Les ${inFigures(wrong.length)} premières sont ci-dessous.` : ''}
    </p>
    <Table caption="Lignes à corriger" hideCaption columns={WRONG} rows={wrong} empty="" />
  </section>
);

/** What there is nothing to do about: those auditeurs have their enrolment. */
const Already = ({ found, already }: Pick<ImportPageProps, 'found' | 'already'>) => (
  <details class="lines">
    <summary>{`Déjà inscrites (${inFigures(found.alreadyEnrolled)})`}</summary>
    <p>
      Un dossier est ouvert pour ces auditeurs, cette certification et cette UA&nbsp;: ces lignes sont laissées de côté.
      {found.alreadyEnrolled > already.length ? ` Les ${inFigures(already.length)} premières\u00a0:` : ''}
    </p>
    <Table caption="Lignes déjà inscrites" hideCaption columns={ALREADY} rows={already} empty="" />
  </details>
);

const nameIn = ({ cells = {} }: ImportLineView): string =>
  [cells['auditeur.lastName'], cells['auditeur.firstName']].filter(Boolean).join(' ');

const lineColumn: Column<ImportLineView> = {
  label: 'Ligne',
  cell: ({ line }) => (
    <>
      <span class="when-stacked">Ligne </span>
      {line}
    </>
  ),
};

const WRONG: Column<ImportLineView>[] = [
  lineColumn,
  { label: 'Auditeur', cell: nameIn },
  { label: 'À corriger', cell: (line) => <Refusals line={line} /> },
];

/** Each refusal at its cell: the column, what is written there, and what is wrong. */
const Refusals = ({ line: { cells = {}, refusals } }: { line: ImportLineView }) => (
  <>
    {refusals.map(({ path, message }) => {
      const column = columnOf(path);
      const written = column && cells[column.path];
      return (
        <span class="line">
          {column ? <strong>{column.title}</strong> : null}
          {written ? ` «\u00a0${written}\u00a0»` : ''}
          {column ? '\u00a0: ' : ''}
          {message}
        </span>
      );
    })}
  </>
);

const READY: Column<ImportLineView>[] = [
  lineColumn,
  { label: 'Auditeur', cell: nameIn },
  { label: 'Adresse', cell: ({ cells }) => cells?.['auditeur.email'] ?? '' },
  { label: 'Certification', cell: ({ cells }) => cells?.certification ?? '' },
  { label: 'Financement', cell: ({ cells }) => cells?.['funding.type'] ?? '' },
  { label: 'Prix', cell: ({ priceCents }) => (priceCents === undefined ? '' : inEuros(priceCents)), numeric: true },
];

const ALREADY = READY.slice(0, 4);

const DONE: Column<ImportLineView>[] = [
  lineColumn,
  {
    label: 'Auditeur',
    cell: ({ enrolment }) => (enrolment ? `${enrolment.auditeur.lastName} ${enrolment.auditeur.firstName}` : ''),
  },
  {
    label: 'Dossier',
    cell: ({ enrolment }) =>
      enrolment ? <a href={paths.dossier(enrolment.id)}>{enrolment.reference}</a> : <Badge>En attente</Badge>,
  },
];
