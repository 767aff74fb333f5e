import type { FieldError } from '../../domain/errors.ts';
import type { EvaluationCriterion } from '../../domain/evaluation-forms.ts';
import type { evaluationForm } from '../../services/evaluations.ts';
import { line, plainDate, prose, z } from '../../services/fields/fields.ts';
import type { FormState } from '../form.ts';
import { Choice, TextArea } from '../view/field.tsx';

export const AVIS_LABELS = {
  mention: 'Mention',
  motivation: 'Motivation',
  'criteria.*.comment': 'Commentaire',
  givenOn: 'Date de l’avis',
  reason: 'Motif de la correction',
  note: 'Note',
};

/** The form that an avis answers. */
export type Evaluation = Awaited<ReturnType<typeof evaluationForm>>;

const answer = z.object({
  id: line(64),
  met: z.enum(['true', 'false']).optional(),
  comment: prose(5_000).optional(),
});

/** What the pages of an avis send: criteria by their rank, since an id may hold a point. */
export const avisFields = z.object({
  mention: z.enum(['validated', 'not_validated']).optional(),
  motivation: prose(20_000).optional(),
  criteria: z.record(z.string().regex(/^\d{1,3}$/), answer).optional(),
  formVersion: z.coerce.number<string>().int().optional(),
  givenOn: plainDate().optional(),
  note: prose(2_000).optional(),
  reason: prose(2_000).optional(),
});

/** The avis as the services take it. */
export const avisOf = ({ criteria = {}, ...rest }: z.output<typeof avisFields>) => ({
  ...rest,
  criteria: Object.values(criteria).map(({ id, met, comment }) => ({
    id,
    met: met === undefined ? undefined : met === 'true',
    comment,
  })),
});

/** The same form with its answers and the errors of its criteria at their places, in the words of who reads it. */
export function onFields(form: FormState, { criteria }: Evaluation): FormState {
  // That the form has changed is said by the message, and is no field.
  const told = form.errors.filter(({ path }) => path !== 'formVersion').map((error) => placed(error, criteria));
  const errors = [...told.filter(isOfCriterion), ...told.filter((error) => !isOfCriterion(error))];
  const isLong = errors.length > 1 && errors.every(({ code }) => code === 'avis.incomplete');
  const values = atTheirRanks(form.values, criteria);
  return { ...form, values, errors, message: isLong ? 'L’avis est incomplet.' : form.message };
}

/** Criteria come first on the page, and so among what is wrong with it. */
const isOfCriterion = ({ path }: FieldError): boolean => path.startsWith('criteria.');

const ANSWER = /^criteria\.\d{1,3}\.(?:id|met|comment)$/;

/** Each answer with its own criterion, which another version of the form may have at another place, or not have. */
function atTheirRanks(values: FormState['values'], criteria: readonly EvaluationCriterion[]): FormState['values'] {
  const typed = Object.entries(values).filter(([name]) => ANSWER.test(name));
  const others = Object.entries(values).filter(([name]) => !ANSWER.test(name));
  const moved = criteria.flatMap(({ id }, rank) => {
    const [idField] = typed.find(([name, value]) => name.endsWith('.id') && value === id) ?? [];
    const place = idField?.slice(0, -'id'.length);
    return ['met', 'comment'].flatMap((field) => {
      const value = place && values[place + field];
      return value === undefined ? [] : [[`criteria.${rank}.${field}`, value] as const];
    });
  });
  return Object.fromEntries([...others, ...moved]);
}

function placed(error: FieldError, criteria: readonly EvaluationCriterion[]): FieldError {
  const rank = criteria.findIndex(({ id }) => error.path === `criteria.${id}`);
  const criterion = criteria[rank];
  if (!criterion) return error;
  const says = FAULTS[error.code];
  const message = says ? `«\u00a0${criterion.label}\u00a0» ${says}` : error.message;
  return { ...error, path: `criteria.${rank}.met`, message };
}

/** What is wrong with a criterion, after its label. */
const FAULTS: Readonly<Record<string, string>> = {
  'avis.incomplete': 'attend une réponse.',
  'avis.inconsistent': 'est obligatoire pour valider, et n’est pas satisfait.',
};

/** The criteria of a form, each with its answer and a comment, then mention and motivation. */
export const AvisFields = ({ form, evaluation }: { form: FormState; evaluation: Evaluation }) => (
  <>
    <input type="hidden" name="formVersion" value={String(evaluation.version)} />
    <h2>{evaluation.kind === 'grid' ? 'Grille d’évaluation' : 'Fiche navette'}</h2>
    {evaluation.criteria.map((criterion, rank) => (
      <Criterion form={form} criterion={criterion} rank={rank} />
    ))}
    <h2>Avis</h2>
    <Choice
      form={form}
      name="mention"
      label={AVIS_LABELS.mention}
      required
      options={[
        { value: 'validated', label: 'Validé' },
        { value: 'not_validated', label: 'Non validé', hint: 'Le centre reprend contact avec l’auditeur.' },
      ]}
    />
    <TextArea
      form={form}
      name="motivation"
      label={AVIS_LABELS.motivation}
      hint="Lue par l’auditeur, et portée sur le document d’évaluation."
      required
      rows={8}
      maxlength={20_000}
    />
  </>
);

/** Seen, a comment is under its criterion; heard, it says which. */
const CommentOn = ({ label }: Pick<EvaluationCriterion, 'label'>) => (
  <>
    Commentaire<span class="visually-hidden">{` sur «\u00a0${label}\u00a0»`}</span>
  </>
);

const Criterion = ({ form, criterion, rank }: { form: FormState; criterion: EvaluationCriterion; rank: number }) => {
  const { id, label, mandatory, help, weight } = criterion;
  const name = `criteria.${rank}`;
  return (
    <div class="criterion">
      <input type="hidden" name={`${name}.id`} value={id} />
      <Choice
        form={form}
        name={`${name}.met`}
        label={`${label}${mandatory ? ' (obligatoire pour valider)' : ''}${weight ? `, ${weight}\u00a0points` : ''}`}
        hint={help}
        required
        options={[
          { value: 'true', label: 'Satisfait' },
          { value: 'false', label: 'Non satisfait' },
        ]}
      />
      <TextArea form={form} name={`${name}.comment`} label={<CommentOn label={label} />} rows={2} maxlength={5_000} />
    </div>
  );
};
