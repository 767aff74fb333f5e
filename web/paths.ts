/** Every address of a page, typed: no page writes one by hand. */
export const paths = {
  home: () => '/',
  signIn: (suite?: string) => (suite ? `/connexion?suite=${encodeURIComponent(suite)}` : '/connexion'),
  /** Says that a sign-in link has left, if it has. */
  signInSent: () => '/connexion/envoi',
  /** The account of the institution, by OpenID Connect. */
  singleSignOn: (suite?: string) => (suite ? `/connexion/sso?suite=${encodeURIComponent(suite)}` : '/connexion/sso'),
  signOut: () => '/deconnexion',
  account: () => '/compte',
  /** Posts `identity` (identityKey) and goes to that role's home. */
  switchIdentity: () => '/compte/identite',
  signOutEverywhere: () => '/compte/deconnexion',
  /** Posts `lien`: the token of a personal link. */
  openPersonalLink: (id: string) => `/dossiers/${id}/ouverture`,
  /** Asks for an address, or posts `lien` (an older link): a new personal link is mailed to whom it is for. */
  askPersonalLink: (id: string) => `/dossiers/${id}/lien`,

  help: () => '/aide',
  accessibility: () => '/accessibilite',
  legal: () => '/mentions-legales',
  privacy: () => '/confidentialite',
  verify: (code?: string) => (code ? `/verify/${encodeURIComponent(code)}` : '/verify'),

  /** The auditeur's home. */
  myCoaching: () => '/mon-accompagnement',
  /** The tutor's home. */
  myCoachings: () => '/mes-accompagnements',
  /** The staff's home: what is to be done. */
  worklist: () => '/a-faire',

  dossiers: () => '/dossiers',
  newDossier: () => '/dossiers/nouveau',
  importDossiers: () => '/dossiers/import',
  importTemplate: () => '/dossiers/import/modele.csv',
  /** A file that was sent: what its lines would become, then what they became. */
  importOf: (id: string) => `/dossiers/import/${id}`,
  /** Its lines that are to be corrected, as a file. */
  correctionsOf: (id: string) => `/dossiers/import/${id}/a-corriger.csv`,
  exportDossiers: (format: 'csv' | 'ods') => `/dossiers/export.${format}`,

  dossier: (id: string) => `/dossiers/${id}`,
  /** The auditeur's details are corrected. */
  contactDetails: (id: string) => `/dossiers/${id}/coordonnees`,
  assignTutor: (id: string) => `/dossiers/${id}/tuteur`,
  meeting: (id: string) => `/dossiers/${id}/rendez-vous`,
  /** The meeting as a calendar file. */
  meetingFile: (id: string) => `/dossiers/${id}/rendez-vous.ics`,
  /** Calls the meeting off. */
  callOffMeeting: (id: string) => `/dossiers/${id}/rendez-vous/annulation`,
  meetingOutcome: (id: string) => `/dossiers/${id}/compte-rendu`,
  planning: (id: string) => `/dossiers/${id}/planning`,
  report: (id: string) => `/dossiers/${id}/rapport`,
  correction: (id: string) => `/dossiers/${id}/correction`,
  revision: (id: string) => `/dossiers/${id}/revision`,
  avis: (id: string) => `/dossiers/${id}/avis`,
  correctAvis: (id: string) => `/dossiers/${id}/avis/correction`,
  followUp: (id: string) => `/dossiers/${id}/suite`,
  time: (id: string) => `/dossiers/${id}/temps`,
  /** The auditeur confirms the tutoring record. */
  confirmTutoring: (id: string) => `/dossiers/${id}/releve`,
  withdrawal: (id: string) => `/dossiers/${id}/abandon`,
  limit: (id: string) => `/dossiers/${id}/limite`,
  expiry: (id: string) => `/dossiers/${id}/expiration`,
  survey: (id: string) => `/dossiers/${id}/enquete`,
  journal: (id: string) => `/dossiers/${id}/journal`,
  document: (id: string, documentId: string) => `/dossiers/${id}/documents/${documentId}`,
  attestationPdf: (id: string) => `/dossiers/${id}/attestation.pdf`,
  evaluationPdf: (id: string) => `/dossiers/${id}/evaluation.pdf`,
  tutoringRecordPdf: (id: string) => `/dossiers/${id}/releve.pdf`,
  completionCertificatePdf: (id: string) => `/dossiers/${id}/certificat-de-realisation.pdf`,

  figures: () => '/pilotage',
  exportFigures: () => '/pilotage/export.csv',
  centreSettings: () => '/reglages/centre',
  /** Posts `file`, or removes it with `retirer`. */
  logo: (centre: string) => `/reglages/centre/${encodeURIComponent(centre)}/logo`,
  /** The reminders of one wait, by the centre's policy. */
  reminders: (centre: string, wait: string) => `/reglages/centre/${encodeURIComponent(centre)}/relances/${wait}`,
  windows: () => '/reglages/fenetres',
  window: (id: string) => `/reglages/fenetres/${id}`,
  calendar: () => '/reglages/calendrier',
  importCalendar: () => '/reglages/calendrier/import',
  /** Posts the `ticket` of a file that was looked at. */
  confirmCalendar: () => '/reglages/calendrier/confirmation',
  certifications: () => '/reglages/certifications',
  newCertification: () => '/reglages/certifications/ajout',
  certification: (code: string) => `/reglages/certifications/${encodeURIComponent(code)}`,
  evaluationForm: (code: string) => `/reglages/certifications/${encodeURIComponent(code)}/formulaire`,
  evaluationFormVersion: (code: string, version: number) =>
    `/reglages/certifications/${encodeURIComponent(code)}/formulaire/${version}`,
  tutors: () => '/reglages/tuteurs',
  newTutor: () => '/reglages/tuteurs/ajout',
  tutor: (id: string) => `/reglages/tuteurs/${id}`,

  users: () => '/administration/utilisateurs',
  newUser: () => '/administration/utilisateurs/ajout',
  user: (id: string) => `/administration/utilisateurs/${id}`,
  removeUser: (id: string) => `/administration/utilisateurs/${id}/suppression`,
  tokens: () => '/administration/jetons',
  revokeToken: (id: string) => `/administration/jetons/${id}/revocation`,
  centres: () => '/administration/centres',
  newCentre: () => '/administration/centres/ajout',
  removeCentre: (code: string) => `/administration/centres/${encodeURIComponent(code)}/suppression`,
  mails: () => '/administration/courriels',
  mailStyles: () => '/administration/courriels/modeles.css',
  mail: (id: string) => `/administration/courriels/${encodeURIComponent(id)}`,
  audit: () => '/administration/journal',
} as const;

/** An address with a query: what is undefined or empty is left out. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return path;
  const [page = '', ...already] = path.split('?');
  const whole = new URLSearchParams(already.join('?'));
  for (const [name, value] of given) whole.set(name, String(value));
  return `${page}?${whole}`;
}

/** A place of this site to go on to, from a query: anything else (another site, a control character) is the home page. */
export function safeNext(path: unknown): string {
  const isOurs = typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && path.length <= 2_000;
  return isOurs ? path : paths.home();
}
