import type { Role } from './actions.ts';
import type { FollowUpPath, Mention, Outcome, Step, WaitingFor } from './enrolment.ts';
import type { FundingType, TariffKind } from './tariff.ts';

/** The words that people read for what the code names: in mails, in the journal, on pages, in the Temporal UI. */
export const STEP_NAMES: Record<Step, string> = {
  tutor_assignment: 'Affectation du tuteur',
  first_meeting: 'Premier rendez-vous',
  annotated_correction: 'Correction annotée',
  revision: 'Révision du rapport',
  final_avis: 'Avis motivé',
  closed: 'Clôture',
};

export const WAITED_FOR_NAMES: Record<WaitingFor, string> = {
  auditeur: 'l’auditeur ou l’auditrice',
  tutor: 'le tuteur ou la tutrice',
  staff: 'le centre du Cnam',
  nobody: 'personne pour l’instant',
};

/** Whose turn it is, in a word: for columns and filters. */
export const TURN_NAMES: Record<WaitingFor, string> = {
  auditeur: 'Auditeur',
  tutor: 'Tuteur',
  staff: 'Centre',
  nobody: 'Personne',
};

export const OUTCOME_NAMES: Record<Outcome, string> = {
  validated: 'Validé',
  not_validated: 'Non validé',
  withdrawn: 'Abandon',
  expired: 'Expiré',
};

/** Who pays (R4). */
export const FUNDING_NAMES: Record<FundingType, string> = {
  individual: 'Individuel',
  organisation: 'Établissement financeur',
};

export const MENTION_NAMES: Record<Mention, string> = { validated: 'validé', not_validated: 'non validé' };

/** What follows an unfavourable avis, as it was agreed with the auditeur. */
export const PATH_NAMES: Record<FollowUpPath, string> = {
  new_enrolment: 'une nouvelle inscription à la prestation',
  vae: 'une validation des acquis de l’expérience (VAE)',
  stop: 'l’arrêt de la démarche de validation',
  other: 'une autre voie, convenue lors de cet échange',
};

/** What a certification costs, beside the centre's prices (R4). */
export const TARIFF_NAMES: Record<TariffKind, string> = {
  standard: 'tarif du centre',
  special: 'tarif propre',
  on_request: 'sur demande',
};

/** What people call the roles. */
export const ROLE_NAMES: Record<Role, string> = {
  auditeur: 'auditeur',
  tutor: 'tuteur',
  staff: 'gestionnaire',
  manager: 'responsable',
  administrator: 'administrateur',
};
