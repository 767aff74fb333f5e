import type { Dossier } from '../../services/dossier.ts';
import { paths } from '../paths.ts';
import { Actions, LinkButton } from '../view/button.tsx';
import { Due } from '../view/due.tsx';
import { explanationInWords } from '../view/explanation.ts';
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

const Act = ({ href, label, isMine }: { href: string; label: string; isMine: boolean }) => (
  <LinkButton href={href} look={isMine ? 'primary' : 'secondary'}>
    {label}
  </LinkButton>
);
