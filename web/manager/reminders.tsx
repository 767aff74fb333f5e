import { recipientsIn } from '../../domain/reminder-faults.ts';
import { TO_WHOM, WAITS_WITHOUT_DATE } from '../../domain/reminder-words.ts';
import { DEFAULT_REMINDERS, type NoticeRule, type Recipient, type WaitKind } from '../../domain/reminders.ts';
import { describeWait } from '../../domain/waits.ts';
import type { Backend } from '../../services/backend.ts';
import { type CentreView, changeCentre, readCentre } from '../../services/centres.ts';
import { code, z } from '../../services/fields/fields.ts';
import { parsed } from '../../services/fields/parsed.ts';
import { box, typedCount } from '../../services/fields/typed-fields.ts';
import { MANAGERS } from '../../services/principal.ts';
import { type FormState, textIn } from '../form.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { ACT, actIn, type Row, rowsAfter, rowsIn, rowsNamed, valuesOfRows } from '../rows.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Checkbox, Field, type Option, Select } from '../view/field.tsx';
import { Form, fieldId } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { AddRow, RowButtons, SaveOnEnter, SaveRows } from '../view/row-buttons.tsx';
import { WAITS_TO_DECIDE } from './reminders-in-words.tsx';

const reminderPath = z.object({ code: code(), wait: z.enum(WAITS_TO_DECIDE as [WaitKind, ...WaitKind[]]) });

/** From when the days of a reminder count, as one chooses it. */
const MOMENTS = {
  before_due: 'avant l’échéance',
  after_due: 'après l’échéance',
  after_start: 'après le début de l’attente',
} as const;
type Moment = keyof typeof MOMENTS;

const typedNotice = z.object({
  to: z.enum(Object.keys(TO_WHOM) as [Recipient, ...Recipient[]]),
  escalation: box(),
  days: typedCount(365),
  moment: z.enum(Object.keys(MOMENTS) as [Moment, ...Moment[]]),
  working: box(),
  everyDays: typedCount(365, 1).optional(),
  times: typedCount(100, 1).optional(),
});
const typedNotices = z.object({ notices: z.array(typedNotice).max(20).default([]) });

/** The reminders of one wait: managers add, change and take them away; those of waits that run stay as they were. */
export const reminderPages = (backend: Backend): PageRoute[] => {
  const shown = (centre: CentreView, wait: WaitKind, form: FormState, rows: readonly Row[]) =>
    page(<RemindersPage {...{ centre, wait, rows }} form={{ ...form, values: valuesOfRows('notices', rows) }} />, {
      title: `Quand ${describeWait(wait)}`,
    });
  const common = {
    path: '/reglages/centre/:code/relances/:wait',
    who: MANAGERS,
    title: 'Relances et alertes',
    params: reminderPath,
  } as const;
  const labels = {
    'notices.*.days': 'Jours',
    'notices.*.everyDays': 'Puis tous les … jours',
    'notices.*.times': 'Nombre de fois en tout',
  };
  return [
    pageRoute({
      ...common,
      method: 'get',
      query: z.object({ defaut: z.string().optional() }),
      handle: async ({ principal, params: { code: of, wait }, query, form }) => {
        const centre = await readCentre(backend, principal, of);
        const rules = query.defaut ? DEFAULT_REMINDERS[wait] : centre.policy.reminders[wait];
        return shown(centre, wait, form, rules.map(rowOf));
      },
    }),
    pageRoute({
      ...common,
      method: 'post',
      fields: z.looseObject({}),
      labels,
      everyTime: true,
      again: async ({ principal, params: { code: of, wait }, form, http }) =>
        shown(
          await readCentre(backend, principal, of),
          wait,
          onRows(form, wait),
          rowsNamed('notices', http.request.body),
        ),
      handle: async ({ principal, params: { code: of, wait }, body, form }) => {
        const [act, rows] = [actIn(body[ACT]), rowsIn(body.notices)];
        if (act.kind !== 'save') {
          return shown(await readCentre(backend, principal, of), wait, form, rowsAfter(rows, act, FIRST));
        }
        const { notices } = parsed(typedNotices, { notices: rows });
        await changeCentre(backend, principal, of, { policy: { reminders: { [wait]: notices.map(ruleOf) } } });
        const back = withQuery(paths.centreSettings(), { centre: of });
        return seeOther(`${back}#relances`, 'Les relances sont enregistrées, pour les attentes à venir.');
      },
    }),
  ];
};

/** The form with what is wrong with the policy told at the fields of its lines. */
const onRows = (form: FormState, wait: WaitKind): FormState => ({
  ...form,
  errors: form.errors.map(({ path, ...error }) => {
    const [rank, field] = path.startsWith(`policy.reminders.${wait}.`) ? path.split('.').slice(-2) : [];
    return { ...error, path: rank ? `notices.${rank}.${field === 'from' ? 'moment' : field}` : path };
  }),
});

