import type { ExportedEnrolment } from '../db/enrolment-export.ts';
import { daysBetween, type Instant, type PlainDate } from '../domain/dates.ts';
import type { Facts } from '../domain/enrolment.ts';
import type { Cell, CellKind, TableColumn } from '../domain/table.ts';
import { FUNDING_NAMES, OUTCOME_NAMES, STEP_NAMES, TURN_NAMES } from '../domain/words.ts';

interface ExportColumn extends TableColumn {
  cell: (enrolment: ExportedEnrolment, on: { dateOf: (at: Instant) => PlainDate }) => Cell;
}

const column = (title: string, kind: CellKind, cell: ExportColumn['cell']): ExportColumn => ({ title, kind, cell });

/** A date of the process, once there is one. */
const fact =
  (date: (facts: Facts) => PlainDate | undefined): ExportColumn['cell'] =>
  ({ facts }) =>
    (facts && date(facts)) ?? null;

/** Days from one date to another, once both are known. */
const delay = (from: PlainDate | undefined, to: PlainDate | undefined): number | null =>
  from && to ? daysBetween(from, to) : null;

const daysIn =
  (ends: (facts: Facts) => [PlainDate | undefined, PlainDate | undefined]): ExportColumn['cell'] =>
  ({ facts }) =>
    facts && delay(...ends(facts));

/** What is exported of enrolments, for the centre's own work and for its yearly account (bilan pédagogique et financier). */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  column('Référence', 'text', ({ reference }) => reference),
  column('Nom', 'text', ({ auditeurLastName }) => auditeurLastName),
  column('Prénom', 'text', ({ auditeurFirstName }) => auditeurFirstName),
  column('Adresse électronique', 'text', ({ auditeurEmail }) => auditeurEmail),
  column('Certification', 'text', ({ certification }) => certification),
  column('Intitulé de la certification', 'text', ({ certificationTitle }) => certificationTitle),
  column('UA', 'text', ({ activityUnit }) => activityUnit),
  column('Intitulé de l’UA', 'text', ({ activityUnitTitle }) => activityUnitTitle),
  column('Centre', 'text', ({ centre }) => centre),
  column('Semestre', 'text', ({ semester }) => semester),
  column('Inscription', 'date', ({ registeredOn }) => registeredOn),
  column('Limite', 'date', ({ limit }) => limit),
  column('Prix (€)', 'euros', ({ priceCents }) => priceCents),
  column('Financement', 'text', ({ funding }) => FUNDING_NAMES[funding]),
  column('Financeur', 'text', ({ funder }) => funder),
  column('Tuteur', 'text', ({ tutor }) => tutor),
  column('Étape', 'text', ({ step }) => STEP_NAMES[step]),
  column('À qui d’agir', 'text', ({ waitingFor }) => TURN_NAMES[waitingFor]),
  column('Échéance', 'date', ({ dueDate }) => dueDate),
  column('En retard', 'text', ({ overdue }) => (overdue ? 'oui' : 'non')),
  column('Résultat', 'text', ({ outcome }) => outcome && OUTCOME_NAMES[outcome]),
  column(
    'Tuteur affecté',
    'date',
    fact(({ tutor }) => tutor?.assignedOn),
  ),
  column(
    'Rendez-vous tenu',
    'date',
    fact(({ heldOn }) => heldOn),
  ),
  column(
    'Rapport reçu',
    'date',
    fact(({ report }) => report?.receivedOn),
  ),
  column(
    'Correction rendue',
    'date',
    fact(({ correction }) => correction?.returnedOn),
  ),
  column(
    'Rapport révisé reçu',
    'date',
    fact(({ revision }) => revision?.receivedOn),
  ),
  column(
    'Avis rendu',
    'date',
    fact(({ avis }) => avis?.givenOn),
  ),
  column('Clôture', 'date', ({ closedAt }, { dateOf }) => closedAt && dateOf(closedAt)),
  column('Accompagnement (minutes)', 'integer', ({ tutoringMinutes }) => tutoringMinutes),
  column(
    'Délai d’affectation (jours)',
    'integer',
    daysIn(({ registeredOn, tutor }) => [registeredOn, tutor?.assignedOn]),
  ),
  column(
    'Délai de correction (jours)',
    'integer',
    daysIn(({ report, correction }) => [report?.receivedOn, correction?.returnedOn]),
  ),
  column(
    'Délai d’avis (jours)',
    'integer',
    daysIn(({ revision, avis }) => [revision?.receivedOn, avis?.givenOn]),
  ),
  column('Durée totale (jours)', 'integer', ({ registeredOn, closedAt }, { dateOf }) =>
    delay(registeredOn, closedAt ? dateOf(closedAt) : undefined),
  ),
];
