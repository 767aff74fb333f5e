import { z as zod } from 'zod';
import { allRoutes } from '../../api/routes/all.ts';
import {
  code,
  count,
  email,
  flag,
  instant,
  line,
  page,
  phone,
  plainDate,
  uuid,
  webAddress,
  z,
} from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { ServiceRefusal } from '../../services/errors.ts';
import { parsed } from '../../services/fields/parsed.ts';

const NBSP = '\u00a0';

/** How a schema refuses a value, as the API tells it. */
function refusal(schema: zod.ZodType, value: unknown): ServiceRefusal {
  try {
    parsed(schema, value);
  } catch (error) {
    if (error instanceof ServiceRefusal) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(value)} was taken.`);
}
const said = (schema: zod.ZodType, value: unknown) => refusal(schema, value).errors.map(({ message }) => message);

describe('What is wrong with a field is said in French, to people', () => {
  it.each<[string, zod.ZodType, unknown, string]>([
    ['a missing text', line(), undefined, 'est obligatoire'],
    ['a missing choice', z.enum(['a', 'b']), undefined, 'est obligatoire'],
    ['a missing object', z.strictObject({}), undefined, 'est obligatoire'],
    ['a number for a text', line(), 12, 'attend un texte'],
    ['null for a text', line(), null, 'attend un texte'],
    ['a text for a number', z.number(), 'x', 'attend un nombre'],
    ['a fraction', count(), 1.5, 'attend un nombre entier'],
    ['a text for a yes or no', z.boolean(), 'oui', 'attend true ou false'],
    ['a text for a list', z.array(line()), 'a', 'attend une liste'],
    ['a list for an object', z.strictObject({}), [], 'attend un objet'],
    ['a blank text', line(), '  ', 'ne peut pas être vide'],
    ['a long text', line(100), 'x'.repeat(101), `attend au plus 100${NBSP}caractères`],
    ['a long list', z.array(z.string()).max(1), ['a', 'b'], `attend au plus 1${NBSP}élément`],
    ['a short list', z.array(z.string()).min(2), [], `attend au moins 2${NBSP}éléments`],
    ['a small number', count(), -1, 'attend au moins 0'],
    ['a big number', count(), 1_000_001, 'attend au plus 1\u202f000\u202f000'],
    ['a number at its bound', z.number().gt(0), 0, 'attend plus de 0'],
    ['a number that is none', page.limit, 'x', 'attend un nombre'],
    ['a page too long', page.limit, '201', 'attend au plus 200'],
    [
      'another choice',
      z.enum(['a', 'b', 'c']),
      'd',
      `attend «${NBSP}a${NBSP}», «${NBSP}b${NBSP}» ou «${NBSP}c${NBSP}»`,
    ],
    ['neither true nor false', flag(), 'oui', `attend «${NBSP}true${NBSP}» ou «${NBSP}false${NBSP}»`],
    ['what no form of a field takes', z.union([z.boolean(), flag()]), 'oui', 'n’a pas la forme attendue'],
    ['an address', email(), 'nobody', 'attend une adresse électronique'],
    ['a web address', webAddress(), 'ftp://x', 'attend une adresse web, http:// ou https://'],
    ['an identifier', uuid(), 'x', 'attend un identifiant UUID'],
    ['a code', code(), 'à', 'attend un code (lettres, chiffres, . _ -)'],
    ['a telephone', phone(), 'x', 'attend un numéro de téléphone'],
    ['a date', plainDate(), '2026-02-30', 'attend une date du calendrier, AAAA-MM-JJ'],
  ])('%s', (_case, schema, value, message) => {
    expect(said(schema, value)).toEqual([message]);
  });

  it('an unknown field is named, the first one in the detail', () => {
    const { errors, message } = refusal(z.strictObject({ a: line().optional() }), { b: 1, c: 2 });
    expect(errors.map(({ path, message: about }) => [path, about])).toEqual([
      ['b', 'champ inconnu'],
      ['c', 'champ inconnu'],
    ]);
    expect(message).toBe(`La demande est mal formée. b${NBSP}: champ inconnu`);
  });

  it('no route says anything in another way, whatever it is sent', () => {
    const values = [undefined, null, [], 'x', 12, -1, 1.5, true, {}, { limit: '0' }, 'é'.repeat(60_000)];
    const ours =
      /^(attend |est obligatoire$|ne peut pas être vide$|n’a pas la forme attendue$|champ inconnu$|contient |un jeton )/;
    for (const { query, body } of allRoutes({} as Backend)) {
      for (const schema of [query, body]) {
        const shape = schema instanceof zod.ZodObject ? Object.values(schema.shape as Record<string, zod.ZodType>) : [];
        for (const field of schema ? [schema, ...shape] : []) {
          for (const value of values) {
            const { error } = field.safeParse(value);
            for (const { message } of error?.issues ?? []) expect(message).toMatch(ours);
          }
        }
      }
    }
    expect(said(instant(), 'x')[0]).toMatch(ours);
  });
});
