import { ACT, ADD, onRow, SAVE } from '../rows.ts';
import { Button } from './button.tsx';

/** What can be done with a row of a form that has several: moved, taken away. `what` names it, for who does not see where. */
export const RowButtons = ({ rank, count, what }: { rank: number; count: number; what: string }) => (
  <div class="row-buttons">
    {rank > 0 ? (
      <Button look="quiet" unchecked name={ACT} value={onRow('monter', rank)}>
        Monter<span class="visually-hidden">{` ${what}`}</span>
      </Button>
    ) : null}
    {rank < count - 1 ? (
      <Button look="quiet" unchecked name={ACT} value={onRow('descendre', rank)}>
        Descendre<span class="visually-hidden">{` ${what}`}</span>
      </Button>
    ) : null}
    <Button look="quiet" unchecked name={ACT} value={onRow('retirer', rank)}>
      Retirer<span class="visually-hidden">{` ${what}`}</span>
    </Button>
  </div>
);

/** The Enter key presses the first button of a form: this one saves, and is not seen. */
export const SaveOnEnter = () => (
  <button type="submit" name={ACT} value={SAVE} class="visually-hidden" tabindex={-1}>
    Enregistrer
  </button>
);

/** One more row. */
export const AddRow = ({ label }: { label: string }) => (
  <Button look="secondary" unchecked name={ACT} value={ADD}>
    {label}
  </Button>
);

/** Keeps what the form says. */
export const SaveRows = ({ label = 'Enregistrer' }: { label?: string }) => (
  <Button name={ACT} value={SAVE}>
    {label}
  </Button>
);
