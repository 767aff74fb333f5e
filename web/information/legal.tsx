import type { PublicCentre } from '../../services/public-centres.ts';
import { paths } from '../paths.ts';
import { Card, Facts } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';
import { MailLink, PhoneLink } from '../view/prose.tsx';

/** Who publishes these pages, and under which terms. */
export const Legal = ({ centres }: { centres: readonly PublicCentre[] }) => (
  <>
    <PageHead title="Mentions légales" />
    <h2>Éditeur et hébergement</h2>
    <p>
      Ce service est publié par le centre régional qui assure votre accompagnement, et hébergé pour son compte. Il ne
      fait appel à aucun autre serveur pour afficher ses pages.
    </p>
    {centres.map((centre, index) => (
      <Publisher centre={centre} id={`editeur-${index + 1}`} />
    ))}
    <h2>Propriété intellectuelle</h2>
    <p>
      Un rapport d’activité appartient à la personne qui l’a écrit, une correction ou un avis à la personne qui les a
      rédigés. Ils ne sont lus que par celles et ceux que l’accompagnement concerne, et ne servent à rien d’autre.
    </p>
    <h2>Responsabilité</h2>
    <p>
      Les dates et explications affichées sont calculées d’après les règles de la prestation et le calendrier scolaire
      publié. En cas de doute, c’est votre centre qui fait foi. Une attestation n’a de valeur que si sa page de
      vérification le confirme.
    </p>
    <h2>Données personnelles et accessibilité</h2>
    <p>
      Voir <a href={paths.privacy()}>ce que deviennent vos données</a> et{' '}
      <a href={paths.accessibility()}>la déclaration d’accessibilité</a>.
    </p>
  </>
);

const Publisher = ({ centre, id }: { centre: PublicCentre; id: string }) => (
  <Card title={centre.name} id={id}>
    <Facts
      facts={[
        { label: 'Adresse', value: centre.address && <span class="lines">{centre.address}</span> },
        { label: 'Identification', value: centre.legalNotice },
        { label: 'Courriel', value: <MailLink email={centre.email} /> },
        { label: 'Téléphone', value: centre.phone && <PhoneLink phone={centre.phone} /> },
        { label: 'Direction de la publication', value: centre.director ?? 'la direction du centre' },
        {
          label: 'Hébergeur',
          value: centre.host ? (
            <span class="lines">{centre.host}</span>
          ) : (
            'ses nom, adresse et téléphone se demandent au centre, à l’adresse ci-dessus'
          ),
        },
      ]}
    />
  </Card>
);
