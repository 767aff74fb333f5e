import { inFrench } from '../../domain/dates.ts';
import type { Mention } from '../../domain/enrolment.ts';
import { MENTION_NAMES } from '../../domain/words.ts';
import type { Dossier } from '../../services/dossier.ts';
import type { FormState } from '../form.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Facts } from '../view/card.tsx';
import { Form } from '../view/form.tsx';
import { Prose } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';
import { ActHead } from './act-page.tsx';
import type { avisOf, Evaluation } from './avis-fields.tsx';

interface PreviewProps {
  dossier: Dossier;
  evaluation: Evaluation;
  avis: ReturnType<typeof avisOf>;
  /** What was typed, to be sent again as it is. */
  values: FormState['values'];
  form: FormState;
  /** Where it is given, and where one goes on writing. */
  giveAt: string;
  rewriteAt: string;
  isCorrection: boolean;
}

/** The avis as it will be read, before it is given: it is final. */
export const Preview = ({ dossier, evaluation, avis, values, form, giveAt, rewriteAt, isCorrection }: PreviewProps) => (
  <>
    <ActHead dossier={dossier} title={isCorrection ? 'Relire l’avis corrigé' : 'Relire l’avis avant de le rendre'} />
    <Notice tone="warning">
      <p>
        {isCorrection ? null : <strong>Un avis rendu est définitif. </strong>}
        {whatFollows(dossier, avis.mention, isCorrection)}
      </p>
    </Notice>
    <Facts
      facts={[
        { label: 'Mention', value: avis.mention && <strong>{MENTION_NAMES[avis.mention]}</strong> },
        { label: 'Date', value: inFrench(avis.givenOn ?? dossier.today) },
        { label: 'Motif de la correction', value: avis.reason },
        { label: 'Motivation', value: <Prose text={avis.motivation ?? ''} /> },
      ]}
    />
    <Answers evaluation={evaluation} avis={avis} />
    <Form form={form} action={giveAt}>
      <Kept values={values} />
      <Actions>
        <Button>{isCorrection ? 'Corriger l’avis' : 'Rendre l’avis'}</Button>
      </Actions>
    </Form>
    <Form form={form} action={rewriteAt}>
      <Kept values={values} />
      <Actions>
        <Button look="secondary">Modifier avant de rendre</Button>
      </Actions>
    </Form>
  </>
);

/** Whom it is told to, and what becomes of the attestation. */
function whatFollows({ view }: Dossier, mention: Mention | undefined, isCorrection: boolean): string {
  const isValidated = mention === 'validated';
  if (!isCorrection) {
    return isValidated
      ? 'L’auditeur en est informé aussitôt et son attestation est délivrée.'
      : 'L’auditeur en est informé aussitôt\u00a0; le centre le contacte pour construire la suite.';
  }
  const told = 'Cet avis remplace le précédent\u00a0; auditeur, tuteur et centre en sont informés aussitôt.';
  if (isValidated) {
    return view.attestation ? `${told} L’attestation est remplacée.` : `${told} L’attestation est délivrée.`;
  }
  return view.attestation ? `${told} L’attestation est retirée, et la suite est à construire avec l’auditeur.` : told;
}

const Answers = ({ evaluation, avis }: Pick<PreviewProps, 'evaluation' | 'avis'>) => (
  <Table
    caption={evaluation.kind === 'grid' ? 'Grille d’évaluation' : 'Fiche navette'}
    columns={[
      { label: 'Critère', cell: ({ label }) => label },
      {
        label: 'Réponse',
        cell: ({ id }) => (avis.criteria.find((one) => one.id === id)?.met ? 'Satisfait' : 'Non satisfait'),
      },
      { label: 'Commentaire', cell: ({ id }) => avis.criteria.find((one) => one.id === id)?.comment ?? '' },
    ]}
    rows={evaluation.criteria}
    empty="Ce formulaire n’a pas de critère."
  />
);

const Kept = ({ values }: Pick<FormState, 'values'>) => (
  <>
    {Object.entries(values).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one) => <input type="hidden" name={name} value={one} />),
    )}
  </>
);
