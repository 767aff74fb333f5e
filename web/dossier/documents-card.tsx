import { inFrench } from '../../domain/dates.ts';
import type { DocumentView, EnrolmentView } from '../../services/enrolment-view.ts';
import { paths } from '../paths.ts';
import { Card } from '../view/card.tsx';
import { Prose } from '../view/prose.tsx';

const TITLES: Record<DocumentView['kind'], string> = {
  report: 'Rapport d’activité',
  correction: 'Correction annotée',
  revision: 'Rapport révisé',
};

/** What was deposited, every version of it, and the tutor's remarks. */
export const DocumentsCard = ({ view }: { view: EnrolmentView }) => {
  const { documents, remarks } = view;
  if (documents.length === 0 && !remarks) return null;
  return (
    <Card title="Rapport et correction" id="documents">
      {(['report', 'correction', 'revision'] as const).map((kind) => (
        <Kind view={view} kind={kind} />
      ))}
    </Card>
  );
};

const Kind = ({ view, kind }: { view: EnrolmentView; kind: DocumentView['kind'] }) => {
  const versions = view.documents.filter((document) => document.kind === kind).reverse();
  const remarks = kind === 'correction' ? view.remarks : undefined;
  const [last, ...former] = versions;
  if (!last && !remarks && !(kind === 'revision' && isUnchanged(view))) return null;
  return (
    <div class="document-kind">
      <h3>{TITLES[kind]}</h3>
      {last ? <File view={view} document={last} /> : null}
      {kind === 'revision' && !last ? <p>Le rapport reste inchangé.</p> : null}
      {remarks ? (
        <details class="remarks" open>
          <summary>Remarques du tuteur</summary>
          <Prose text={remarks} />
        </details>
      ) : null}
      {former.length > 0 ? (
        <details>
          <summary>
            {former.length === 1 ? 'La version précédente' : `Les ${former.length} versions précédentes`}
          </summary>
          {former.map((document) => (
            <File view={view} document={document} />
          ))}
        </details>
      ) : null}
    </div>
  );
};

/** The revision is in, and no file came with it. */
const isUnchanged = ({ steps }: EnrolmentView): boolean =>
  steps.some(({ name, status }) => name === 'revision' && status === 'done');

const File = ({ view, document }: { view: EnrolmentView; document: DocumentView }) => (
  <p class="file">
    <a href={paths.document(view.id, document.id)}>{document.name}</a>
    <br />
    <span class="muted">{describe(document)}</span>
  </p>
);

function describe({ size, pages, receivedOn }: DocumentView): string {
  const parts = [`reçu le ${inFrench(receivedOn)}`];
  if (pages) parts.push(`${pages}\u00a0page${pages > 1 ? 's' : ''}`);
  return [...parts, weight(size)].join(', ');
}

/** « 340 Kio », « 1,2 Mio ». */
export const weight = (bytes: number): string =>
  bytes < 1_048_576
    ? `${Math.max(1, Math.round(bytes / 1024))}\u00a0Kio`
    : `${(bytes / 1_048_576).toFixed(1).replace('.', ',')}\u00a0Mio`;
