import type { MailContext } from '../../activities/ports.ts';
import type { AccessMail } from '../access-mail.ts';

/** An enrolment that exists nowhere. */
export const INVENTED: MailContext = {
  enrolmentId: '0191d2a4-5b6c-7d8e-9f00-112233445566',
  reference: 'UA-2026-00042',
  certificationTitle: 'Licence professionnelle Gestion des organisations',
  activityUnitTitle: 'Expérience professionnelle et rapport d’activité',
  resourcesUrl: 'https://enf.exemple.fr/ressources/ua?certification=LG&langue=fr',
  centre: {
    name: 'Cnam Pays de la Loire',
    staffEmail: 'gestion@cnam.exemple.fr',
    managerEmail: 'responsable@cnam.exemple.fr',
    handicapEmail: 'handi@cnam.exemple.fr',
    contactPhone: '02 40 00 00 00',
  },
  auditeur: { firstName: 'Élise', lastName: 'Martin', email: 'elise.martin@exemple.fr', phone: '+33 6 00 00 00 01' },
  tutor: { firstName: 'Marc', lastName: 'Le Goff', email: 'marc.legoff@exemple.fr', phone: '+33 6 00 00 00 02' },
  formerTutor: { firstName: 'Anne', lastName: 'Dubois', email: 'anne.dubois@exemple.fr' },
  videoUrl: 'https://visio.exemple.fr/salle/42?acces=libre&langue=fr',
};

export const ON = { at: '2026-10-20T09:00:00.000Z', publicUrl: 'https://jalons.exemple.fr' };

const ASKING = {
  id: INVENTED.enrolmentId,
  to: { name: 'Élise Martin', address: INVENTED.auditeur.email },
  centre: INVENTED.centre,
  askedAt: ON.at,
};

/** The mails to somebody who asks to be let in. */
export const ACCESS: readonly { kind: string; description: string; mail: AccessMail }[] = [
  {
    kind: 'sign-in',
    description: 'lien de connexion, à qui le demande',
    mail: { ...ASKING, link: `${ON.publicUrl}/connexion/exemple`, expiresAt: '2026-10-20T09:20:00.000Z' },
  },
  {
    kind: 'personal-link',
    description: 'lien personnel, à qui le demande',
    mail: {
      ...ASKING,
      link: `${ON.publicUrl}/dossiers/${INVENTED.enrolmentId}?lien=exemple`,
      enrolment: INVENTED,
      expiresAt: '2026-11-20T09:00:00.000Z',
    },
  },
];
