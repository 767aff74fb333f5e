import type { Child, PropsWithChildren } from 'hono/jsx';
import { inFrench } from '../../domain/dates.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import type { Dossier } from '../../services/dossier.ts';
import { paths } from '../paths.ts';
import { Card, Facts } from '../view/card.tsx';
import { MailLink, PhoneLink, WebLink } from '../view/prose.tsx';
import type { Reader } from './turn.ts';

interface Person {
  firstName: string;
  lastName: string;
  email: string;
  phone?: string;
}

const Contact = ({ who, person, children }: PropsWithChildren<{ who: string; person: Person }>) => (
  <div class="contact">
    <h3>{who}</h3>
    <p>
      <strong>{`${person.firstName} ${person.lastName}`}</strong>
      <br />
      <MailLink email={person.email} />
      {person.phone ? (
        <>
          <br />
          <PhoneLink phone={person.phone} />
        </>
      ) : null}
    </p>
    {children}
  </div>
);

/** Whom the reader can reach: the other of the two, the centre, the handicap referent. */
export const People = ({ dossier: { view, centre }, reader }: { dossier: Dossier; reader: Reader }) => (
  <Card title="Contacts" id="contacts">
    {reader === 'auditeur' ? null : (
      <Contact who="Auditeur" person={view.auditeur}>
        {reader === 'staff' ? (
          <p>
            <a href={paths.contactDetails(view.id)}>Corriger ses coordonnées</a>
          </p>
        ) : null}
      </Contact>
    )}
    {reader !== 'tutor' && view.tutor ? (
      <Contact who={reader === 'auditeur' ? 'Votre tuteur' : 'Tuteur'} person={view.tutor} />
    ) : null}
    {reader === 'staff' ? null : <Centre centre={centre} />}
    <div class="contact">
      <h3>Situation de handicap</h3>
      <p>
        Un référent vous répond et adapte l’accompagnement <span class="nowrap">si besoin&nbsp;:</span>
        <br />
        <MailLink email={centre.handicapEmail} />
      </p>
    </div>
  </Card>
);

const Centre = ({ centre: { name, staffEmail, contactPhone } }: { centre: Dossier['centre'] }) => (
  <div class="contact">
    <h3>Votre centre</h3>
    <p>
      <strong>{name}</strong>
      <br />
      <MailLink email={staffEmail} />
      {contactPhone ? (
        <>
          <br />
          <PhoneLink phone={contactPhone} />
        </>
      ) : null}
    </p>
  </div>
);

/** Where the certification's resources are. */
export const Resources = ({ url }: { url?: string }): Child =>
  url ? (
    <Card title="Ressources" id="ressources">
      <p>Consignes, modèles et exemples sont sur l’espace numérique de formation (ENF).</p>
      <p>
        <WebLink url={url} label="Ouvrir l’ENF" />
      </p>
    </Card>
  ) : null;

const euros = (cents: number): string =>
  `${Math.floor(cents / 100)}${cents % 100 === 0 ? '' : `,${String(cents % 100).padStart(2, '0')}`}\u00a0€`;

/** What was registered; its price and eligibility are staff's business. */
export const Registration = ({ dossier: { view }, reader }: { dossier: Dossier; reader: Reader }) => (
  <Card title="Inscription" id="inscription">
    <Facts
      facts={[
        { label: 'Certification', value: view.certificationTitle },
        { label: 'Unité d’activité', value: view.activityUnit.title },
        { label: 'Inscrit le', value: inFrench(view.registeredOn) },
        { label: 'Fin au plus tard (deux semestres)', value: inFrench(view.limit) },
        ...(reader === 'staff' ? forStaff(view) : []),
      ]}
    />
  </Card>
);

const forStaff = ({ priceCents, funding, eligibility, cgv, pathReference, lateReason, semester }: Dossier['view']) => [
  { label: 'Semestre', value: semesterInFrench(semester) },
  { label: 'Tarif', value: euros(priceCents) },
  {
    label: 'Financement',
    value: funding.type === 'individual' ? 'Individuel' : (funding.funder ?? 'Établissement financeur'),
  },
  { label: 'Unités validées', value: String(eligibility.validatedUnits) },
  {
    label: 'Expérience',
    value: `${eligibility.experienceMonths} mois${eligibility.experienceInProgress ? ', en cours d’acquisition' : ''}`,
  },
  { label: 'Conditions générales de vente', value: `version ${cgv.version}, acceptées le ${inFrench(cgv.acceptedOn)}` },
  { label: 'Inscription au parcours', value: pathReference },
  { label: 'Motif d’inscription hors période', value: lateReason },
];
