import { criterionId, withIds } from '../../web/manager/criterion-ids.ts';
import { actIn, onRow, rowsAfter, rowsIn, valuesOfRows } from '../../web/rows.ts';

const [a, b, c] = [{ label: 'a' }, { label: 'b' }, { label: 'c' }];

describe('a form of several rows', () => {
  it.each([
    ['ajouter', { kind: 'add' }],
    [onRow('monter', 2), { kind: 'up', rank: 2 }],
    [onRow('descendre', 0), { kind: 'down', rank: 0 }],
    [onRow('retirer', 11), { kind: 'remove', rank: 11 }],
    ['enregistrer', { kind: 'save' }],
    ['autre', { kind: 'save' }],
    [undefined, { kind: 'save' }],
  ] as const)('the button %s asks for %j', (sent, act) => {
    expect(actIn(sent)).toEqual(act);
  });

  it('adds a row at its end, takes one away, moves one up or down, and nothing beyond its ends', () => {
    expect(rowsAfter([a, b], { kind: 'add' })).toEqual([a, b, {}]);
    expect(rowsAfter([a, b, c], { kind: 'remove', rank: 1 })).toEqual([a, c]);
    expect(rowsAfter([a, b, c], { kind: 'up', rank: 2 })).toEqual([a, c, b]);
    expect(rowsAfter([a, b, c], { kind: 'down', rank: 0 })).toEqual([b, a, c]);
    expect(rowsAfter([a, b], { kind: 'up', rank: 0 })).toEqual([a, b]);
    expect(rowsAfter([a, b], { kind: 'down', rank: 1 })).toEqual([a, b]);
  });

  it('reads rows in the order of their ranks, and writes them back as fields', () => {
    expect(rowsIn({ 10: c, 2: b, 0: a, x: a, 3: 'no' })).toEqual([a, b, c]);
    expect(rowsIn(undefined)).toEqual([]);
    expect(valuesOfRows('criteria', [a, b])).toEqual({ 'criteria.0.label': 'a', 'criteria.1.label': 'b' });
  });
});

describe('the id of a criterion', () => {
  it('is made from its label, and like no other', () => {
    expect(criterionId('Éthique & droit du travail', new Set())).toBe('ethique-droit-du-travail');
    expect(criterionId('Éthique', new Set(['ethique', 'ethique-2']))).toBe('ethique-3');
    expect(criterionId('…', new Set())).toBe('critere');
    expect(criterionId('x'.repeat(100), new Set())).toHaveLength(40);
  });

  it('is kept by those that have one', () => {
    expect(withIds([{ label: 'A' }, { id: 'a', label: 'Autre' }, { label: 'A' }]).map(({ id }) => id)).toEqual([
      'a-2',
      'a',
      'a-3',
    ]);
  });
});
