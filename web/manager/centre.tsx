import type { Backend } from '../../services/backend.ts';
import { readHolidays } from '../../services/calendar.ts';
import { centreFields } from '../../services/centre-form.ts';
import { type CentreView, changeCentre, everyCentre, readCentre } from '../../services/centres.ts';
import { notFound } from '../../services/errors.ts';
import { code, line, z } from '../../services/fields/fields.ts';
import { boxes, orNothing, typedCents, typedCount } from '../../services/fields/typed-fields.ts';
import { isManager, MANAGERS, type Principal, STAFF } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { FilterSelect } from '../staff/filter-field.tsx';
import { Actions, Button } from '../view/button.tsx';
import { PageHead } from '../view/page-head.tsx';
import { CentreFields } from './centre-fields.tsx';
import { CENTRE_LABELS } from './centre-labels.ts';
import { CentreLogo } from './centre-logo.tsx';
import { CentreSummary } from './centre-summary.tsx';
import { centreValues } from './centre-values.ts';
import { filledWith } from './filled-with.ts';
import { Reminders } from './reminders-in-words.tsx';

const days = typedCount(365, 1);
const years = typedCount(50, 1);

/** What the form says of a centre; what is emptied is nothing. */
const typed = z.object({
  ...{ centre: code(), name: centreFields.name, holidayZone: centreFields.holidayZone },
  staffEmail: centreFields.staffEmail,
  managerEmail: centreFields.managerEmail,
  handicapEmail: centreFields.handicapEmail,
  contactPhone: orNothing(centreFields.contactPhone),
  resourcesUrl: orNothing(centreFields.resourcesUrl),
  cgv: z.object({ version: line(100), url: centreFields.cgv.shape.url }),
  prices: z.object({ individual: typedCents(), organisation: typedCents() }),
  address: orNothing(centreFields.address),
  legalNotice: orNothing(centreFields.legalNotice),
  signature: orNothing(centreFields.signature),
  fundedAction: orNothing(centreFields.fundedAction),
  publication: orNothing(
    centreFields.publication.unwrap().extend({ messagesYears: years.optional(), proofsYears: years.optional() }),
  ),
  policy: z.object({
    registrationMonths: boxes(typedCount(12, 1)),
    avisDays: days,
    avisCorrectionDays: typedCount(365),
    followUpWorkingDays: days,
    minRevisionDays: typedCount(365),
    surveyReminderDays: typedCount(60),
  }),
});

/** A centre's settings: who it is, what it asks, how it goes about. Staff read, managers change. */
export const centrePages = (backend: Backend): PageRoute[] => {
  const show = async (principal: Principal, form: FormState, wanted: string | undefined) => {
    const centres = await everyCentre(backend, principal);
    const chosen = wanted ?? principal.centre ?? centres[0]?.code;
    if (!chosen) throw notFound('Centre régional');
    const centre = await readCentre(backend, principal, chosen);
    const zones = await zonesOf(backend, centre);
    return page(<CentrePage {...{ principal, form, centres, centre, zones }} />, { title: centre.name });
  };
  return [
    pageRoute({
      method: 'get',
      path: '/reglages/centre',
      who: STAFF,
      title: 'Centre et règles',
      query: z.object({ centre: code().optional() }),
      handle: ({ principal, query, form }) => show(principal, form, query.centre),
    }),
    pageRoute({
      method: 'post',
      path: '/reglages/centre',
      who: MANAGERS,
      title: 'Centre et règles',
      fields: typed,
      labels: CENTRE_LABELS,
      again: ({ principal, form }) => show(principal, form, String(form.values.centre ?? '') || undefined),
      handle: async ({ principal, body: { centre: of, ...changes } }) => {
        const { name } = await changeCentre(backend, principal, of, changes);
        return seeOther(withQuery(paths.centreSettings(), { centre: of }), `Les réglages de ${name} sont enregistrés.`);
      },
    }),
  ];
};

/** The zones that the calendar knows, and the centre's own. */
async function zonesOf(backend: Backend, { holidayZone }: CentreView): Promise<string[]> {
  const { items } = await readHolidays(backend);
  return [...new Set([holidayZone, ...items.map(({ zone }) => zone)])].sort();
}

interface CentrePageProps {
  principal: Principal;
  form: FormState;
  centres: readonly CentreView[];
  centre: CentreView;
  zones: readonly string[];
}

const CentrePage = ({ principal, form, centres, centre, zones }: CentrePageProps) => (
  <>
    <PageHead title={centre.name}>
      Ce que le centre décide&nbsp;: coordonnées, tarifs, documents, règles et relances.
    </PageHead>
    {centres.length > 1 ? <CentreChoice centres={centres} chosen={centre.code} /> : null}
    {isManager(principal.role) ? (
      <>
        <CentreFields form={filledWith(form, centreValues(centre))} zones={zones} />
        <CentreLogo form={form} centre={centre} />
      </>
    ) : (
      <CentreSummary centre={centre} />
    )}
    <Reminders centre={centre} mayChange={isManager(principal.role)} />
  </>
);

const CentreChoice = ({ centres, chosen }: { centres: readonly CentreView[]; chosen: string }) => (
  <form method="get" action={paths.centreSettings()} class="filters">
    <FilterSelect
      name="centre"
      label="Centre"
      all="Le premier"
      value={chosen}
      options={centres.map(({ code: value, name }) => ({ value, label: name }))}
    />
    <Actions>
      <Button look="secondary">Afficher ce centre</Button>
    </Actions>
  </form>
);
