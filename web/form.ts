import { randomUUID } from 'node:crypto';
import type { FieldError } from '../domain/errors.ts';

/** What a form holds while it is shown: empty at first; with what was typed and what is wrong, once refused. */
export interface FormState {
  /** As they were typed, by the field's name. */
  values: Readonly<Record<string, string | readonly string[]>>;
  /** What is wrong, by field; `path` is the field's name. */
  errors: readonly FieldError[];
  /** What is wrong with the whole, as a French sentence. */
  message?: string;
  /** The idempotency key, for the hidden field `cle`: a form sent twice acts once. */
  key: string;
  /** The token, for the hidden field `_csrf`. */
  csrf: string;
}

/** A form that nobody has filled in yet, but for `values`. */
export const freshForm = (csrf: string, values: FormState['values'] = {}): FormState => ({
  values,
  errors: [],
  key: randomUUID(),
  csrf,
});

/** The same form with values proposed where nothing was typed. */
export const proposing = (form: FormState, proposed: FormState['values']): FormState => ({
  ...form,
  values: { ...proposed, ...form.values },
});

/** What was typed in a form that was sent, hidden fields too; without its token and its key. */
export function typedIn(body: unknown): FormState['values'] {
  const { _csrf, cle, ...values } = { ...(body as Record<string, string | string[]> | undefined) };
  return values;
}

const LONGEST_KEY = 200;

/** The key that a form came with; nothing when it had none. Two forms of a page have two. */
export function keyIn(body: unknown): Partial<Pick<FormState, 'key'>> {
  const key = (body as { cle?: unknown } | undefined)?.cle;
  return typeof key === 'string' && key.length >= 1 && key.length <= LONGEST_KEY ? { key } : {};
}

/** The text of a field; empty when there is none. */
export function textIn({ values }: FormState, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Whether `option` is chosen among a field's values, as in a list of boxes to tick. */
export function isChosenIn({ values }: FormState, name: string, option: string): boolean {
  const value = values[name];
  return typeof value === 'string' ? value === option : (value?.includes(option) ?? false);
}

/** What is wrong with a field, if anything. */
export const errorOf = ({ errors }: FormState, name: string): FieldError | undefined =>
  errors.find(({ path }) => path === name);

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
/** No form of ours has a longer path, and anybody can send a name of a mebibyte. */
const DEEPEST = 10;

/**
 * The fields of a form as a schema wants them: a dotted name is a path (`planning.reportDue` → `{planning: {reportDue}}`),
 * as in the paths of errors. Empty fields, `_csrf`, `cle` and names of more than ten parts are left out.
 */
export function nested(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === '' || name === '_csrf' || name === 'cle') continue;
    const path = name.split('.', DEEPEST + 1);
    if (path.length <= DEEPEST) put(whole, path, value);
  }
  return whole;
}

/** Puts a value at a path (`planning.reportDue`) of the fields of a form. */
export const putAt = (whole: Record<string, unknown>, path: string, value: unknown): void =>
  put(whole, path.split('.', DEEPEST), value);

function put(into: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (FORBIDDEN.has(first)) return;
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = into[first];
  const target = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  into[first] = target;
  put(target, rest, value);
}
