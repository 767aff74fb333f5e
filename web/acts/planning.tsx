import { inFrenchWithWeekday } from '../../domain/dates.ts';
import { RuleViolation } from '../../domain/errors.ts';
import type { PlanningProposal } from '../../domain/planning.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { plainDate, prose, z } from '../../services/fields/fields.ts';
import { amendPlanning, proposal } from '../../services/plannings.ts';
import type { Principal } from '../../services/principal.ts';
import { STAFF } from '../../services/principal.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import { type FormState, proposing, textIn } from '../form.ts';
import { formPage, fragment, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button } from '../view/button.tsx';
import { Facts } from '../view/card.tsx';
import { explanationInWords } from '../view/explanation.ts';
import { Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { ActHead, NoChange } from './act-page.tsx';

export const PLANNING_LABELS = {
  reportDue: 'Date butoir du rapport',
  revisionDue: 'Date de remise du rapport révisé',
};
const labels = { ...PLANNING_LABELS, reason: 'Motif' };
const WHO = ['tutor', ...STAFF] as const;

/** What the software proposes, or why nothing fits any more. */
export type Proposed = PlanningProposal | { refusal: string };

/** A planning within R11, around a date butoir when one is wanted. */
export async function proposedPlanning(
  backend: Backend,
  principal: Principal,
  id: string,
  reportDue?: string,
): Promise<Proposed> {
  try {
    return await proposal(backend, principal, id, reportDue);
  } catch (error) {
    if (error instanceof RuleViolation) return { refusal: error.message };
    throw error;
  }
}

/** The dates of a proposal as values of the fields `prefix`reportDue and `prefix`revisionDue. */
export const datesOf = (proposed: Proposed, prefix = ''): Record<string, string> =>
  'refusal' in proposed
    ? {}
    : { [`${prefix}reportDue`]: proposed.reportDue, [`${prefix}revisionDue`]: proposed.revisionDue };

/** The date that a field of a refused form holds, if it is one. */
export function typedDate(form: FormState, name: string): string | undefined {
  const { data } = plainDate().safeParse(textIn(form, name));
  return data;
}

/** R32: the parties amend the planning. */
export const planningPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/dossiers/:id/planning',
    who: WHO,
    title: 'Modifier le planning',
    params: dossierPath,
    query: z.object({ reportDue: plainDate().optional().catch(undefined) }),
    fields: z.object({
      reportDue: plainDate().optional(),
      revisionDue: plainDate().optional(),
      reason: prose(2_000).optional(),
    }),
    labels,
    show: async ({ principal, params, form, query }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'amendPlanning');
      const wanted = query.reportDue ?? typedDate(form, 'reportDue');
      const proposed = await proposedPlanning(backend, principal, params.id, wanted);
      return page(<Amending dossier={dossier} proposed={proposed} wanted={wanted} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await amendPlanning(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), 'Le planning est modifié\u00a0; auditeur et tuteur en sont informés.');
    },
  }),
  pageRoute({
    method: 'get',
    path: '/dossiers/:id/planning/proposition',
    piece: true,
    who: WHO,
    title: 'Planning proposé',
    params: dossierPath,
    query: z.object({
      reportDue: plainDate().optional().catch(undefined),
      planning: z.object({ reportDue: plainDate().optional().catch(undefined) }).optional(),
    }),
    handle: async ({ principal, params, query, form }) => {
      const wanted = query.reportDue ?? query.planning?.reportDue;
      const proposed = await proposedPlanning(backend, principal, params.id, wanted);
      return fragment(<Followed proposed={proposed} form={form} prefix={query.planning ? 'planning.' : ''} />);
    },
  }),
];

/** What follows the date butoir as it changes: the proposal, and the date of the revision within it. */
const Followed = ({ proposed, form, prefix }: { proposed: Proposed; form: FormState; prefix: string }) => (
  <>
    <ProposalText proposed={proposed} />
    {'refusal' in proposed ? null : (
      <RevisionDueField form={proposing(form, datesOf(proposed, prefix))} name={`${prefix}revisionDue`} replacing />
    )}
  </>
);

