import { noticeInFrench } from '../../domain/reminder-words.ts';
import type { WaitKind } from '../../domain/reminders.ts';
import { describeWait } from '../../domain/waits.ts';
import type { CentreView } from '../../services/centres.ts';
import { paths } from '../paths.ts';
import { Card } from '../view/card.tsx';

/** The waits whose reminders are a centre's to decide, in the order of the process. */
export const WAITS_TO_DECIDE: readonly WaitKind[] = [
  'tutor',
  'booking',
  'outcome',
  'report',
  'correction',
  'revision',
  'avis',
  'follow_up',
  'limit',
];

/** Who is reminded, of what and when, by the policy of a centre. */
export const Reminders = ({ centre, mayChange }: { centre: CentreView; mayChange: boolean }) => (
  <Card title="Relances et alertes" id="relances">
    <p class="muted">
      Envoyées à 8&nbsp;h, un jour ouvré. Le premier rendez-vous est toujours rappelé la veille à ceux qu’il réunit.
    </p>
    <dl class="reminders">
      {WAITS_TO_DECIDE.map((wait) => (
        <div>
          <dt>{`Quand ${describeWait(wait)}`}</dt>
          <dd>
            <Lines rules={centre.policy.reminders[wait]} />
            {mayChange ? (
              <a href={paths.reminders(centre.code, wait)}>
                Modifier<span class="visually-hidden">{` ce qui part quand ${describeWait(wait)}`}</span>
              </a>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  </Card>
);

const Lines = ({ rules }: { rules: CentreView['policy']['reminders'][WaitKind] }) =>
  rules.length === 0 ? (
    <p class="muted">Personne n’est relancé.</p>
  ) : (
    <ul>
      {rules.map((rule) => (
        <li>{`${noticeInFrench(rule)}.`}</li>
      ))}
    </ul>
  );
