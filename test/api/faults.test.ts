import { faultOf } from '../../api/log-requests.ts';
import { problemOf } from '../../api/problem.ts';
import { REFUSALS, type RefusalCode, RuleViolation } from '../../domain/errors.ts';
import { Unavailable } from '../../services/errors.ts';

const never = () => false;

describe('every refusal of the process has its status', () => {
  const STATUS = { state: 409, rule: 422, type: 415, size: 413, forbidden: 403 } as const;

  it.each(Object.entries(REFUSALS))('%s is %s', (code, kind) => {
    const problem = problemOf(new RuleViolation(code as RefusalCode, 'Non.'), never);
    expect(problem).toMatchObject({ status: STATUS[kind], code, detail: 'Non.', type: `urn:jalons:problem:${code}` });
  });

  it('an unknown outcome is 503, to be tried again', () => {
    expect(problemOf(new Unavailable('x'), never)).toMatchObject({ status: 503, retryAfter: 2 });
    expect(problemOf(new Error('gone'), () => true)).toMatchObject({ status: 503, code: 'unavailable' });
  });
});

describe('what is logged of an error', () => {
  it('tells its kind and place, never what it quotes', () => {
    const error = Object.assign(new Error(`insert … 'aline@example.org' violates\n  Key (email)=(aline@example.org)`), {
      code: '23505',
      constraint: 'one_user_per_email',
      detail: 'Key (email)=(aline@example.org)',
    });
    const told = faultOf(error) as { at: string[] };
    expect(told).toMatchObject({ name: 'Error', code: '23505', constraint: 'one_user_per_email' });
    expect(told.at.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain('aline');
  });
});
