import { IMPORT_COLUMNS, type ImportColumn } from '../../services/imports/columns.ts';
import { MAX_IMPORT_LINES } from '../../services/imports/read-file.ts';
import type { RegistrationChoices } from '../../services/registration-choices.ts';
import type { FormState } from '../form.ts';
import { paths } from '../paths.ts';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { FileField } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';
import { inFigures } from './euros.ts';

/** Choosing a file of registrations: nothing is enrolled by it. */
export const ImportUpload = ({ form, choices }: { form: FormState; choices: RegistrationChoices }) => (
  <>
    <PageHead title="Importer des inscriptions" back={{ href: paths.dossiers(), label: 'Dossiers' }}>
      Un fichier CSV, une ligne par auditeur. Vous verrez ce que donnerait chaque ligne avant d’inscrire qui que ce
      soit.
    </PageHead>
    <Form form={form} multipart>
      <FileField
        form={form}
        label="Fichier CSV"
        hint={`${inFigures(MAX_IMPORT_LINES)}\u00a0lignes et 2\u00a0Mio au plus. Depuis votre tableur\u00a0: «\u00a0Enregistrer sous\u00a0», CSV.`}
        accept=".csv,.txt,text/csv"
        required
      />
      <Actions>
        <Button>Vérifier le fichier</Button>
        <LinkButton href={paths.importTemplate()} look="secondary">
          Télécharger un modèle à remplir
        </LinkButton>
      </Actions>
    </Form>
    <h2>Les colonnes</h2>
    <p>
      Leur ordre est libre, et les accents ne comptent pas. Les dates s’écrivent 05/10/2026, les prix 150 ou 150,50.
    </p>
    <Table
      caption="Colonnes reconnues"
      hideCaption
      columns={[
        { label: 'Titre', cell: ({ title }) => title },
        { label: 'Obligatoire', cell: (column) => neededWhen(column) },
        { label: 'Exemple', cell: ({ example }) => example },
      ]}
      rows={IMPORT_COLUMNS}
      empty=""
    />
    <h2>Les codes</h2>
    <Table
      caption="Codes des certifications et de leurs unités d’activité"
      hideCaption
      columns={[
        { label: 'Certification', cell: ({ code }) => <code>{code}</code> },
        { label: 'Intitulé', cell: ({ title }) => title },
        { label: 'UA', cell: ({ activityUnits }) => <Codes units={activityUnits} /> },
      ]}
      rows={choices.certifications}
      empty="Aucune certification n’existe encore."
    />
  </>
);

const Codes = ({ units }: { units: RegistrationChoices['certifications'][number]['activityUnits'] }) => (
  <>
    {units.map(({ code, title }) => (
      <span class="line">
        <code>{code}</code> {title}
      </span>
    ))}
  </>
);

/** When a cell must be filled in: always, or where a rule asks for it. */
const WHEN: Readonly<Record<string, string>> = {
  'eligibility.validatedUnits': 'oui',
  'eligibility.experienceMonths': 'oui, ou en cours',
  'cgv.version': 'oui',
  'cgv.acceptedOn': 'oui',
  registeredOn: 'non\u00a0: aujourd’hui',
  lateReason: 'hors période',
  priceCents: 'tarif sur demande',
  activityUnit: 'non\u00a0: la première',
  centre: 'non\u00a0: le vôtre',
};

const neededWhen = ({ path, required }: ImportColumn): string => WHEN[path] ?? (required ? 'oui' : 'non');
