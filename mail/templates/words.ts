import type { FollowUpPath, Mention } from '../../domain/enrolment.ts';

export const MENTIONS: Record<Mention, string> = { validated: 'validé', not_validated: 'non validé' };

/** What follows an unfavourable avis, as it was agreed with the auditeur. */
export const PATHS: Record<FollowUpPath, string> = {
  new_enrolment: 'une nouvelle inscription à la prestation',
  vae: 'une validation des acquis de l’expérience (VAE)',
  stop: 'l’arrêt de la démarche de validation',
  other: 'une autre voie, convenue lors de cet échange',
};
