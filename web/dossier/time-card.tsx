import { inFrench } from '../../domain/dates.ts';
import { duration, typeset } from '../../domain/french.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import type { TutoringLedger } from '../../services/tutoring.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import type { FrenchTime } from '../view/moments.ts';
import { Table } from '../view/table.tsx';
import type { Reader } from './turn.ts';

interface TimeProps {
  view: EnrolmentView;
  ledger: TutoringLedger;
  reader: Reader;
  time: FrenchTime;
}

const inWords = (minutes: number): string => typeset(duration(minutes));

/** R30: how much of the two hours is used, line by line, and whether the auditeur has confirmed it. */
export const TimeCard = ({ view, ledger, reader, time }: TimeProps) => {
  const { totalMinutes, allowanceMinutes, items } = ledger;
  return (
    <Card title="Temps d’accompagnement" id="temps">
      <p>
        <strong>{totalMinutes === 0 ? 'Aucun temps' : inWords(totalMinutes)}</strong>
        {` sur ${inWords(allowanceMinutes)}`}{' '}
        {totalMinutes > allowanceMinutes ? <Badge tone="warning">Temps dépassé</Badge> : null}
      </p>
      <progress value={Math.min(totalMinutes, allowanceMinutes)} max={allowanceMinutes} aria-label="Temps utilisé" />
      {items.length > 0 ? <Lines ledger={ledger} /> : null}
      <Confirmation view={view} ledger={ledger} reader={reader} time={time} />
      {view.actions.includes('logTime') ? (
        <Actions>
          <LinkButton href={paths.time(view.id)} look="secondary">
            Noter un temps
          </LinkButton>
        </Actions>
      ) : null}
    </Card>
  );
};

const Lines = ({ ledger: { items } }: { ledger: TutoringLedger }) => (
  <details>
    <summary>Le détail</summary>
    <Table
      caption="Relevé d’accompagnement"
      hideCaption
      columns={[
        { label: 'Date', cell: ({ date }) => inFrench(date) },
        { label: 'Objet', cell: ({ label }) => label },
        { label: 'Durée', cell: ({ minutes }) => inWords(minutes) },
      ]}
      rows={items}
      empty=""
    />
  </details>
);

const Confirmation = ({ view, ledger, reader, time }: TimeProps) => {
  const last = ledger.confirmations.filter(({ outdated }) => !outdated).at(-1);
  if (last) {
    return <p class="muted">{`Confirmé par ${last.confirmedBy} le ${time.stamp(last.confirmedAt)}.`}</p>;
  }
  if (ledger.totalMinutes === 0) return null;
  if (reader !== 'auditeur') return <p class="muted">Pas encore confirmé par l’auditeur.</p>;
  return (
    <Actions>
      <LinkButton href={paths.confirmTutoring(view.id)} look="secondary">
        Vérifier et confirmer
      </LinkButton>
    </Actions>
  );
};
