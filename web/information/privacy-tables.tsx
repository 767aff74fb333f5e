import { EXPIRED_LINK_DAYS, PERSONAL_LINK_DAYS } from '../../domain/personal-links.ts';
import { SIGN_IN_MINUTES } from '../../services/sign-in.ts';
import { Table } from '../view/table.tsx';

const PURPOSES = [
  {
    what: 'Suivre l’accompagnement',
    data: 'identité et coordonnées, certification visée, unités et expérience, financement et prix, rendez-vous, rapports, corrections, avis',
    ground: 'le contrat de formation',
  },
  {
    what: 'Prouver que la formation a eu lieu',
    data: 'relevé d’accompagnement et sa confirmation, avis, attestation, journal du dossier',
    ground: 'les obligations légales d’un organisme de formation',
  },
  {
    what: 'Prévenir et rappeler',
    data: 'adresse électronique, échéances, courriels envoyés',
    ground: 'le contrat de formation',
  },
  {
    what: 'Organiser le travail des tuteurs et du centre',
    data: 'identité et coordonnées, certifications, agrément, actes et leurs dates',
    ground: 'l’intérêt légitime du centre',
  },
  {
    what: 'Améliorer la prestation',
    data: 'réponses à l’enquête, anonymes\u00a0; chiffres sans nom',
    ground: 'l’intérêt légitime du centre',
  },
  {
    what: 'Protéger le service',
    data: 'connexions (adresse électronique, dates, famille du navigateur), réglages changés et exports\u00a0; aucune adresse IP',
    ground: 'l’intérêt légitime du centre',
  },
];

/** What data are for, and by which right. */
export const Purposes = () => (
  <Table
    caption="Finalités du traitement"
    hideCaption
    columns={[
      { label: 'Pour', cell: ({ what }) => what },
      { label: 'Données', cell: ({ data }) => data },
      { label: 'Fondement', cell: ({ ground }) => ground },
    ]}
    rows={PURPOSES}
    empty=""
  />
);

/** How long each kind is kept; what the software erases by itself, and what centres say of the rest. */
export const Durations = ({ messages, proofs }: { messages: string; proofs: string }) => (
  <Table
    caption="Durées de conservation"
    hideCaption
    columns={[
      { label: 'Données', cell: ({ what }) => what },
      { label: 'Durée', cell: ({ howLong }) => howLong },
    ]}
    rows={[
      { what: 'Rapports, corrections, messages, courriels', howLong: messages },
      { what: 'Identité, relevé d’accompagnement, avis, attestation, journal du dossier', howLong: proofs },
      {
        what: 'Lien de connexion',
        howLong: `${SIGN_IN_MINUTES}\u00a0minutes\u00a0; ce qu’il en reste est effacé un jour après`,
      },
      {
        what: 'Lien personnel d’un courriel',
        howLong: `${PERSONAL_LINK_DAYS}\u00a0jours\u00a0; ce qu’il en reste est effacé ${EXPIRED_LINK_DAYS}\u00a0jours après`,
      },
      { what: 'Connexion', howLong: '30\u00a0jours au plus après son dernier usage' },
      { what: 'Fichier d’inscriptions vérifié', howLong: 'un jour\u00a0; sept jours une fois confirmé' },
      {
        what: 'Réponse gardée au cas où un envoi se répète\u00a0; elle peut contenir le dossier',
        howLong: '30\u00a0jours',
      },
      { what: 'Journal des réglages, des accès et des exports', howLong: 'la durée du service' },
      { what: 'Chiffres sans nom, réponses anonymes', howLong: 'sans limite' },
    ]}
    empty=""
  />
);

const COOKIES = [
  { name: 'jalons_session', what: 'tient votre connexion', howLong: 'jusqu’à la fermeture du navigateur' },
  {
    name: 'jalons_form',
    what: 'protège les formulaires avant la connexion',
    howLong: 'jusqu’à la fermeture du navigateur',
  },
  { name: 'jalons_message', what: 'affiche le message qui suit une action', howLong: 'une minute' },
  {
    name: 'jalons_sso',
    what: 'mène à bien une connexion par le compte de l’établissement, là où il y en a un',
    howLong: 'dix minutes',
  },
];

/** Every cookie that the software sets. */
export const Cookies = () => (
  <Table
    caption="Témoins de connexion"
    hideCaption
    columns={[
      { label: 'Nom', cell: ({ name }) => <code>{name}</code> },
      { label: 'À quoi il sert', cell: ({ what }) => what },
      { label: 'Durée', cell: ({ howLong }) => howLong },
    ]}
    rows={COOKIES}
    empty=""
  />
);