/** What a proposal holds and why: « 6 semaines : vacances de la Toussaint, zone B ». */
export const ProposalText = ({ proposed, isReportIn }: { proposed: Proposed; isReportIn?: boolean }) =>
  'refusal' in proposed ? (
    <Notice tone="warning">
      <p>{proposed.refusal}</p>
    </Notice>
  ) : (
    <Facts
      facts={[
        { label: 'Rapport', value: isReportIn ? 'reçu' : `au plus tard le ${inFrenchWithWeekday(proposed.reportDue)}` },
        {
          label: 'Correction',
          value: (
            <>
              au plus tard le {inFrenchWithWeekday(proposed.correctionDue)}
              <br />
              <span class="muted">{explanationInWords(proposed.explanation)}</span>
            </>
          ),
        },
        { label: 'Rapport révisé', value: `au plus tard le ${inFrenchWithWeekday(proposed.revisionDue)}` },
        { label: 'Avis', value: `au plus tard le ${inFrenchWithWeekday(proposed.avisDue)}` },
        { label: 'Limite de la prestation', value: inFrenchWithWeekday(proposed.limit) },
      ]}
    />
  );

interface ProposalProps {
  proposed: Proposed;
  wanted?: string;
  /** The date butoir is past changing. */
  isReportIn?: boolean;
}

/** What follows from the date butoir, and from another one as long as the report is not there. */
export const ProposalCard = ({ proposed, wanted, isReportIn }: ProposalProps) => (
  <section class="card" aria-labelledby="proposition-titre">
    <h2 id="proposition-titre">Ce que Jalons propose</h2>
    <div id="proposition" aria-live="polite">
      <ProposalText proposed={proposed} isReportIn={isReportIn} />
    </div>
    {isReportIn ? null : (
      <form method="get" class="inline-form">
        <label for="butoir">Avec une autre date butoir</label>
        <input id="butoir" name="reportDue" type="date" value={wanted} required />
        <Button look="secondary">Proposer</Button>
      </form>
    )}
  </section>
);

/** The date butoir; with a script, the proposal follows it as it changes. */
export const ReportDueField = ({ form, id, name }: { form: FormState; id: string; name: string }) => (
  <Field
    form={form}
    name={name}
    label={PLANNING_LABELS.reportDue}
    type="date"
    width="short"
    required
    extra={{
      'hx-get': `${paths.planning(id)}/proposition`,
      'hx-trigger': 'change',
      'hx-target': '#proposition',
    }}
  />
);

/** When the revision is due. `replacing` puts it in place of the one shown. */
export const RevisionDueField = ({ form, name, replacing }: { form: FormState; name: string; replacing?: boolean }) => (
  <div id="remise-du-rapport-revise" {...(replacing ? { 'hx-swap-oob': 'true' } : {})}>
    <Field form={form} name={name} label={PLANNING_LABELS.revisionDue} type="date" width="short" required />
  </div>
);

interface AmendingProps {
  dossier: Dossier;
  proposed: Proposed;
  wanted?: string;
  form: FormState;
}

const Amending = ({ dossier, proposed, wanted, form }: AmendingProps) => {
  const { id, planning, documents } = dossier.view;
  const isReportIn = documents.some(({ kind }) => kind === 'report');
  const current = { reportDue: planning?.reportDue ?? '', revisionDue: planning?.revisionDue ?? '' };
  const filled = proposing(form, wanted ? { ...current, ...datesOf(proposed) } : current);
  return (
    <>
      <ActHead dossier={dossier} title="Modifier le planning" />
      <p>Les dates se changent d’un commun accord{'\u00a0'}: auditeur et tuteur reçoivent le nouveau planning.</p>
      <ProposalCard proposed={proposed} wanted={wanted} isReportIn={isReportIn} />
      <Form form={filled}>
        <div class="field-row">
          {isReportIn ? null : <ReportDueField form={filled} id={id} name="reportDue" />}
          <RevisionDueField form={filled} name="revisionDue" />
        </div>
        <TextArea form={filled} name="reason" label={labels.reason} required rows={3} maxlength={2_000} />
        <Actions>
          <Button>Modifier le planning</Button>
          <NoChange id={id} />
        </Actions>
      </Form>
    </>
  );
};
