import { flag, prose, uuid, z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { readAfterAct } from '../../services/enrolments.ts';
import { STAFF } from '../../services/principal.ts';
import { assignTutor, suggestTutors } from '../../services/tutors-of-enrolments.ts';
import { ActHead, NoChange } from '../acts/act-page.tsx';
import { dossierPath } from '../dossier/dossier-path.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Checkbox, Choice, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { FROM_WORKLIST, sectionPath } from './work-sections.ts';

type Suggestions = Awaited<ReturnType<typeof suggestTutors>>;

const labels = { tutorId: 'Tuteur', reason: 'Motif', force: 'Affecter même si le tuteur est à sa capacité' };

/** R9, R31: a tutor among those who may be, the least loaded first; another one, with a reason. */
export const assignTutorPages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/tuteur',
    who: STAFF,
    title: 'Affecter un tuteur',
    params: dossierPath,
    query: z.object({ depuis: z.literal(FROM_WORKLIST.depuis).optional().catch(undefined) }),
    fields: z.object({ tutorId: uuid(), reason: prose(2_000).optional(), force: flag().optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'assignTutor');
      const suggestions = await suggestTutors(backend, principal, params.id);
      const title = titleOf(dossier);
      return page(<Assigning {...{ dossier, suggestions, form, title }} />, { title });
    },
    act: async ({ principal, params, query, body, scope }) => {
      await assignTutor(backend, principal, params.id, body, scope);
      if (!query.depuis) return seeOther(paths.dossier(params.id), ASSIGNED);
      const { auditeur, tutor } = await readAfterAct(backend, principal, params.id);
      const who = `${tutor?.firstName} ${tutor?.lastName} suit désormais ${auditeur.firstName} ${auditeur.lastName}`;
      return seeOther(sectionPath('tutors_to_assign'), `${who}\u00a0; tous deux en sont informés par courriel.`);
    },
  });

const ASSIGNED = 'Le tuteur est affecté\u00a0; l’auditeur et lui en sont informés par courriel.';

const titleOf = ({ view: { tutor } }: Dossier): string => (tutor ? 'Remplacer le tuteur' : 'Affecter un tuteur');

interface AssigningProps {
  dossier: Dossier;
  suggestions: Suggestions;
  form: FormState;
  title: string;
}

const Assigning = ({ dossier, suggestions, form, title }: AssigningProps) => {
  const { id, tutor, meeting } = dossier.view;
  return (
    <>
      <ActHead dossier={dossier} title={title} />
      {tutor ? (
        <Notice>
          <p>
            {`${tutor.firstName} ${tutor.lastName} suit ce dossier. Toutes les personnes concernées seront informées\u00a0; ce que l’on attendait de ce tuteur le sera du nouveau.`}
            {meeting?.startsAt && !meeting.heldOn ? ' Le rendez-vous fixé sera annulé.' : ''}
          </p>
        </Notice>
      ) : null}
      {suggestions.length === 0 ? (
        <Notice tone="warning">
          <p>Aucun autre tuteur agréé et actif n’intervient pour cette certification.</p>
        </Notice>
      ) : (
        <SuggestionForm {...{ id, suggestions, form, title }} isReplacement={tutor !== null} />
      )}
    </>
  );
};

interface SuggestionFormProps extends Pick<AssigningProps, 'suggestions' | 'form' | 'title'> {
  id: string;
  isReplacement: boolean;
}

const SuggestionForm = ({ id, suggestions, form, title, isReplacement }: SuggestionFormProps) => (
  <Form form={form}>
    <Choice
      form={form}
      name="tutorId"
      label={labels.tutorId}
      hint="Ceux que le certificateur a agréés pour cette certification, les moins chargés d’abord."
      required
      options={suggestions.map(({ tutor, load, capacity }) => ({
        value: tutor.id,
        label: `${tutor.firstName} ${tutor.lastName}`,
        hint: loadInWords(load, capacity),
      }))}
    />
    {suggestions.some(({ load, capacity }) => load >= capacity) ? (
      <Checkbox form={form} name="force" label={labels.force} hint="Un motif est alors demandé." />
    ) : null}
    <TextArea
      form={form}
      name="reason"
      label={labels.reason}
      hint="Porté au journal du dossier."
      required={isReplacement}
      rows={2}
      maxlength={2_000}
    />
    <Actions>
      <Button>{title}</Button>
      <NoChange id={id} />
    </Actions>
  </Form>
);

function loadInWords(load: number, capacity: number): string {
  const followed = `${load}\u00a0dossier${load > 1 ? 's' : ''} sur ${capacity}`;
  return load >= capacity ? `${followed}, à sa capacité` : followed;
}
