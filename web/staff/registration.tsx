import { z } from '../../api/schemas.ts';
import { inFrench } from '../../domain/dates.ts';
import type { Backend } from '../../services/backend.ts';
import { readAfterAct } from '../../services/enrolments.ts';
import { type Principal, STAFF } from '../../services/principal.ts';
import { type Quote, quote } from '../../services/quote.ts';
import { register } from '../../services/registration.ts';
import { type RegistrationChoices, registrationChoices } from '../../services/registration-choices.ts';
import { registrationDraft, registrationForm } from '../../services/registration-form.ts';
import { type FormState, nested, proposing, typedIn } from '../form.ts';
import { formPage, fragment, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { QuotePanel } from './quote-panel.tsx';
import { REGISTRATION_LABELS, RegistrationFields, UnitChoice } from './registration-fields.tsx';
import { typedRegistration } from './typed-registration.ts';

const CHECK = `${paths.newDossier()}/verification`;

interface Shown {
  form: FormState;
  choices: RegistrationChoices;
  quote: Quote;
}

/** Enrolling an auditeur: one form, whose price and conditions are shown while it is typed, or by a button without scripts. */
export const registrationPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/dossiers/nouveau',
    who: STAFF,
    title: 'Inscrire un auditeur',
    // A subject of which nothing is filled in is told field by field as well.
    fields: z.preprocess(
      (typed) => typedRegistration({ auditeur: {}, funding: {}, ...(typed as object) }),
      registrationForm,
    ),
    labels: REGISTRATION_LABELS,
    show: async ({ principal, form }) =>
      page(<Registering {...(await shown(backend, principal, form))} />, { wide: true }),
    act: async ({ principal, body, scope }) => {
      const id = await register(backend, principal, body, scope);
      const { reference } = await readAfterAct(backend, principal, id);
      return seeOther(paths.dossier(id), `Le dossier ${reference} est ouvert. Il reste à affecter un tuteur.`);
    },
  }),
  pageRoute({
    method: 'post',
    path: '/dossiers/nouveau/verification',
    who: STAFF,
    title: 'Inscrire un auditeur',
    everyTime: true,
    piece: true,
    handle: async ({ principal, form, http: { request } }) => {
      const typed = await shown(backend, principal, { ...form, values: typedIn(request.body) });
      return request.get('HX-Request')
        ? fragment(<Followed {...typed} />)
        : page(<Registering {...typed} />, { wide: true });
    },
  }),
];

/** The form with what is proposed, and the quote of what was typed. */
async function shown(backend: Backend, principal: Principal, typed: FormState): Promise<Shown> {
  const choices = await registrationChoices(backend, principal);
  const isFresh = Object.keys(typed.values).length === 0;
  const proposed = { 'cgv.version': choices.cgvVersion ?? '', registeredOn: choices.today };
  const form = isFresh ? proposing(typed, proposed) : typed;
  const draft = registrationDraft(typedRegistration(nested(form.values)));
  return { form, choices, quote: await quote(backend, principal, draft) };
}

/** What follows the form as it is typed: the quote, and the units of the certification. */
const Followed = ({ form, choices, quote: told }: Shown) => (
  <>
    <QuotePanel quote={told} />
    <UnitChoice form={form} choices={choices} replacing />
  </>
);

const Registering = ({ form, choices, quote: told }: Shown) => (
  <>
    <PageHead title="Inscrire un auditeur" back={{ href: paths.dossiers(), label: 'Dossiers' }}>
      {`Aujourd’hui, ${inFrench(choices.today)}.`}
    </PageHead>
    <Form form={form} action={paths.newDossier()}>
      <div class="columns">
        <div>
          <RegistrationFields form={form} choices={choices} today={choices.today} />
        </div>
        <section class="card accent quote" aria-labelledby="devis-titre">
          <h2 id="devis-titre">Prix et conditions</h2>
          <div
            aria-live="polite"
            hx-post={CHECK}
            hx-trigger="input from:closest form delay:300ms"
            hx-include="closest form"
            hx-sync="this:replace"
          >
            <QuotePanel quote={told} />
          </div>
          {/* With scripts the panel follows by itself, and the key Enter enrols. */}
          <noscript>
            <button type="submit" class="button secondary" formaction={CHECK} formnovalidate>
              Vérifier
            </button>
          </noscript>
        </section>
      </div>
      <Actions>
        <Button>Inscrire</Button>
        <LinkButton href={paths.dossiers()} look="quiet">
          Revenir sans inscrire
        </LinkButton>
      </Actions>
    </Form>
  </>
);
