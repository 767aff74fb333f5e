import type { Correspondent, MailContext } from '../activities/ports.ts';
import type { MailRecipient } from '../domain/mails.ts';
import { type Block, type Fact, facts } from './message.ts';
import { webAddress } from './plain-context.ts';

/** « Prénom Nom ». */
export const nameOf = (person: Correspondent): string => `${person.firstName} ${person.lastName}`;

/**
 * The name and address a mail goes to; staff and managers are their centre.
 * @throws Error when the enrolment has nobody in that role: the process asked for a mail it should not have.
 */
export function recipientOf(to: MailRecipient, context: MailContext): { name: string; address: string } {
  const { centre } = context;
  if (to === 'staff') return { name: centre.name, address: centre.staffEmail };
  if (to === 'manager') return { name: centre.name, address: centre.managerEmail };
  const person = { auditeur: context.auditeur, tutor: context.tutor, former_tutor: context.formerTutor }[to];
  if (!person) throw new Error(`No ${to} to write to.`);
  return { name: nameOf(person), address: person.email };
}

/** How to reach somebody, as rows of a table. */
export const contactOf = (role: string, person: Correspondent | undefined): Block =>
  facts(
    person && { label: role, value: nameOf(person) },
    person && { label: 'Adresse électronique', value: person.email, href: mailto(person.email) },
    person?.phone ? phone('Téléphone', person.phone) : undefined,
  );

/** The link that opens a letter to `address`. */
export const mailto = (address: string): string => `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`;

export const phone = (label: string, number: string): Fact => ({
  label,
  value: number,
  href: `tel:${number.replace(/[^+\d]/g, '')}`,
});

/** Where the resources of the certification are (ENF), when the centre said where. */
export const resources = (context: MailContext): Block[] =>
  context.resourcesUrl
    ? [facts({ label: 'Ressources (ENF)', value: context.resourcesUrl, href: webAddress(context.resourcesUrl) })]
    : [];
