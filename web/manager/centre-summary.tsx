import { monthsInFrench } from '../../domain/dates.ts';
import type { CentreView } from '../../services/centres.ts';
import { inEuros } from '../staff/euros.ts';
import { Card, Facts } from '../view/card.tsx';
import { MailLink, WebLink } from '../view/prose.tsx';
import { CENTRE_LABELS as L } from './centre-labels.ts';

/** A centre's settings, to be read. */
export const CentreSummary = ({ centre }: { centre: CentreView }) => (
  <>
    <Card title="Coordonnées" id="coordonnees">
      <Facts
        facts={[
          { label: L.staffEmail, value: <MailLink email={centre.staffEmail} /> },
          { label: L.managerEmail, value: <MailLink email={centre.managerEmail} /> },
          { label: L.handicapEmail, value: <MailLink email={centre.handicapEmail} /> },
          { label: L.contactPhone, value: centre.contactPhone },
          { label: L.resourcesUrl, value: centre.resourcesUrl ? <WebLink url={centre.resourcesUrl} /> : undefined },
          { label: L.holidayZone, value: centre.holidayZone },
        ]}
      />
    </Card>
    <Card title="Contrat et tarifs" id="tarifs">
      <Facts
        facts={[
          { label: 'Particulier', value: inEuros(centre.prices.individual) },
          { label: 'Établissement financeur', value: inEuros(centre.prices.organisation) },
          {
            label: 'Conditions générales',
            value: <WebLink url={centre.cgv.url} label={`version ${centre.cgv.version}`} />,
          },
        ]}
      />
    </Card>
    <Card title="Règles" id="regles">
      <Facts
        facts={[
          { label: L['policy.registrationMonths'], value: monthsInFrench(centre.policy.registrationMonths) },
          { label: L['policy.avisDays'], value: centre.policy.avisDays },
          { label: L['policy.avisCorrectionDays'], value: centre.policy.avisCorrectionDays },
          { label: L['policy.followUpWorkingDays'], value: centre.policy.followUpWorkingDays },
          { label: L['policy.minRevisionDays'], value: centre.policy.minRevisionDays },
          { label: L['policy.surveyReminderDays'], value: centre.policy.surveyReminderDays },
        ]}
      />
    </Card>
  </>
);
