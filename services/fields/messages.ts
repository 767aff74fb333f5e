import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/**
 * What is wrong with a value, in French, to be read after the name of its field: « registeredOn : est obligatoire ». Schemas that
 * ask for something of their own say so themselves.
 */
export function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? MISSING : `attend ${TYPES[issue.expected] ?? 'une autre sorte de valeur'}`;
    case 'invalid_value':
      return isMissing(issue) ? MISSING : `attend ${oneOf(issue.values.map(String))}`;
    case 'invalid_union':
      return isMissing(issue) ? MISSING : OTHERWISE;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'not_multiple_of':
      return `attend un multiple de ${inFigures(issue.divisor)}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? OTHERWISE;
    case 'unrecognized_keys':
      return UNKNOWN_FIELD;
    default:
      return OTHERWISE;
  }
}

/** What is said of a field that a schema does not have. */
export const UNKNOWN_FIELD = 'champ inconnu';

const MISSING = 'est obligatoire';
const OTHERWISE = 'n’a pas la forme attendue';

const isMissing = ({ input }: Issue): boolean => input === undefined;

const TYPES: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
  null: 'null',
};

const FORMATS: Record<string, string> = {
  email: 'attend une adresse électronique',
  url: 'attend une adresse web, http:// ou https://',
  uuid: 'attend un identifiant UUID',
};

const inFigures = (value: number | bigint): string => value.toLocaleString('fr-FR');

/** « a », « b » ou « c » */
function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `«\u00a0${value}\u00a0»`);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} ou ${last}` : last;
}

const UNITS: Record<string, string> = { string: 'caractère', array: 'élément', set: 'élément' };

/** `12 caractères`, or the number alone for a number. */
function measured(value: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit ? `${inFigures(value)}\u00a0${unit}${value > 1 ? 's' : ''}` : inFigures(value);
}

function tooSmall({ minimum, origin, inclusive, exact }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (exact) return `attend exactement ${measured(minimum, origin)}`;
  if (origin === 'string' && minimum === 1) return 'ne peut pas être vide';
  return `attend ${inclusive === false ? 'plus de' : 'au moins'} ${measured(minimum, origin)}`;
}

function tooBig({ maximum, origin, inclusive, exact }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  if (exact) return `attend exactement ${measured(maximum, origin)}`;
  return `attend ${inclusive === false ? 'moins de' : 'au plus'} ${measured(maximum, origin)}`;
}
