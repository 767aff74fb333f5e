import type { FormState } from '../form.ts';

/** A form filled with what is kept, the first time it is shown. One that was sent holds what was typed, unticked boxes included. */
export const filledWith = (form: FormState, kept: FormState['values']): FormState =>
  Object.keys(form.values).length > 0 ? form : { ...form, values: kept };
