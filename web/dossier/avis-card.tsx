import { inFrench } from '../../domain/dates.ts';
import { MENTION_NAMES, PATH_NAMES } from '../../domain/words.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { Badge } from '../view/badge.tsx';
import { Card } from '../view/card.tsx';
import { Prose } from '../view/prose.tsx';
import { Table } from '../view/table.tsx';

/** What each criterion was called, by the version of the form, then by its id. */
export type CriterionLabels = ReadonlyMap<number, ReadonlyMap<string, string>>;

type Avis = NonNullable<EnrolmentView['avis']>;

/** The avis: mention, motivation, criteria as they were read when it was given (R20); and those that it corrects. */
export const AvisCard = ({ avis, labels }: { avis: Avis; labels: CriterionLabels }) => (
  <Card title="Avis motivé" id="avis">
    <OneAvis avis={avis} labels={labels} />
    {avis.previous.length > 0 ? (
      <details>
        <summary>Les avis précédents, remplacés</summary>
        {avis.previous.map((former) => (
          <OneAvis avis={former} labels={labels} />
        ))}
      </details>
    ) : null}
  </Card>
);

const OneAvis = ({ avis, labels }: { avis: Omit<Avis, 'previous'>; labels: CriterionLabels }) => (
  <>
    <p>
      <Badge tone={avis.mention === 'validated' ? 'success' : 'warning'}>{capital(MENTION_NAMES[avis.mention])}</Badge>{' '}
      <span class="muted">{`rendu le ${inFrench(avis.givenOn)}`}</span>
    </p>
    {avis.reason ? <p>{`Motif de la correction de l’avis\u00a0: ${avis.reason}`}</p> : null}
    <Prose text={avis.motivation} />
    <details>
      <summary>{`Les ${avis.criteria.length} critères de l’évaluation`}</summary>
      <Table
        caption="Critères de l’évaluation"
        hideCaption
        columns={[
          { label: 'Critère', cell: ({ id }) => labels.get(avis.form.version)?.get(id) ?? id },
          { label: 'Satisfait', cell: ({ met }) => (met ? 'Oui' : 'Non') },
          { label: 'Commentaire', cell: ({ comment }) => comment ?? '' },
        ]}
        rows={avis.criteria}
        empty="Ce formulaire n’a pas de critère."
      />
    </details>
  </>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** R21: what was agreed after an unfavourable avis. */
export const FollowUpCard = ({ followUp }: { followUp: NonNullable<EnrolmentView['followUp']> }) => (
  <Card title="Suite du parcours" id="suite">
    <p>{`Échange du ${inFrench(followUp.contactedOn)}\u00a0: ${pathName(followUp.path)}.`}</p>
    <Prose text={followUp.summary} />
  </Card>
);

const pathName = (path: string): string => PATH_NAMES[path as keyof typeof PATH_NAMES] ?? path;
