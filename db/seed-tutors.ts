import type { NewTutor } from './tutors.ts';

const APPROVED = { on: '2024-01-15', reference: 'AGR-DEMO-2024' };

/**
 * Invented tutors: their names say so, their addresses lead nowhere (example.org), their numbers are those kept for
 * fiction. One is not approved, one is no longer active: neither can be assigned (R9).
 */
export const DEMONSTRATION_TUTORS: Omit<NewTutor, 'id'>[] = [
  {
    code: 'T-EXEMPLE',
    firstName: 'Octave',
    lastName: 'Exemple',
    email: 'octave.exemple@example.org',
    phone: '02 61 91 00 01',
    active: true,
    approved: APPROVED,
    certifications: ['LIC-GEST', 'LIC-INFO'],
    capacity: 100,
  },
  {
    code: 'T-MODELE',
    firstName: 'Camille',
    lastName: 'Modèle',
    email: 'camille.modele@example.org',
    phone: '02 61 91 00 02',
    active: true,
    approved: APPROVED,
    certifications: ['LIC-GEST', 'TITRE-RH', 'CERT-NUM'],
    capacity: 12,
  },
  {
    code: 'T-ESSAI',
    firstName: 'Alix',
    lastName: 'Essai',
    email: 'alix.essai@example.org',
    active: true,
    approved: APPROVED,
    certifications: ['LIC-INFO', 'CERT-NUM'],
    capacity: 8,
  },
  {
    code: 'T-CANDIDAT',
    firstName: 'Sacha',
    lastName: 'Candidat-Fictif',
    email: 'sacha.candidat@example.org',
    active: true,
    approved: null,
    certifications: ['LIC-GEST', 'TITRE-RH'],
    capacity: 10,
  },
  {
    code: 'T-RETRAITE',
    firstName: 'Dominique',
    lastName: 'Retraite-Fictive',
    email: 'dominique.retraite@example.org',
    active: false,
    approved: APPROVED,
    certifications: ['LIC-GEST', 'LIC-INFO'],
    capacity: 10,
  },
];
