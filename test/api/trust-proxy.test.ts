import { parseTrustProxy, type TrustProxy } from '../../api/trust-proxy.ts';
import { type House, openHouse } from './house.ts';

describe('TRUST_PROXY', () => {
  it.each([
    ['1', 1],
    ['10', 10],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, ::1,192.168.1.7', ['10.0.0.0/8', '::1', '192.168.1.7']],
  ])('%s says which proxies are believed', (text, parsed) => expect(parseTrustProxy(text)).toEqual(parsed));

  it.each([
    '0',
    '11',
    'true',
    '*',
    '0.0.0.0/0',
    '10.0.0.0/33',
    '::/129',
    '10.0.0',
    'proxy',
    'loopback,',
    '10.0.0.1/8/9',
  ])('%s does not', (text) => expect(parseTrustProxy(text)).toBeUndefined());
});

describe('limits count addresses', () => {
  const limits = { perToken: 1_000, failures: 1 };
  let house: House;
  afterEach(() => house.close());

  async function statuses(trustProxy: TrustProxy | undefined): Promise<number[]> {
    house = await openHouse({ limits, trustProxy });
    const asked = [];
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.2']) {
      const headers = { 'x-forwarded-for': address };
      asked.push((await house.ask('GET', '/api/enrolments', { token: 'wrong', headers })).status);
    }
    return asked;
  }

  it('as a trusted proxy tells them', async () => expect(await statuses(1)).toEqual([401, 401, 429]));

  it('as they are, when no proxy is trusted: whoever asks cannot choose', async () =>
    expect(await statuses(undefined)).toEqual([401, 429, 429]));
});
