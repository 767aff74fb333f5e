import { OBJECTIVES_IN_FRENCH } from '../../domain/meeting.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { flag, plainDate, prose, z } from '../../services/fields/fields.ts';
import { recordMeeting } from '../../services/meetings.ts';
import { STAFF } from '../../services/principal.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button } from '../view/button.tsx';
import { Checkbox, Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { ActHead, NoChange } from './act-page.tsx';
import {
  datesOf,
  PLANNING_LABELS,
  ProposalCard,
  type Proposed,
  proposedPlanning,
  ReportDueField,
  RevisionDueField,
  typedDate,
} from './planning.tsx';

const ticked = flag().optional();
const fields = z.object({
  held: flag(),
  heldOn: plainDate().optional(),
  objectives: z.object({ acquainted: ticked, instructions: ticked, questions: ticked, planning: ticked }).optional(),
  planning: z.object({ reportDue: plainDate().optional(), revisionDue: plainDate().optional() }).optional(),
  note: prose(2_000).optional(),
  reason: prose(2_000).optional(),
});

const labels = {
  heldOn: 'Date à laquelle il s’est tenu',
  'planning.reportDue': PLANNING_LABELS.reportDue,
  'planning.revisionDue': PLANNING_LABELS.revisionDue,
  note: 'Note',
  reason: 'Motif',
};

/** Step 2: what came of the first meeting: held, with its four objectives and the planning, or not held. */
export const meetingOutcomePages = (backend: Backend): PageRoute[] =>
  formPage({
    path: '/dossiers/:id/compte-rendu',
    who: ['tutor', ...STAFF],
    title: 'Compte rendu du premier rendez-vous',
    params: dossierPath,
    query: z.object({ reportDue: plainDate().optional().catch(undefined) }),
    fields,
    labels,
    show: async ({ principal, params, form, query }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'recordMeeting');
      const wanted = query.reportDue ?? typedDate(form, 'planning.reportDue');
      const proposed = await proposedPlanning(backend, principal, params.id, wanted);
      return page(<Outcome dossier={dossier} proposed={proposed} wanted={wanted} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await recordMeeting(backend, principal, params.id, body, scope);
      const said = body.held
        ? 'Le compte rendu est enregistré\u00a0; le planning part par courriel à chacun.'
        : 'C’est noté\u00a0: un autre rendez-vous est à fixer.';
      return seeOther(paths.dossier(params.id), said);
    },
  });

interface OutcomeProps {
  dossier: Dossier;
  proposed: Proposed;
  wanted?: string;
  form: FormState;
}

const Outcome = (props: OutcomeProps) => (
  <>
    <ActHead dossier={props.dossier} title="Compte rendu du premier rendez-vous" />
    <ProposalCard proposed={props.proposed} wanted={props.wanted} />
    <Held {...props} />
    {props.dossier.situation === 'meeting_to_record' ? <NotHeld {...props} /> : null}
  </>
);

const isAbout = (form: FormState, held: 'true' | 'false'): boolean =>
  form.values.held === undefined ? held === 'true' : form.values.held === held;

/** A form of two on the page: what was typed or refused in the other one is not shown here. */
const ofIts = (form: FormState, held: 'true' | 'false'): FormState =>
  isAbout(form, held) ? form : { ...form, values: {}, errors: [], message: undefined };

const Held = ({ dossier, proposed, form }: OutcomeProps) => {
  const { id } = dossier.view;
  const filled = proposing(ofIts(form, 'true'), datesOf(proposed, 'planning.'));
  return (
    <section class="card" id="tenu" aria-labelledby="tenu-titre">
      <h2 id="tenu-titre">Il a eu lieu</h2>
      <Form form={filled}>
        <input type="hidden" name="held" value="true" />
        <fieldset>
          <legend>Les quatre objectifs du rendez-vous</legend>
          {Object.entries(OBJECTIVES_IN_FRENCH).map(([name, words]) => (
            <Checkbox form={filled} name={`objectives.${name}`} label={capitalised(words)} required />
          ))}
        </fieldset>
        <fieldset>
          <legend>Le planning convenu</legend>
          <div class="field-row">
            <ReportDueField form={filled} id={id} name="planning.reportDue" />
            <RevisionDueField form={filled} name="planning.revisionDue" />
          </div>
        </fieldset>
        <Field
          form={filled}
          name="heldOn"
          label={labels.heldOn}
          type="date"
          width="short"
          max={dossier.today}
          required={dossier.situation !== 'meeting_to_record'}
          hint={WHEN[dossier.situation]}
        />
        <TextArea form={filled} name="note" label={labels.note} rows={3} maxlength={2_000} />
        <Actions>
          <Button>Enregistrer le compte rendu</Button>
          <NoChange id={id} />
        </Actions>
      </Form>
    </section>
  );
};

/** What is to be told of the day, where it is not plain. */
const WHEN: Partial<Record<Dossier['situation'], string>> = {
  meeting_booked: 'L’heure prévue n’est pas encore venue\u00a0: dites quand il s’est tenu.',
  meeting_to_record: 'Si ce n’est pas à la date prévue.',
};

const NotHeld = ({ dossier, form }: OutcomeProps) => {
  const own = ofIts(form, 'false');
  return (
    <section class="card" id="non-tenu" aria-labelledby="non-tenu-titre">
      <h2 id="non-tenu-titre">Il n’a pas eu lieu</h2>
      <Form form={own}>
        <input type="hidden" name="held" value="false" />
        <TextArea
          form={own}
          name="reason"
          label={labels.reason}
          hint="Absence, report… Le dossier revient à la prise de rendez-vous."
          required
          rows={2}
          maxlength={2_000}
        />
        <Actions>
          <Button look="secondary">Signaler qu’il n’a pas eu lieu</Button>
          <NoChange id={dossier.view.id} />
        </Actions>
      </Form>
    </section>
  );
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
