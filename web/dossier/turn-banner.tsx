import type { Dossier } from '../../services/dossier.ts';
import { paths } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Due } from '../view/due.tsx';
import { explanationInWords } from '../view/explanation.ts';
import { MailLink, PhoneLink } from '../view/prose.tsx';
import { actLink } from './acts.ts';
import type { Reader, Turn } from './turn.ts';

const PROVISIONAL =
  'Cette date est provisoire\u00a0: le calendrier scolaire n’est pas encore publié pour toute la période. Elle pourra être reportée, jamais avancée.';

/** Whose turn it is, what is expected, by when and why, and the way to do it. */
export const TurnBanner = ({ dossier, turn, reader }: { dossier: Dossier; turn: Turn; reader: Reader }) => {
  const { view, today } = dossier;
  const { due, overdue } = view;
  return (
    <section class={`turn ${turn.isMine ? 'mine' : ''}`} aria-labelledby="tour">
      <h2 id="tour">{turn.title}</h2>
      <p>{turn.sentence}</p>
      <Reach dossier={dossier} reader={reader} />
      {due ? (
        <>
          <p class="turn-due">
            {turn.isMine ? 'À faire au plus tard le ' : 'Attendu pour le '}
            <Due date={due.date} today={today} overdue={overdue} provisional={due.provisional} />
          </p>
          <details class="why">
            <summary>Pourquoi cette date&nbsp;?</summary>
            <p>{explanationInWords(due.explanation)}</p>
            {due.provisional ? <p>{PROVISIONAL}</p> : null}
          </details>
        </>
      ) : null}
      {reader === 'auditeur' && view.attestation ? (
        <Actions>
          <LinkButton href={paths.attestationPdf(view.id)}>Télécharger l’attestation</LinkButton>
        </Actions>
      ) : null}
      {turn.command ? (
        <Actions>
          <Act {...actLink(turn.command, view, reader)} isMine={turn.isMine} />
        </Actions>
      ) : null}
    </section>
  );
};

/** Whom the auditeur or the tutor has to reach for the first meeting, at once: on a phone the contacts are far below. */
const Reach = ({ dossier: { situation, view }, reader }: Omit<Parameters<typeof TurnBanner>[0], 'turn'>) => {
  const other = reader === 'auditeur' ? view.tutor : view.auditeur;
  if (situation !== 'no_meeting' || reader === 'staff' || !other) return null;
  return (
    <p>
      <MailLink email={other.email} />
      {other.phone ? (
        <>
          <br />
          <PhoneLink phone={other.phone} />
        </>
      ) : null}
    </p>
  );
};

const Act = ({ href, label, isMine }: { href: string; label: string; isMine: boolean }) => (
  <LinkButton href={href} look={isMine ? 'primary' : 'secondary'}>
    {label}
  </LinkButton>
);
