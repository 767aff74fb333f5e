import { INVENTED, ON } from '../../mail/previews/invented.ts';
import { SPECIMENS, type Specimen } from '../../mail/previews/specimens.ts';
import { writeMail } from '../../mail/write-mail.ts';

const FOLDER = new URL('./golden/', import.meta.url);

/** The golden file of each template, by name: every recipient and wording in it, text then HTML. */
export function goldenMails(): Map<string, string> {
  const files = new Map<string, string>();
  for (const specimen of SPECIMENS) {
    const file = fileOf(specimen);
    files.set(file, (files.get(file) ?? '') + section(specimen));
  }
  return files;
}

export const goldenUrl = (file: string): URL => new URL(file, FOLDER);

const fileOf = ({ request }: Specimen): string =>
  request.name === 'reminder' ? `reminder-${request.facts.wait}.txt` : `${request.name}.txt`;

function section({ request, at, variant }: Specimen): string {
  const mail = writeMail(request, INVENTED, { ...ON, at });
  const bar = '='.repeat(72);
  return [
    bar,
    `${request.name} → ${request.to}${variant ? ` (${variant})` : ''}`,
    `Pour : ${mail.to.name} <${mail.to.address}>`,
    `Objet : ${mail.subject}`,
    bar,
    mail.text,
    ...(mail.calendar
      ? [`--- invitation.ics (${mail.calendar.method})`, mail.calendar.content.replaceAll('\r\n', '\n')]
      : []),
    '--- HTML',
    mail.html,
    '',
  ].join('\n');
}
