import { OUTCOMES, STEPS, WAITED_FOR } from '../../domain/enrolment.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import { FUNDING_TYPES } from '../../domain/tariff.ts';
import { FUNDING_NAMES, OUTCOME_NAMES, STEP_NAMES, TURN_NAMES } from '../../domain/words.ts';
import type { EnrolmentChoices } from '../../services/enrolment-count.ts';
import { paths } from '../paths.ts';
import { Button, LinkButton } from '../view/button.tsx';
import { FilterInput, FilterSelect } from './filter-field.tsx';
import type { Filters } from './filter-query.ts';

const named = <Name extends string>(values: readonly Name[], names: Record<Name, string>) =>
  values.map((value) => ({ value, label: names[value] }));

/** Those behind « Plus de filtres »: opened when one of them is set. */
const FURTHER = ['overdue', 'certification', 'tutor', 'semester', 'outcome', 'funding', 'centre', 'dueBefore'] as const;

/** With scripts, the list follows the filters as they change. */
const FOLLOWED = {
  'hx-get': paths.dossiers(),
  'hx-trigger': 'change, submit, input changed delay:400ms from:#filtre-q',
  'hx-target': '#resultats',
  'hx-select': '#resultats',
  'hx-select-oob': '#compte:innerHTML',
  'hx-swap': 'outerHTML',
  'hx-push-url': 'true',
};

/** The filters of the list of enrolments: they are in its address. */
export const FilterForm = ({ filters, choices }: { filters: Filters; choices: EnrolmentChoices }) => (
  <search>
    <form method="get" action={paths.dossiers()} class="filters" {...FOLLOWED}>
      <div class="filter-row">
        <FilterInput name="q" type="search" label="Nom, adresse ou référence" value={filters.q} />
        <FilterSelect name="step" label="Étape" all="Toutes" value={filters.step} options={named(STEPS, STEP_NAMES)} />
        <FilterSelect
          name="waitingFor"
          label="À qui d’agir"
          all="Tous"
          value={filters.waitingFor}
          options={named(WAITED_FOR, TURN_NAMES)}
        />
      </div>
      <details open={FURTHER.some((name) => filters[name] !== undefined)}>
        <summary>Plus de filtres</summary>
        <Further filters={filters} choices={choices} />
      </details>
      <div class="actions">
        <Button look="secondary">Filtrer</Button>
        <LinkButton href={paths.dossiers()} look="quiet">
          Tout afficher
        </LinkButton>
      </div>
    </form>
  </search>
);

const Further = ({ filters, choices }: { filters: Filters; choices: EnrolmentChoices }) => (
  <div class="filter-row">
    <FilterSelect
      name="overdue"
      label="Retard"
      all="Avec ou sans"
      value={filters.overdue === undefined ? undefined : String(filters.overdue)}
      options={[
        { value: 'true', label: 'En retard' },
        { value: 'false', label: 'Sans retard' },
      ]}
    />
    <FilterSelect
      name="certification"
      label="Certification"
      all="Toutes"
      value={filters.certification}
      options={choices.certifications.map(({ code, title }) => ({ value: code, label: title }))}
    />
    <FilterSelect
      name="tutor"
      label="Tuteur"
      all="Tous"
      value={filters.tutor}
      options={choices.tutors.map(({ code, firstName, lastName }) => ({
        value: code,
        label: `${lastName} ${firstName}`,
      }))}
    />
    <FilterSelect
      name="semester"
      label="Semestre d’inscription"
      all="Tous"
      value={filters.semester}
      options={choices.semesters.map((semester) => ({ value: semester, label: semesterInFrench(semester) }))}
    />
    <FilterSelect
      name="outcome"
      label="Résultat"
      all="Tous"
      value={filters.outcome}
      options={named(OUTCOMES, OUTCOME_NAMES)}
    />
    <FilterSelect
      name="funding"
      label="Financement"
      all="Tous"
      value={filters.funding}
      options={named(FUNDING_TYPES, FUNDING_NAMES)}
    />
    {choices.centres.length > 1 ? (
      <FilterSelect
        name="centre"
        label="Centre"
        all="Tous"
        value={filters.centre}
        options={choices.centres.map(({ code, name }) => ({ value: code, label: name }))}
      />
    ) : null}
    <FilterInput name="dueBefore" type="date" label="Échéance avant le" value={filters.dueBefore} />
  </div>
);
