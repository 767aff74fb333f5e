import type { MailContext, MailWriter } from '../activities/ports.ts';
import type { Instant } from '../domain/dates.ts';
import type { MailName, MailRequest } from '../domain/mails.ts';
import { parisDate, typeset } from './french.ts';
import { invitationFor } from './invitation.ts';
import { layOut } from './layout.ts';
import type { Message, Scene, Template } from './message.ts';
import { nameOf, recipientOf } from './people.ts';
import { plainContext } from './plain-context.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';
import { TEMPLATES } from './templates/index.ts';

/**
 * Writes one mail of the process: subject, plain text and HTML that say the same, and the calendar part of an invitation.
 * Pure: the same request, context and instant give the same mail to the byte.
 * @throws Error when the enrolment has nobody in the role written to.
 */
export const writeMail: MailWriter = (request, rawContext, on) => {
  const context = plainContext(rawContext);
  const recipient = recipientOf(request.to, context);
  const scene = sceneOf(request, context, on.at);
  const layout = layOut(wordingOf(request, scene), scene, on.publicUrl);
  const calendar = invitationFor(request, context, on);
  return {
    to: recipient,
    subject: typeset(layout.subject),
    text: renderText(layout, context.centre.name),
    html: renderHtml(layout, context.centre.name),
    ...(calendar ? { calendar } : {}),
  };
};

const sceneOf = ({ to }: MailRequest, context: MailContext, at: Instant): Scene => ({
  to,
  context,
  at,
  today: parisDate(at),
  auditeur: nameOf(context.auditeur),
  tutor: context.tutor ? nameOf(context.tutor) : 'l’équipe de tutorat',
  formerTutor: context.formerTutor ? nameOf(context.formerTutor) : 'l’équipe précédente',
});

/** The name of a request and its facts go together (MailRequest), which TypeScript cannot follow through the lookup. */
function wordingOf(request: MailRequest, scene: Scene): Message {
  const template = TEMPLATES[request.name] as Template<MailName>;
  const wording = template[request.to] ?? template.others;
  return (wording as (facts: MailRequest['facts'], scene: Scene) => Message)(request.facts, scene);
}