/** What a new line begins with. */
const FIRST: Row = { to: 'staff', days: '7', moment: 'after_start' };

const rowOf = ({ to, escalation, from, days, working, everyDays, times }: NoticeRule): Row => ({
  to,
  days: String(Math.abs(days)),
  moment: from === 'start' ? 'after_start' : days < 0 ? 'before_due' : 'after_due',
  ...(escalation ? { escalation: 'true' } : {}),
  ...(working ? { working: 'true' } : {}),
  ...(everyDays ? { everyDays: String(everyDays) } : {}),
  ...(times ? { times: String(times) } : {}),
});

const ruleOf = ({
  to,
  escalation,
  days,
  moment,
  working,
  everyDays,
  times,
}: z.output<typeof typedNotice>): NoticeRule => ({
  to,
  from: moment === 'after_start' ? 'start' : 'due',
  days: moment === 'before_due' ? -days : days,
  ...(escalation ? { escalation } : {}),
  ...(working ? { working } : {}),
  ...(everyDays ? { everyDays } : {}),
  ...(everyDays && times ? { times } : {}),
});

interface RemindersPageProps {
  centre: CentreView;
  wait: WaitKind;
  rows: readonly Row[];
  form: FormState;
}

const RemindersPage = ({ centre, wait, rows, form }: RemindersPageProps) => (
  <>
    <PageHead
      title={`Quand ${describeWait(wait)}`}
      back={{ href: `${withQuery(paths.centreSettings(), { centre: centre.code })}#relances`, label: centre.name }}
    >
      Qui est relancé ou alerté, et quand. Une relance s’adresse à qui doit agir, une alerte à qui peut aider.
    </PageHead>
    <Form form={form}>
      <SaveOnEnter />
      <div id={fieldId('notices')} tabindex={-1}>
        {rows.map((_, rank) => (
          <NoticeFields form={form} rank={rank} count={rows.length} wait={wait} />
        ))}
      </div>
      {rows.length === 0 ? <p class="empty">Personne n’est relancé.</p> : null}
      <Actions>
        <AddRow label="Ajouter une ligne" />
        <SaveRows />
        <LinkButton href={`${paths.reminders(centre.code, wait)}?defaut=oui`} look="quiet">
          Repartir des relances d’origine
        </LinkButton>
      </Actions>
    </Form>
  </>
);

/**
 * What may be chosen, and what a line has that was kept before it was refused: left out, the first option would take its place
 * without a word.
 */
const withStored = <Value extends string>(
  offered: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  stored: string,
): Option[] =>
  (Object.keys(labels) as Value[])
    .filter((value) => offered.includes(value) || value === stored)
    .map((value) => ({ value, label: labels[value] }));

const NoticeFields = ({
  form,
  rank,
  count,
  wait,
}: {
  form: FormState;
  rank: number;
  count: number;
  wait: WaitKind;
}) => {
  const name = `notices.${rank}`;
  const moments: readonly Moment[] = WAITS_WITHOUT_DATE.includes(wait)
    ? ['after_start']
    : (Object.keys(MOMENTS) as Moment[]);
  return (
    <fieldset class="row-fields">
      <legend>{`Ligne ${rank + 1}`}</legend>
      <div class="field-row">
        <Select
          form={form}
          name={`${name}.to`}
          label="À qui"
          required
          options={withStored(recipientsIn(wait), TO_WHOM, textIn(form, `${name}.to`))}
        />
        <Field
          form={form}
          name={`${name}.days`}
          label="Jours"
          type="number"
          inputmode="numeric"
          min={0}
          max={365}
          width="short"
          required
        />
        <Select
          form={form}
          name={`${name}.moment`}
          label="Quand"
          required
          options={withStored(moments, MOMENTS, textIn(form, `${name}.moment`))}
        />
      </div>
      <div class="field-row">
        <Checkbox form={form} name={`${name}.escalation`} label="C’est une alerte" />
        <Checkbox form={form} name={`${name}.working`} label="En jours ouvrés" />
      </div>
      <div class="field-row">
        <Field
          form={form}
          name={`${name}.everyDays`}
          label="Puis tous les … jours"
          type="number"
          inputmode="numeric"
          min={1}
          max={365}
          width="short"
        />
        <Field
          form={form}
          name={`${name}.times`}
          label="Nombre de fois en tout"
          type="number"
          inputmode="numeric"
          min={1}
          max={100}
          width="short"
          hint="Sans lui, tant que l’attente dure."
        />
      </div>
      <RowButtons rank={rank} count={count} what={`la ligne ${rank + 1}`} />
    </fieldset>
  );
};
