import { ServiceError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { linesOf } from '../../launch/refusal.ts';
import { registerSearchAttributes } from '../../services/search-attributes.ts';
import { devServer, timeSkipping } from '../environment/temporal.ts';

const EXPECTED = [
  'Centre',
  'Certification',
  'DueAt',
  'EnrolmentStep',
  'Outcome',
  'Overdue',
  'Semester',
  'Tutor',
  'WaitingFor',
];

async function within(
  open: () => Promise<TestWorkflowEnvironment>,
  act: (env: TestWorkflowEnvironment) => Promise<void>,
) {
  const env = await open();
  try {
    await act(env);
  } finally {
    await env.teardown();
  }
}

/** What a server that refuses says (a stub: no server here refuses). */
const refusing = (code: number) => {
  const cause = Object.assign(new Error('no'), { code, details: 'no', metadata: {} });
  const addSearchAttributes = async () => {
    throw new ServiceError('no', { cause });
  };
  return { operatorService: { addSearchAttributes } } as unknown as Parameters<typeof registerSearchAttributes>[0];
};

describe('search attributes are registered by the software itself', () => {
  it('on a dev server, once and again', () =>
    within(devServer, async ({ connection }) => {
      await registerSearchAttributes(connection, 'default');
      await registerSearchAttributes(connection, 'default');
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
      expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(EXPECTED));
    }));

  it('by two processes at once', () =>
    within(devServer, async ({ connection }) => {
      await Promise.all([1, 2, 3].map(() => registerSearchAttributes(connection, 'default')));
    }));

  it('on the time-skipping server, which cannot list them', () =>
    within(timeSkipping, async ({ connection }) => {
      await registerSearchAttributes(connection, 'default');
      await registerSearchAttributes(connection, 'default');
    }));

  it.each([7, 12])('where it may not (gRPC code %d) it refuses to start and prints the commands', async (code) => {
    const refusal = await registerSearchAttributes(refusing(code), 'ours.abc').catch((error: unknown) => error);
    const lines = linesOf(refusal).join('\n').split('\n');
    expect(lines[0]).toMatch(/attributs de recherche/);
    expect(lines.slice(1)).toHaveLength(EXPECTED.length);
    expect(lines).toContain(
      'temporal operator search-attribute create --namespace ours.abc --name DueAt --type Datetime',
    );
    expect(lines).toContain(
      'temporal operator search-attribute create --namespace ours.abc --name Overdue --type Bool',
    );
  });

  it('another failure is told as it is', async () => {
    await expect(registerSearchAttributes(refusing(14), 'default')).rejects.toBeInstanceOf(ServiceError);
  });
});
