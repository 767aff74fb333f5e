import type { FieldError } from '../../domain/errors.ts';
import { mistake, refuseCalendar, refuseIfAny } from './refusal.ts';
import type { CalendarRow, CalendarRows } from './row.ts';

type Fields = Record<string, unknown>;

const REQUIRED = ['description', 'start_date', 'zones'] as const;

/**
 * The rows of the ministry's JSON: the API's page (`{total_count, results}`), the older one (`{records: [{fields}]}`), or
 * the export (a plain array).
 * @throws RuleViolation `calendar.invalid` when it is no JSON, holds no records, or a record lacks what is needed.
 */
export function jsonRows(text: string): CalendarRows {
  const content = parsed(text);
  const records = recordsOf(content);
  if (!records) refuseCalendar('Le fichier JSON ne contient pas de liste d’enregistrements (records ou results).');
  const errors: FieldError[] = [];
  const rows = records.map((record, index) => rowOf(record, index + 1, errors));
  refuseIfAny(errors);
  return { format: 'ministry-json', rows, remarks: remarksOf(content, records.length) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuseCalendar('Le fichier JSON ne peut pas être lu\u00a0: il est tronqué ou mal formé.');
  }
}

function recordsOf(content: unknown): unknown[] | undefined {
  if (Array.isArray(content)) return content;
  if (!isFields(content)) return undefined;
  return [content.results, content.records].find((list): list is unknown[] => Array.isArray(list));
}

function rowOf(record: unknown, number: number, errors: FieldError[]): CalendarRow {
  const at = { where: `Enregistrement ${number}`, path: `records.${number}` };
  const fields = fieldsOf(record);
  const missing = REQUIRED.filter((name) => !(name in fields));
  if (missing.length > 0) errors.push(mistake(at, `il manque ${missing.join(', ')}.`));
  return {
    ...at,
    description: textOf(fields.description),
    population: textOf(fields.population),
    zones: textOf(fields.zones),
    start: textOf(fields.start_date),
    end: textOf(fields.end_date),
    schoolYear: textOf(fields.annee_scolaire),
  };
}

/** A record carries its fields itself, or under `fields`, or under `record.fields`, by the API's version. */
function fieldsOf(record: unknown): Fields {
  if (!isFields(record)) return {};
  if (isFields(record.fields)) return record.fields;
  return isFields(record.record) ? fieldsOf(record.record) : record;
}

/** A page of the API is not the whole set: it is taken for what it holds, and said. */
function remarksOf(content: unknown, count: number): string[] {
  if (!isFields(content)) return [];
  const total = content.total_count ?? content.nhits;
  if (typeof total !== 'number' || total <= count) return [];
  return [`ce fichier est une page\u00a0: ${count} enregistrements sur ${total}`];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};
