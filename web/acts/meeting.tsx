import { addDays, hourInFrench, inFrenchWithWeekday, type PlainDate } from '../../domain/dates.ts';
import { horizonInFrench, type MeetingHorizon } from '../../domain/meeting-horizon.ts';
import type { Backend } from '../../services/backend.ts';
import { type Dossier, readDossierFor } from '../../services/dossier.ts';
import { flag, instant, plainDate, prose, webAddress, z } from '../../services/fields/fields.ts';
import { warnOfLateMeeting } from '../../services/meeting-horizon.ts';
import { meetingSlots, type OfferedSlot } from '../../services/meeting-slots.ts';
import { bookMeeting, callOffMeeting } from '../../services/meetings.ts';
import { EVERYONE } from '../../services/principal.ts';
import { dossierPath } from '../dossier/dossier-path.ts';
import { errorOf, type FormState, proposing, textIn } from '../form.ts';
import { formPage, type PageRoute, page, seeOther } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Checkbox, Field, TextArea } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { ActHead, NoChange } from './act-page.tsx';
import { SlotSelect } from './slot-select.tsx';

const labels = { startsAt: 'Créneau', videoUrl: 'Lien de la visioconférence', reason: 'Motif' };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const booking = z
  .object({
    startsAt: instant().optional(),
    day: plainDate().optional(),
    time: z.string().regex(TIME, 'attend une heure, par exemple 14:30').optional(),
    videoUrl: webAddress().optional(),
    knowing: flag().optional(),
  })
  .refine(({ startsAt, day, time }) => startsAt !== undefined || (day !== undefined && time !== undefined), {
    path: ['startsAt'],
    message: 'est à choisir, ou bien un jour et une heure',
  });

/** R10: the first meeting is booked or moved; the slots offered are those that the rules allow. */
export const meetingPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/dossiers/:id/rendez-vous',
    who: EVERYONE,
    title: 'Premier rendez-vous',
    params: dossierPath,
    query: z.object({ 'a-partir-du': plainDate().optional().catch(undefined) }),
    fields: booking,
    labels,
    show: async ({ principal, params, form, query }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'bookMeeting');
      const offer = await meetingSlots(backend, principal, params.id, { from: query['a-partir-du'] });
      return page(<Booking dossier={dossier} {...offer} form={whereTyped(form)} />);
    },
    act: async ({ principal, params, body, scope }) => {
      const { videoUrl } = body;
      const startsAt = startOf(backend, body);
      if (!body.knowing) await warnOfLateMeeting(backend, principal, params.id, startsAt);
      await bookMeeting(backend, principal, params.id, { startsAt, videoUrl }, scope);
      return seeOther(
        paths.dossier(params.id),
        `Le rendez-vous est fixé au ${whenInFrench(backend, startsAt)}. L’invitation part par courriel.`,
      );
    },
  }),
  ...formPage({
    path: '/dossiers/:id/rendez-vous/annulation',
    who: EVERYONE,
    title: 'Annuler le rendez-vous',
    params: dossierPath,
    fields: z.object({ reason: prose(2_000).optional() }),
    labels,
    show: async ({ principal, params, form }) => {
      const dossier = await readDossierFor(backend, principal, params.id, 'callOffMeeting');
      return page(<CallingOff dossier={dossier} when={bookedFor(backend, dossier)} form={form} />);
    },
    act: async ({ principal, params, body, scope }) => {
      await callOffMeeting(backend, principal, params.id, body, scope);
      return seeOther(paths.dossier(params.id), 'Le rendez-vous est annulé\u00a0; un autre est à fixer.');
    },
  }),
];

/** The slot chosen, or the day and hour given instead of it. */
function startOf({ civilTime }: Backend, { startsAt, day, time }: z.output<typeof booking>): string {
  if (day && time) return civilTime.atParis(day, time);
  return startsAt ?? '';
}

/** What is wrong with the slot, where it was typed. */
const whereTyped = (form: FormState): FormState =>
  textIn(form, 'day') === ''
    ? form
    : { ...form, errors: form.errors.map((error) => (error.path === 'startsAt' ? { ...error, path: 'day' } : error)) };

const whenInFrench = ({ civilTime }: Backend, startsAt: string): string =>
  `${inFrenchWithWeekday(civilTime.parisDate(startsAt))} à ${hourInFrench(civilTime.parisTime(startsAt))}`;

