import type { MailName, MailRecipient, MailRequest } from '../../domain/mails.ts';
import { INVENTED, ON } from '../../mail/previews/invented.ts';
import { SPECIMENS } from '../../mail/previews/specimens.ts';
import { TEMPLATES } from '../../mail/templates/index.ts';
import { writeMail } from '../../mail/write-mail.ts';

const RECIPIENTS: readonly MailRecipient[] = ['auditeur', 'tutor', 'former_tutor', 'staff', 'manager'];
const LINK = `${ON.publicUrl}/dossiers/${INVENTED.enrolmentId}`;

const titled = SPECIMENS.map((specimen) => {
  const { request, variant } = specimen;
  return { ...specimen, title: `${request.name} to ${request.to}${variant ? ` (${variant})` : ''}` };
});
const readable = (text: string): string => text.replace(/\s+/g, ' ');
const reminder = (
  facts: Partial<Extract<MailRequest, { name: 'reminder' }>['facts']>,
  to: MailRecipient,
): MailRequest => ({
  name: 'reminder',
  to,
  facts: { wait: 'correction', since: '2026-09-24', escalation: false, ...facts },
});

describe('Every mail of the process', () => {
  it.each(titled)('$title says what is expected, links to its page and is signed', ({ request, at }) => {
    const { subject, text, html } = writeMail(request, INVENTED, { ...ON, at });
    expect(subject).toMatch(/ \(dossier UA-2026-00042\)$/);
    for (const part of [text, html]) {
      expect(part).toMatch(/ce qui est attendu de vous|Aucune action n’est attendue de vous/i);
      expect(part).toContain(request.to === 'former_tutor' ? `${ON.publicUrl}/` : LINK);
      expect(part).toContain('Cnam Pays de la Loire');
      expect(part).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it.each(titled)('$title is set as French wants it', ({ request, at }) => {
    const { subject, text } = writeMail(request, INVENTED, { ...ON, at });
    const prose = `${subject}\n${text}`.replace(/https?:\S+/g, '');
    expect(prose).not.toMatch(/ [:;?!»]|« |'|\d (h|pages?|minutes?|Mio)\b| R\d+|\(R\d+/);
  });

  it.each(titled)('$title keeps within 72 columns, but for addresses', ({ request, at }) => {
    const long = writeMail(request, INVENTED, { ...ON, at })
      .text.split('\n')
      .filter((line) => line.length > 72 && !line.startsWith('http'));
    expect(long).toEqual([]);
  });

  it.each(Object.keys(TEMPLATES) as MailName[])('%s can be written to anybody', (name) => {
    const { facts } = SPECIMENS.find(({ request }) => request.name === name)!.request;
    for (const to of RECIPIENTS) {
      expect(writeMail({ name, to, facts } as MailRequest, INVENTED, ON).text).toContain('Bonjour');
    }
  });

  it('is the same each time it is written', () => {
    for (const { request, at } of SPECIMENS) {
      const once = writeMail(request, INVENTED, { ...ON, at });
      expect(writeMail(structuredClone(request), structuredClone(INVENTED), { ...ON, at })).toEqual(once);
    }
  });

  it('points the auditeur, and only them, to the handicap referent', () => {
    for (const { request, at } of SPECIMENS) {
      const { text, html } = writeMail(request, INVENTED, { ...ON, at });
      expect(text.includes('handi@cnam.exemple.fr')).toBe(request.to === 'auditeur');
      expect(html.includes('mailto:handi@cnam.exemple.fr')).toBe(request.to === 'auditeur');
    }
  });

  it('goes to the person, or to the address of the centre', () => {
    const address = (to: MailRecipient) => writeMail(reminder({}, to), INVENTED, ON).to.address;
    expect(RECIPIENTS.map(address)).toEqual([
      'elise.martin@exemple.fr',
      'marc.legoff@exemple.fr',
      'anne.dubois@exemple.fr',
      'gestion@cnam.exemple.fr',
      'responsable@cnam.exemple.fr',
    ]);
  });

  it('cannot be written to a tutor whom the enrolment does not have', () => {
    expect(() => writeMail(reminder({}, 'tutor'), { ...INVENTED, tutor: undefined }, ON)).toThrow(
      'No tutor to write to.',
    );
  });

  it('is one page below the public address, with or without its final slash', () => {
    const { text } = writeMail(reminder({}, 'staff'), INVENTED, {
      ...ON,
      publicUrl: 'https://jalons.exemple.fr/cnam/',
    });
    expect(text).toContain(`https://jalons.exemple.fr/cnam/dossiers/${INVENTED.enrolmentId}\n`);
  });
});

describe('A reminder', () => {
  const due = { date: '2026-11-05', explanation: '' };
  const at = (instant: string, to: MailRecipient = 'tutor') => {
    const mail = writeMail(reminder({ due }, to), INVENTED, { ...ON, at: instant });
    return { subject: readable(mail.subject), text: readable(mail.text) };
  };

  it('says by when, before the due date', () => {
    const { subject, text } = at('2026-10-29T07:00:00.000Z');
    expect(subject).toMatch(/^Rappel : correction du rapport d’Élise Martin, échéance le 5 novembre 2026/);
    expect(text).toContain('L’échéance est dans 7 jours.');
    expect(text).toContain('Depuis le : 24 septembre 2026');
  });

  it('is not late until the last second of the due date in Paris', () => {
    expect(at('2026-11-05T22:59:59.999Z').subject).toMatch(/^Aujourd’hui : /);
    expect(at('2026-11-05T23:00:00.000Z').subject).toMatch(/^En retard : /);
    expect(at('2026-11-05T23:00:00.000Z').text).toContain('L’échéance est dépassée depuis 1 jour.');
  });

  it('tells whom it escalates to from whom the thing is awaited, and how to reach them', () => {
    const mail = writeMail(reminder({ due, escalation: true }, 'manager'), INVENTED, {
      ...ON,
      at: '2026-11-12T07:00:00.000Z',
    });
    expect(readable(mail.subject)).toMatch(/^À suivre : correction du rapport d’Élise Martin, en retard de 7 jours/);
    expect(readable(mail.text)).toContain('De la part de : Marc Le Goff');
    expect(mail.text).toContain('marc.legoff@exemple.fr');
  });
});

describe('The tutor’s assignment', () => {
  const write = (to: MailRecipient, context = INVENTED) =>
    writeMail({ name: 'tutor_assigned', to, facts: {} }, context, ON);

  it('gives the auditeur the tutor’s name, e-mail and phone, the rules of the meeting and the resources', () => {
    const text = readable(write('auditeur').text);
    for (const told of [
      'Marc Le Goff',
      'marc.legoff@exemple.fr',
      '+33 6 00 00 00 02',
      '30 minutes en visioconférence, du lundi au vendredi, entre 8 h et 19 h',
      INVENTED.resourcesUrl!,
    ]) {
      expect(text).toContain(told);
    }
  });

  it('gives the tutor the auditeur’s, the certification and the unit', () => {
    const text = readable(write('tutor').text);
    for (const told of ['Élise Martin', 'elise.martin@exemple.fr', '+33 6 00 00 00 01', INVENTED.certificationTitle]) {
      expect(text).toContain(told);
    }
  });

  it('leaves out what is not known', () => {
    const { text } = write('auditeur', {
      ...INVENTED,
      resourcesUrl: undefined,
      tutor: { ...INVENTED.tutor!, phone: undefined },
      centre: { ...INVENTED.centre, contactPhone: undefined },
    });
    expect(text).not.toMatch(/Téléphone|Ressources/);
  });

  it('tells a replaced tutor that the enrolment is closed to them, and does not lead them there', () => {
    const { text, html } = writeMail({ name: 'tutor_replaced', to: 'former_tutor', facts: {} }, INVENTED, ON);
    expect(readable(text)).toContain('Vous n’avez plus accès à ce dossier');
    expect(text + html).not.toContain('/dossiers/');
    expect(text + html).not.toContain('Le Goff');
  });
});

describe('The avis', () => {
  const write = (mention: 'validated' | 'not_validated', to: MailRecipient = 'auditeur') =>
    writeMail({ name: 'avis_given', to, facts: { mention, givenOn: '2026-10-20' } }, INVENTED, ON);

  it('announces the attestation when it is favourable', () => {
    expect(readable(write('validated').text)).toMatch(/la mention « validé ».*L’attestation de validation/);
  });

  it('announces somebody’s call when it is not, and does not give it away in the subject', () => {
    const { subject, text } = write('not_validated');
    expect(readable(text)).toMatch(
      /la mention « non validé ».*Un permanent du centre \(Cnam Pays de la Loire\) vous contactera/,
    );
    expect(subject).toBe(write('validated').subject);
    expect(text).not.toContain('attestation');
  });

  it('corrected but favourable still, tells that another attestation has replaced the one in hand', () => {
    const corrected = (mention: 'validated' | 'not_validated') => {
      const facts = { mention, previous: mention, version: 2 };
      return readable(writeMail({ name: 'avis_corrected', to: 'auditeur', facts }, INVENTED, ON).text);
    };
    expect(corrected('validated')).toMatch(
      /nouvelle attestation .* Elle remplace la précédente, qui n’est plus en vigueur/,
    );
    expect(corrected('not_validated')).not.toContain('attestation');
  });
});

describe('What people typed', () => {
  const hostile = {
    ...INVENTED,
    activityUnitTitle: 'UA <img src=x onerror=alert(1)>',
    auditeur: {
      firstName: '<script>alert("1")</script>',
      lastName: 'Martin\r\nBcc: tous@exemple.fr\u202e\u2028',
      email: 'elise.martin@exemple.fr',
      phone: '06"><b>',
    },
    videoUrl: 'javascript:alert(1)',
    resourcesUrl: 'https://enf.exemple.fr/?a="><script>x</script>',
  };

  it.each(titled)('$title stays text in HTML', ({ request, at }) => {
    const { html } = writeMail(request, hostile, { ...ON, at });
    expect(html).not.toMatch(/<script|<img|<b>|href="javascript/i);
    expect(html.match(/<a /g)!.length).toBe(
      html.match(/<a href="(https?:|mailto:|tel:)[^"<>]*" style="[^"<>]*">/g)!.length,
    );
  });

  it.each(titled)('$title stays on one line of a header', ({ request, at }) => {
    const { subject, to } = writeMail(request, hostile, { ...ON, at });
    expect(subject + to.name + to.address).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
  });

  it('is shown as it is, escaped', () => {
    const { html } = writeMail(reminder({}, 'staff'), hostile, ON);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Martin Bcc');
  });
});
