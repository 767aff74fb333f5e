import { inFrench, type PlainDate } from '../../domain/dates.ts';
import type { WorkSection } from '../../domain/worklist.ts';
import type { WorkEntry } from '../../services/worklist.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { fromToday } from '../view/due.tsx';
import { type Column, Table } from '../view/table.tsx';
import { actPath, SECTION_WORDS } from './work-sections.ts';

/** The entries of a section: whom it is about, the day that puts it there, and the way to what is to be done. */
export const WorkTable = ({
  name,
  items,
  today,
}: {
  name: WorkSection;
  items: readonly WorkEntry[];
  today: PlainDate;
}) => (
  <Table
    caption={SECTION_WORDS[name].title}
    hideCaption
    columns={columnsOf(name, today)}
    rows={items}
    empty="Rien à signaler."
  />
);

const TUTOR: Column<WorkEntry> = {
  label: 'Tuteur',
  cell: ({ tutor }) => (tutor ? `${tutor.firstName} ${tutor.lastName}` : ''),
};

const columnsOf = (name: WorkSection, today: PlainDate): Column<WorkEntry>[] => [
  { label: 'Auditeur', cell: (entry) => <Who entry={entry} /> },
  name === 'failing_mails'
    ? { label: 'Courriel', cell: (entry) => <Mail entry={entry} /> }
    : { label: 'Certification', cell: ({ certification }) => certification.title },
  ...(name === 'tutors_to_assign' ? [] : [TUTOR]),
  { label: SECTION_WORDS[name].date, cell: ({ date }) => <Day date={date} today={today} /> },
  ...actColumn(name),
];

function actColumn(name: WorkSection): Column<WorkEntry>[] {
  const { act } = SECTION_WORDS[name];
  if (!act) return [];
  return [
    {
      label: <span class="visually-hidden">Action</span>,
      cell: (entry) => (
        <a href={actPath(name, entry)}>
          {act.label}
          <span class="visually-hidden">{`, dossier ${entry.reference}`}</span>
        </a>
      ),
    },
  ];
}

const Who = ({ entry: { id, reference, auditeur } }: { entry: WorkEntry }) => (
  <>
    <a href={paths.dossier(id)}>
      {auditeur.lastName} {auditeur.firstName}
    </a>
    <br />
    <span class="muted nowrap">{reference}</span>
  </>
);

const Day = ({ date, today }: { date: PlainDate; today: PlainDate }) => (
  <>
    <time datetime={date}>{inFrench(date)}</time>
    <br />
    <span class="muted">{fromToday(date, today)}</span>
  </>
);

const Mail = ({ entry: { id, reference, mail } }: { entry: WorkEntry }) =>
  mail ? (
    <>
      {mail.description}
      <br />
      <span class="muted">{mail.to.address}</span>{' '}
      <Badge tone="danger">{`${mail.attempts}\u00a0essai${mail.attempts > 1 ? 's' : ''}`}</Badge>
      {mail.recipient === 'auditeur' ? (
        <>
          <br />
          <a href={paths.contactDetails(id)}>
            Corriger l’adresse<span class="visually-hidden">{`, dossier ${reference}`}</span>
          </a>
        </>
      ) : null}
    </>
  ) : null;
