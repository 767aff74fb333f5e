import type { PublicCentre } from '../../services/public-centres.ts';
import { Card, Facts } from '../view/card.tsx';
import { MailLink, PhoneLink, WebLink } from '../view/prose.tsx';

/** How to reach each centre, and its handicap referent. */
export const CentreContacts = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    {centres.map(({ name, email, phone, handicapEmail, cgvUrl }, index) => (
      <Card title={name} id={`centre-${index + 1}`}>
        <Facts
          facts={[
            { label: 'Votre conseiller', value: <MailLink email={email} /> },
            { label: 'Téléphone', value: phone && <PhoneLink phone={phone} /> },
            { label: 'Référent handicap', value: <MailLink email={handicapEmail} /> },
            { label: 'Conditions de vente', value: <WebLink url={cgvUrl} label="Conditions générales de vente" /> },
          ]}
        />
      </Card>
    ))}
  </>
);
