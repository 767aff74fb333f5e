import type { Principal } from '../../services/principal.ts';
import { enrolmentInTemporal, savedQueries } from '../../services/temporal-ui.ts';

const temporalUi = { url: 'https://temporal.example.org/ui', namespace: 'jalons.prod' };
const manager = (centre: string | null): Principal => ({ role: 'manager', name: 'M', tokenId: 't', centre });

describe('links into the Temporal UI', () => {
  it('lead to the workflow of an enrolment', () => {
    expect(enrolmentInTemporal({ temporalUi }, '0191d2a4')).toBe(
      'https://temporal.example.org/ui/namespaces/jalons.prod/workflows/enrolment-0191d2a4',
    );
    expect(enrolmentInTemporal({}, '0191d2a4')).toBeUndefined();
  });

  it('ask by search attributes, of a manager’s centre only', () => {
    const queryOf = (url: string) => new URL(url).searchParams.get('query');
    const [first] = savedQueries({ temporalUi }, manager(null));
    expect(queryOf(first!.url)).toBe(
      'WorkflowType="enrolment" AND ExecutionStatus="Running" AND EnrolmentStep!="closed"',
    );
    for (const { url } of savedQueries({ temporalUi }, manager('bretagne'))) {
      expect(queryOf(url)).toMatch(/ AND Centre="bretagne"$/);
    }
    expect(savedQueries({}, manager(null))).toEqual([]);
  });
});
