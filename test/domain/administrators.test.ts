import {
  type Access,
  leavesNobody,
  requireAdministratorLeft,
  requireOthersAccess,
} from '../../domain/administrators.ts';
import { refusalOf } from './given.ts';

const access = (id: string, changes: Partial<Access> = {}): Access => ({
  id,
  email: `${id}@example.org`,
  role: 'administrator',
  centre: null,
  active: true,
  ...changes,
});

const ADA = access('ada');
const LOCAL = access('local', { centre: 'bretagne' });
const AWAY: [string, Partial<Access> | undefined][] = [
  ['removed', undefined],
  ['made inactive', { active: false }],
  ['made a manager', { role: 'manager' }],
  ['put in one centre', { centre: 'bretagne' }],
];

describe('The last administrator', () => {
  const leaves = (before: Access, changes: Partial<Access> | undefined, others: Access[] = []) =>
    leavesNobody({ before, after: changes && { ...before, ...changes } }, [before, ...others]);

  it.each(AWAY)('of all centres is not %s', (_what, changes) => {
    expect(leaves(ADA, changes)).toBe(true);
    for (const other of [LOCAL, access('off', { active: false }), access('m', { role: 'manager' })]) {
      expect(leaves(ADA, changes, [other])).toBe(true);
    }
    expect(leaves(ADA, changes, [access('other')])).toBe(false);
  });

  it('of one centre may go while one of all centres, or of that one, stays', () => {
    expect(leaves(LOCAL, undefined)).toBe(true);
    expect(leaves(LOCAL, undefined, [access('elsewhere', { centre: 'corse' })])).toBe(true);
    expect(leaves(LOCAL, undefined, [access('near', { centre: 'bretagne' })])).toBe(false);
    expect(leaves(LOCAL, undefined, [ADA])).toBe(false);
  });

  it('changes otherwise as anybody does; who administers nothing may always go', () => {
    expect(leaves(ADA, { email: 'ada.l@example.org' })).toBe(false);
    expect(leaves(LOCAL, { centre: null })).toBe(false);
    expect(leaves(access('m', { role: 'manager' }), undefined)).toBe(false);
    expect(leaves(access('off', { active: false }), undefined)).toBe(false);
  });

  it('is named by the refusal as of all centres or of one, at the fields that would change', () => {
    const refused = (before: Access) =>
      refusalOf(() => requireAdministratorLeft({ before, after: { ...before, role: 'staff' } }, []));
    expect(refused(ADA)?.message).toMatch(/^C’est le dernier administrateur de tous les centres\u00a0: /);
    expect(refused(LOCAL)?.message).toMatch(/^C’est le dernier administrateur du centre\u00a0: /);
    expect(refused(ADA)?.errors.map(({ path }) => path)).toEqual(['role']);
  });
});

describe('One’s own access', () => {
  const refused = (changes: Partial<Access> | undefined, actor = 'ada') =>
    refusalOf(() => requireOthersAccess({ before: ADA, after: changes && { ...ADA, ...changes } }, actor))?.errors;

  it.each([...AWAY, ['given another address', { email: 'ada.l@example.org' }]] as typeof AWAY)(
    'is not %s by oneself; another does it',
    (_what, changes) => {
      expect(refused(changes)?.map(({ path }) => path)).toEqual(Object.keys(changes ?? {}));
      expect(refused(changes, 'other')).toBeUndefined();
    },
  );

  it('keeps its address in other capitals, and changes nothing that lets nobody in', () => {
    expect(refused({ email: 'ADA@example.org' })).toBeUndefined();
    expect(refused({})).toBeUndefined();
  });
});
