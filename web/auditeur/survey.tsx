import { RuleViolation } from '../../domain/errors.ts';
import type { Backend } from '../../services/backend.ts';
import { readDossier } from '../../services/dossier.ts';
import { prose, z } from '../../services/fields/fields.ts';
import { answerSurvey } from '../../services/tutoring.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Choice, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';

const QUESTION = 'Êtes-vous satisfait de votre accompagnement\u00a0?';
const labels = { satisfaction: 'Votre réponse', comment: 'Votre commentaire' };

const DEGREES = ['Pas du tout satisfait', 'Peu satisfait', 'Moyennement satisfait', 'Satisfait', 'Très satisfait'];

/** The satisfaction survey, once the enrolment is closed after an avis, and once only. */
export const surveyPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/enquete',
    who: ['auditeur'],
    title: 'Enquête de satisfaction',
    params: dossierPath,
    fields: z.object({
      satisfaction: z.coerce.number<string>('est obligatoire').int().min(1).max(5),
      comment: prose(5_000).optional(),
    }),
    labels,
    show: async ({ principal, params, form }) => {
      const { survey, view } = await readDossier(backend, principal, params.id);
      if (survey === 'answered') return page(<Answered id={view.id} reference={view.reference} />);
      if (!survey)
        throw new RuleViolation('enrolment.state', 'L’enquête s’ouvre une fois l’avis rendu et le dossier clos.');
      return page(<Survey id={view.id} reference={view.reference} form={form} />);
    },
    act: async ({ principal, params, body }) => {
      await answerSurvey(backend, principal, params.id, body);
      return seeOther(paths.dossier(params.id), 'Votre réponse est enregistrée. Merci\u00a0!');
    },
  });

/** Who follows the mail once more is no mistake. */
const Answered = ({ id, reference }: { id: string; reference: string }) => (
  <PageHead title="Enquête de satisfaction" back={{ href: paths.dossier(id), label: `Dossier ${reference}` }}>
    Vous avez déjà répondu. Merci&nbsp;!
  </PageHead>
);

const Survey = ({ id, reference, form }: { id: string; reference: string; form: FormState }) => (
  <>
    <PageHead title="Enquête de satisfaction" back={{ href: paths.dossier(id), label: `Dossier ${reference}` }}>
      Votre réponse est anonyme&nbsp;: le dossier garde seulement que vous avez répondu.
    </PageHead>
    <Form form={form}>
      <Choice
        form={form}
        name="satisfaction"
        label={QUESTION}
        required
        options={DEGREES.map((label, index) => ({ value: String(index + 1), label: `${index + 1}. ${label}` }))}
      />
      <TextArea
        form={form}
        name="comment"
        label={labels.comment}
        hint="Ce qui vous a aidé, ce qui serait à améliorer. N’écrivez aucun nom, pour rester anonyme."
        rows={5}
        maxlength={5_000}
      />
      <Actions>
        <Button>Envoyer ma réponse</Button>
      </Actions>
    </Form>
  </>
);