const bookedFor = (backend: Backend, { view }: Dossier): string | undefined =>
  view.meeting?.startsAt && whenInFrench(backend, view.meeting.startsAt);

interface BookingProps {
  dossier: Dossier;
  slots: OfferedSlot[];
  horizon: MeetingHorizon;
  form: FormState;
}

const Booking = ({ dossier, slots, horizon, form }: BookingProps) => {
  const { id, meeting } = dossier.view;
  const moves = meeting?.startsAt !== undefined;
  const proposed = proposing(form, { videoUrl: meeting?.videoUrl ?? '', startsAt: meeting?.startsAt ?? '' });
  return (
    <>
      <ActHead dossier={dossier} title={moves ? 'Déplacer le premier rendez-vous' : 'Fixer le premier rendez-vous'} />
      <p>
        Trente minutes en visioconférence, du lundi au vendredi entre 8{'\u00a0'}h et 19{'\u00a0'}h. Convenez d’abord du
        moment avec l’autre{'\u00a0'}: Jalons ne connaît que ses premiers rendez-vous, pas le reste de son agenda.
      </p>
      <Horizon slots={slots} horizon={horizon} />
      <Form form={form}>
        <SlotSelect form={proposed} slots={slots} label={labels.startsAt} />
        <Further id={id} slots={slots} />
        <fieldset>
          <legend>Ou à une autre heure</legend>
          <div class="field-row">
            <Field form={form} name="day" label="Jour" type="date" width="short" min={dossier.today} />
            <Field form={form} name="time" label="Heure" type="time" width="short" min="08:00" max="18:30" />
          </div>
        </fieldset>
        <Field
          form={proposed}
          name="videoUrl"
          type="url"
          label={labels.videoUrl}
          hint={
            'Il figure dans l’invitation de chacun\u00a0; vous pourrez l’ajouter plus tard en déplaçant le rendez-vous à la même heure.'
          }
          maxlength={2_000}
        />
        {isLate(form) ? <Checkbox form={form} name="knowing" label="Fixer tout de même ce rendez-vous" /> : null}
        <Actions>
          <Button>{moves ? 'Déplacer le rendez-vous' : 'Fixer le rendez-vous'}</Button>
          {dossier.view.actions.includes('callOffMeeting') ? (
            <LinkButton href={paths.callOffMeeting(id)} look="secondary">
              Annuler le rendez-vous
            </LinkButton>
          ) : null}
          <NoChange id={id} />
        </Actions>
      </Form>
    </>
  );
};

/** Who was told that a meeting comes too late may go on. */
const isLate = (form: FormState): boolean =>
  [errorOf(form, 'startsAt'), errorOf(form, 'day')].some((error) => error?.code === 'meeting.late');

/** Until when to book, as soon as a slot that is shown comes too late. */
const Horizon = ({ slots, horizon }: Pick<BookingProps, 'slots' | 'horizon'>) =>
  slots.some(({ late }) => late) ? (
    <Notice tone="warning">
      <p>{horizonInFrench(horizon)}</p>
    </Notice>
  ) : null;

/** The way to the days after those that are shown. */
const Further = ({ id, slots }: { id: string; slots: OfferedSlot[] }) => {
  const last: PlainDate | undefined = slots.at(-1)?.date;
  return last ? (
    <p>
      <a href={withQuery(paths.meeting(id), { 'a-partir-du': addDays(last, 1) })}>Voir les jours suivants</a>
    </p>
  ) : null;
};

const CallingOff = ({ dossier, when, form }: { dossier: Dossier; when?: string; form: FormState }) => (
  <>
    <ActHead dossier={dossier} title="Annuler le premier rendez-vous" />
    <Notice>
      <p>
        {when ? `Le rendez-vous du ${when} sera annulé` : 'Le rendez-vous sera annulé'}
        {'\u00a0'}: chacun reçoit l’annulation, et un autre rendez-vous est à fixer.
      </p>
    </Notice>
    <Form form={form}>
      <TextArea form={form} name="reason" label={labels.reason} required rows={3} maxlength={2_000} />
      <Actions>
        <Button look="danger">Annuler le rendez-vous</Button>
        <NoChange id={dossier.view.id} />
      </Actions>
    </Form>
  </>
);
