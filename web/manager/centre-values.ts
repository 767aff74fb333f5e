import type { CentreView } from '../../services/centres.ts';
import type { FormState } from '../form.ts';
import { centsAsTyped } from './typed-money.ts';

/** A centre's settings as the fields of their form. */
export const centreValues = (centre: CentreView): FormState['values'] => ({
  centre: centre.code,
  name: centre.name,
  holidayZone: centre.holidayZone,
  staffEmail: centre.staffEmail,
  managerEmail: centre.managerEmail,
  handicapEmail: centre.handicapEmail,
  contactPhone: centre.contactPhone ?? '',
  resourcesUrl: centre.resourcesUrl ?? '',
  'cgv.version': centre.cgv.version,
  'cgv.url': centre.cgv.url,
  'prices.individual': centsAsTyped(centre.prices.individual),
  'prices.organisation': centsAsTyped(centre.prices.organisation),
  address: centre.address ?? '',
  legalNotice: centre.legalNotice ?? '',
  'signature.name': centre.signature?.name ?? '',
  'signature.capacity': centre.signature?.capacity ?? '',
  'signature.place': centre.signature?.place ?? '',
  'fundedAction.title': centre.fundedAction?.title ?? '',
  'fundedAction.nature': centre.fundedAction?.nature ?? '',
  'fundedAction.legalReference': centre.fundedAction?.legalReference ?? '',
  'publication.director': centre.publication?.director ?? '',
  'publication.host': centre.publication?.host ?? '',
  'publication.dpoEmail': centre.publication?.dpoEmail ?? '',
  'publication.messagesYears': String(centre.publication?.messagesYears ?? ''),
  'publication.proofsYears': String(centre.publication?.proofsYears ?? ''),
  'policy.registrationMonths': centre.policy.registrationMonths.map(String),
  'policy.avisDays': String(centre.policy.avisDays),
  'policy.avisCorrectionDays': String(centre.policy.avisCorrectionDays),
  'policy.followUpWorkingDays': String(centre.policy.followUpWorkingDays),
  'policy.minRevisionDays': String(centre.policy.minRevisionDays),
  'policy.surveyReminderDays': String(centre.policy.surveyReminderDays),
});
