import { hourInFrench, inFrenchWithWeekday, type PlainDate } from '../../domain/dates.ts';
import type { MeetingLateness } from '../../domain/meeting-horizon.ts';
import type { OfferedSlot } from '../../services/meeting-slots.ts';
import { type FormState, isChosenIn } from '../form.ts';
import { describedBy, FieldError, fieldId } from '../view/form.tsx';

/** The slots that are offered, day by day; those that are taken cannot be chosen, those that come too late say so. */
export const SlotSelect = ({
  form,
  slots,
  label,
}: {
  form: FormState;
  slots: readonly OfferedSlot[];
  label: string;
}) => (
  <div class="field full">
    <label for={fieldId('startsAt')}>{label}</label>
    <select id={fieldId('startsAt')} name="startsAt" {...describedBy({ form, name: 'startsAt' })}>
      <option value="">Choisissez un créneau</option>
      {daysOf(slots).map(([day, ofDay]) => (
        <optgroup label={inFrenchWithWeekday(day)}>
          {ofDay.map(({ startsAt, date, time, taken, late }) => (
            <option value={startsAt} disabled={taken} selected={isChosenIn(form, 'startsAt', startsAt)}>
              {`${inFrenchWithWeekday(date)}, ${hourInFrench(time)}${remark({ taken, late })}`}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
    <FieldError form={form} name="startsAt" />
  </div>
);

function remark({ taken, late }: Pick<OfferedSlot, 'taken' | 'late'>): string {
  if (taken) return ' (pris)';
  return late ? ` (${LATE[late]})` : '';
}

const LATE: Record<MeetingLateness, string> = { after_limit: 'après la limite', no_room: 'trop tard pour un planning' };

function daysOf(slots: readonly OfferedSlot[]): [PlainDate, OfferedSlot[]][] {
  const days = new Map<PlainDate, OfferedSlot[]>();
  for (const slot of slots) days.set(slot.date, [...(days.get(slot.date) ?? []), slot]);
  return [...days];
}
