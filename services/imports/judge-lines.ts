import type { NewImportLine } from '../../db/imports.ts';
import type { PlainDate } from '../../domain/dates.ts';
import type { FieldError } from '../../domain/errors.ts';
import { checked } from '../fields/parsed.ts';
import type { Principal } from '../principal.ts';
import { caseOf, type RegistrationLookups } from '../registration-case.ts';
import { type Registration, registrationForm } from '../registration-form.ts';
import { priceOf, type RegistrationCase, type RegistrationRefusal, refusalsOf } from '../registration-rules.ts';
import { IMPORT_COLUMNS } from './columns.ts';
import type { WrittenLine } from './read-file.ts';

interface Asking {
  principal: Principal;
  today: PlainDate;
}

/** A line judged by itself; `same` is what makes two lines the same registration. */
interface Judged extends NewImportLine {
  same?: string;
}

/**
 * What each line would become: a registration that the schema and every rule accept, or the refusals of its cells. Lines that
 * repeat an earlier one are refused.
 */
export async function judgeLines(
  lookups: RegistrationLookups,
  lines: readonly WrittenLine[],
  asking: Asking,
): Promise<NewImportLine[]> {
  const judged: Judged[] = [];
  for (const line of lines) judged.push(await judgeLine(lookups, line, asking));
  return withoutRepeats(judged);
}

async function judgeLine(lookups: RegistrationLookups, written: WrittenLine, asking: Asking): Promise<Judged> {
  const { line, cells } = written;
  const { registration, errors } = registrationIn(written);
  if (!registration) return { line, cells, status: 'refused', refusals: errors };
  const judged = await caseOf(lookups, registration, asking);
  const refusals = refusalsOf(judged).flatMap(toldAtCells);
  if (refusals.length > 0) return { line, cells, status: 'refused', refusals };
  return {
    line,
    cells,
    registration,
    priceCents: priceOf(judged),
    status: 'ready',
    refusals: [],
    same: sameness(judged, registration),
  };
}

/** A refusal at each of its cells: a rule that is about one says all that it says, one about several what each lacks. */
const toldAtCells = ({ code, message, errors }: RegistrationRefusal): FieldError[] =>
  errors.length > 1 ? errors.map((error) => ({ ...error, code })) : [{ path: errors[0]?.path ?? '', code, message }];

const sameness = ({ certification, activityUnit }: RegistrationCase, { auditeur }: Registration): string =>
  JSON.stringify([auditeur.email.toLowerCase(), certification?.code, activityUnit?.code]);

type Read = { registration: Registration; errors?: undefined } | { registration?: undefined; errors: FieldError[] };

/** The registration that a line writes, as POST /api/enrolments takes it. */
function registrationIn({ cells, beyond }: WrittenLine): Read {
  const wanted: Record<string, unknown> = { auditeur: {}, funding: {} };
  const errors: FieldError[] = beyond > 0 ? [tooManyCells(beyond)] : [];
  for (const { path, read, expected = '' } of IMPORT_COLUMNS) {
    const cell = cells[path];
    if (cell === undefined) continue;
    const value = read(cell);
    if (value === undefined) errors.push({ path, code: 'import.cell', message: expected });
    else put(wanted, path.split('.'), value);
  }
  const result = checked(registrationForm, wanted);
  // What could not be read is missing to the schema as well.
  const others = (result.errors ?? []).filter(({ path }) => !errors.some((error) => error.path === path));
  if (result.errors || errors.length > 0) return { errors: [...errors, ...others] };
  return { registration: result.value };
}

const tooManyCells = (count: number): FieldError => ({
  path: '',
  code: 'import.cells',
  message: `${count}\u00a0cellule${count > 1 ? 's' : ''} de trop\u00a0: un texte contient peut-être le séparateur sans guillemets`,
});

function put(into: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  into[first] ??= {};
  put(into[first] as Record<string, unknown>, rest, value);
}

function withoutRepeats(lines: readonly Judged[]): NewImportLine[] {
  const seen = new Map<string, number>();
  return lines.map(({ same, ...line }) => {
    const first = same === undefined ? undefined : seen.get(same);
    if (same !== undefined && first === undefined) seen.set(same, line.line);
    return first === undefined ? line : repeated(line, first);
  });
}

const repeated = ({ line, cells }: NewImportLine, first: number): NewImportLine => ({
  line,
  cells,
  status: 'refused',
  refusals: [
    {
      path: 'auditeur.email',
      code: 'import.repeated',
      message: `Même auditeur, même certification et même UA qu’à la ligne ${first}.`,
    },
  ],
});
