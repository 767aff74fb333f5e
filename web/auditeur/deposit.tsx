import type { Dossier } from '../../services/dossier.ts';
import { Due } from '../view/due.tsx';

/** What a file chooser offers (R12); what a file is, is read from its content. */
export const FORMATS = '.pdf,.docx,.odt';

/** R12, for who deposits. */
export const FILE_RULES = 'PDF, DOCX ou ODT, 20\u00a0Mio au plus\u00a0; moins de huit pages.';

/** By when a deposit is due; nothing when no date is. A late one is taken all the same. */
export const DueBy = ({ dossier: { view, today }, what }: { dossier: Dossier; what: string }) =>
  view.due ? (
    <p>
      {`${what} `}
      <Due date={view.due.date} today={today} overdue={view.overdue} />
      {view.overdue ? (
        <>
          <br />
          <span class="muted">Un dépôt en retard est accepté.</span>
        </>
      ) : null}
    </p>
  ) : null;
