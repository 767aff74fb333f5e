import { readFile } from 'node:fs/promises';
import type { SchoolPeriod } from '../../domain/calendar.ts';
import { inFrench } from '../../domain/dates.ts';
import { periods } from '../../domain/french.ts';
import type { Backend } from '../../services/backend.ts';
import { changesInWords } from '../../services/calendar.ts';
import { type CalendarProposal, importProposed, proposeCalendar } from '../../services/calendar-proposal.ts';
import { badField } from '../../services/duplicates.ts';
import { z } from '../../services/fields/fields.ts';
import { MANAGERS } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { formPage, type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, Button, ButtonForm, LinkButton } from '../view/button.tsx';
import { FileField } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';
import { Periods } from './calendar.tsx';

/** One of the ministry's files: sent, looked at with what it would change, then imported. */
export const calendarImportPages = (backend: Backend): PageRoute[] => [
  ...formPage({
    path: '/reglages/calendrier/import',
    who: MANAGERS,
    title: 'Importer un calendrier scolaire',
    fields: z.object({}),
    upload: true,
    everyTime: true,
    show: ({ form }) => page(<Upload form={form} />),
    act: async ({ file, form }) => {
      if (!file?.path) throw badField('calendar.missing', 'file', 'Choisissez un fichier.');
      const proposal = await proposeCalendar(backend, await readFile(file.path));
      return page(<Preview proposal={proposal} form={form} />, { title: 'Ce que le fichier changerait', wide: true });
    },
  }),
  pageRoute({
    method: 'post',
    path: '/reglages/calendrier/confirmation',
    who: MANAGERS,
    title: 'Importer un calendrier scolaire',
    fields: z.object({ ticket: z.string().max(200) }),
    handle: async ({ principal, body }) => {
      const { announced, ...imported } = await importProposed(backend, principal, body.ticket);
      const told =
        announced > 0
          ? ` ${announced} correction${announced > 1 ? 's en cours en tiennent' : ' en cours en tient'} compte.`
          : '';
      return seeOther(
        paths.calendar(),
        imported.isNew
          ? `Calendrier importé, version ${imported.version}\u00a0: ${changesInWords(imported)}.${told}`
          : 'Ce fichier n’apprend rien de nouveau.',
      );
    },
  }),
];

const BACK = { href: paths.calendar(), label: 'Calendrier scolaire' };

const Upload = ({ form }: { form: FormState }) => (
  <>
    <PageHead title="Importer un calendrier scolaire" back={BACK}>
      Le fichier du ministère tel quel&nbsp;: CSV, JSON ou ICS. Vous verrez ce qu’il changerait avant que rien ne
      change.
    </PageHead>
    <Form form={form} multipart>
      <FileField
        form={form}
        label="Fichier"
        accept=".csv,.json,.ics,text/csv,application/json,text/calendar"
        required
      />
      <Actions>
        <Button>Voir ce qu’il changerait</Button>
      </Actions>
    </Form>
  </>
);

/** What the ministry calls its files. */
const FORMATS: Readonly<Record<string, string>> = {
  'ministry-csv': 'Fichier CSV',
  'ministry-json': 'Fichier JSON',
  'ministry-ics': 'Fichier ICS',
  'jalons-csv': 'Fichier CSV de Jalons',
};

const toldIn = ({ added, changed, unchanged }: CalendarProposal): string =>
  periods([
    [added.length, 'nouvelle'],
    [changed.length, 'modifiée'],
    [unchanged.length, 'inchangée'],
  ]);

const Preview = ({ proposal, form }: { proposal: CalendarProposal; form: FormState }) => {
  const { added, changed, ignored, format, ticket } = proposal;
  const isNews = added.length + changed.length > 0;
  return (
    <>
      <PageHead
        title="Ce que le fichier changerait"
        back={{ href: paths.importCalendar(), label: 'Choisir un autre fichier' }}
      >
        {`${FORMATS[format] ?? format}\u00a0: ${toldIn(proposal)}.`}
      </PageHead>
      <Notice tone={isNews ? 'info' : 'success'}>
        <p>
          {isNews
            ? 'Les corrections en cours seront recalculées\u00a0: une échéance peut être repoussée, jamais avancée. Rien n’est encore enregistré.'
            : 'Ce fichier n’apprend rien de nouveau\u00a0: il n’y a rien à importer.'}
        </p>
      </Notice>
      {isNews ? (
        <Actions>
          <ButtonForm form={form} action={paths.confirmCalendar()} look="primary" fields={{ ticket }}>
            Importer ce calendrier
          </ButtonForm>
          <LinkButton href={paths.calendar()} look="quiet">
            Revenir sans rien changer
          </LinkButton>
        </Actions>
      ) : null}
      {changed.length > 0 ? <Changes changes={changed} /> : null}
      {added.length > 0 ? <Periods periods={added} caption="Périodes nouvelles" /> : null}
      {ignored.length > 0 ? <Ignored ignored={ignored} /> : null}
    </>
  );
};

const datesOf = ({ firstDayOff, returnDay }: SchoolPeriod): string =>
  `du ${inFrench(firstDayOff)}, reprise ${returnDay ? `le ${inFrench(returnDay)}` : 'pas encore publiée'}`;

const Changes = ({ changes }: { changes: CalendarProposal['changed'] }) => (
  <Table
    caption="Périodes modifiées"
    columns={[
      { label: 'Période', cell: ({ after }) => `${after.name}, ${after.schoolYear}, zone ${after.zone}` },
      { label: 'Jusqu’ici', cell: ({ before }) => datesOf(before) },
      { label: 'Désormais', cell: ({ after }) => datesOf(after) },
    ]}
    rows={changes}
    empty=""
  />
);

const Ignored = ({ ignored }: { ignored: CalendarProposal['ignored'] }) => (
  <details>
    <summary>{`Lignes laissées de côté (${ignored.reduce((sum, { count }) => sum + count, 0)})`}</summary>
    <Table
      caption="Lignes laissées de côté"
      hideCaption
      columns={[
        { label: 'Quoi', cell: ({ what }) => what },
        { label: 'Pourquoi', cell: ({ reason }) => reason },
        { label: 'Combien', cell: ({ count }) => count, numeric: true },
        { label: 'Où', cell: ({ where }) => where },
      ]}
      rows={ignored}
      empty=""
    />
  </details>
);
