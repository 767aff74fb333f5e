import type { FormKind } from '../../domain/evaluation-forms.ts';
import type { StoredCertification } from '../../services/certifications.ts';

/** What a certification is. */
export const KIND_NAMES: Record<StoredCertification['kind'], string> = {
  diploma: 'diplôme',
  title: 'titre',
  certificate: 'certificat',
};

/** What its evaluation form is. */
export const FORM_NAMES: Record<FormKind, string> = { grid: 'grille d’évaluation', shuttle: 'fiche navette' };
