import type { MailContext, QueuedMail } from '../../activities/ports.ts';
import type { MailRequest } from '../../domain/mails.ts';
import { withPersonalLinks } from '../../mail/personal-links.ts';
import { INVENTED, ON } from '../../mail/previews/invented.ts';
import { writeMail } from '../../mail/write-mail.ts';

const TOKEN = 'the-token-of-this-mail';
const OURS = `${ON.publicUrl}/dossiers/${INVENTED.enrolmentId}?lien=${TOKEN}`;
const booked: MailRequest = {
  name: 'meeting_booked',
  to: 'tutor',
  facts: { meeting: { startsAt: '2026-11-05T13:30:00.000Z', date: '2026-11-05', sequence: 0 }, moved: false },
};

/** A mail of this context, as the mail server gets it. */
async function handedOver(context: MailContext, personalLink?: string): Promise<QueuedMail> {
  const mail = { ...writeMail(booked, context, ON), key: 'k', messageId: '<m@jalons>', queuedAt: ON.at, personalLink };
  const sent: QueuedMail[] = [];
  await withPersonalLinks({ send: async (one) => void sent.push(one) }, () => TOKEN).send(mail);
  return sent[0]!;
}

const timesIn = (text: string) => text.split(TOKEN).length - 1;

describe('the token of a personal link', () => {
  it('stands in the address of our page, in the text and in the HTML; without a link that address is plain', async () => {
    const { text, html } = await handedOver(INVENTED, 'id');
    for (const part of [text, html]) expect([part.includes(OURS), timesIn(part)]).toEqual([true, 1]);
    const plain = await handedOver(INVENTED);
    for (const part of [plain.text, plain.html]) expect(part).not.toContain('lien=');
  });

  it.each([
    ['a video link', { videoUrl: 'https://elsewhere.exemple.org/?lien={lien-personnel}' }],
    [
      'a video link that quotes our page',
      { videoUrl: `https://elsewhere.exemple.org/?to=${OURS.split('=')[0]}={lien-personnel}` },
    ],
    ['a video link in disguise', { videoUrl: 'https://elsewhere.exemple.org/?lien={lien-\tpersonnel}' }],
    [
      'a name',
      { auditeur: { ...INVENTED.auditeur, lastName: 'https://elsewhere.exemple.org/?lien={lien-personnel}' } },
    ],
  ])('never goes where %s asks for it', async (_what, written) => {
    const { text, html, subject, calendar } = await handedOver({ ...INVENTED, ...written }, 'id');
    for (const part of [text, html]) expect([part.includes(OURS), timesIn(part)]).toEqual([true, 1]);
    expect(timesIn(JSON.stringify([subject, calendar]))).toBe(0);
  });
});
