import { randomUUID } from 'node:crypto';
import { createUsers } from '../../../db/users.ts';
import { createIdentityProvider } from '../../../services/single-sign-on/provider.ts';
import { readSingleSignOn } from '../../../services/single-sign-on/settings.ts';
import { RETURN_PATH } from '../../../services/single-sign-on/sign-on.ts';
import { type House, openHouse } from '../../api/house.ts';
import { CLIENT, type IdentityProviderOfTests, startIdentityProvider } from '../../environment/identity-provider.ts';
import { Browser } from '../browser.ts';
import { faultsIn } from '../markup.ts';

const PUBLIC_URL = 'http://jalons.test';
const ROLES = { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLE_MAP: 'ua-gestion=staff, ua-responsables=manager' };

let provider: IdentityProviderOfTests;
const faults: string[] = [];
beforeAll(async () => {
  provider = await startIdentityProvider(PUBLIC_URL + RETURN_PATH);
});
beforeEach(() => {
  faults.length = 0;
});
afterAll(() => provider.stop());

function signOn(more: object = {}) {
  const mistakes: string[] = [];
  const settings = readSingleSignOn({ OIDC_ISSUER: provider.issuer, ...CLIENT, ...more }, mistakes)!;
  expect(mistakes).toEqual([]);
  const made = createIdentityProvider(settings, PUBLIC_URL + RETURN_PATH, (fault) => faults.push(fault));
  return { provider: made, roles: settings.roles };
}

const person = () => `person-${randomUUID().slice(0, 8)}`;
const pathOf = (address: string) => address.slice(PUBLIC_URL.length);

/** Goes to the provider and comes back, in one browser. */
async function signInAs(house: House, account: string | undefined, suite?: string) {
  const browser = new Browser(house.url);
  const sent = await browser.get(`/connexion/sso${suite ? `?suite=${encodeURIComponent(suite)}` : ''}`);
  expect(sent.status).toBe(303);
  const back = await provider.visit(sent.location!, account);
  return { browser, back: pathOf(back), answer: await browser.get(pathOf(back)) };
}

describe('single sign-on, with people known by their e-mail addresses', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ singleSignOn: signOn() });
  });
  afterAll(() => house.close());

  async function known(changes: object = {}): Promise<{ account: string; email: string; id: string }> {
    const [account, id] = [person(), randomUUID()];
    const email = `${account}@example.org`;
    const user = {
      id,
      firstName: 'Sofia',
      lastName: 'Bernard',
      email,
      role: 'staff',
      centre: null,
      active: true,
    } as const;
    await createUsers(house.database).insert({ ...user, ...changes });
    provider.claims.set(account, { email, email_verified: true });
    return { account, email, id };
  }

  it('the sign-in page offers it, and keeps where one was going', async () => {
    const page = await new Browser(house.url).get('/connexion?suite=/dossiers');
    expect(page.html).toContain('href="/connexion/sso?suite=%2Fdossiers"');
    expect(await faultsIn(page.html)).toEqual([]);
  });

  it('a known person comes in with the role they have here, by the code flow with PKCE, state and nonce', async () => {
    const { account, email } = await known();
    const browser = new Browser(house.url);
    const address = new URL((await browser.get('/connexion/sso')).location!);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: PUBLIC_URL + RETURN_PATH,
    });
    const { browser: signedIn, answer } = await signInAs(house, account, '/dossiers');
    expect([answer.status, answer.location]).toEqual([303, '/dossiers']);
    const me = await signedIn.get('/compte');
    expect(me.text).toContain(email);
    expect(me.text).toContain('compte de l’établissement');
    expect(signedIn.cookies.has('jalons_sso')).toBe(false);
  });

  it.each([
    ['whose address is not verified', { email_verified: false }],
    ['whose address is said to be verified by a word', { email_verified: 'true' }],
    ['without an address', { email: undefined }],
  ])('a person %s stays out', async (_who, changes) => {
    const { account, email } = await known();
    provider.claims.set(account, { email, email_verified: true, ...changes });
    const { answer, browser } = await signInAs(house, account);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('adresse électronique vérifiée');
    expect(await faultsIn(answer.html)).toEqual([]);
    expect(browser.cookies.has('jalons_session')).toBe(false);
  });

  it('a person who is not known, or not active, stays out', async () => {
    const stranger = person();
    provider.claims.set(stranger, { email: `${stranger}@example.org`, email_verified: true });
    expect((await signInAs(house, stranger)).answer.text).toContain('n’est pas connu de Jalons');
    const { account } = await known({ active: false });
    expect((await signInAs(house, account)).answer.text).toContain('a été désactivé');
  });

  it('who goes away from the provider stays out, and may try again or ask for a link', async () => {
    const { answer } = await signInAs(house, undefined);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('n’a pas confirmé votre identité');
    expect(answer.text).toContain('Recevoir un lien par courriel');
    expect(faults).toEqual(['access_denied']);
  });

  it('an answer is good once, in the browser that asked, for ten minutes, and as it was given', async () => {
    const { account } = await known();
    const { browser, back } = await signInAs(house, account);
    expect((await browser.get(back)).text).toContain('Recommencez');
    const asking = new Browser(house.url);
    const kept = async () => {
      const { location } = await asking.get('/connexion/sso');
      return pathOf(await provider.visit(location!, account));
    };
    const answer = await kept();
    expect((await new Browser(house.url).get(answer)).text).toContain('dans un autre navigateur');
    for (const altered of [
      answer.replace(/state=./, 'state=_'),
      answer.replace(/code=/, 'code=x'),
      `${answer.split('?')[0]}`,
    ]) {
      const copy = asking.at(house.url);
      expect((await copy.get(altered)).status).toBe(403);
      expect(copy.cookies.has('jalons_session')).toBe(false);
    }
    const cookie = asking.cookies.get('jalons_sso')!;
    asking.cookies.set(
      'jalons_sso',
      cookie.replace(/^./, (one) => (one === 'A' ? 'B' : 'A')),
    );
    expect((await asking.get(answer)).text).toContain('Recommencez');
    const now = Date.now();
    const last = await kept();
    house.setTime(new Date(now + 11 * 60_000).toISOString());
    expect((await asking.get(last)).text).toContain('Recommencez');
    house.setTime(undefined);
  });

  it.each(['https://evil.example.org/', '//evil.example.org'])('leads nowhere else: %s', async (suite) => {
    const { account } = await known();
    expect((await signInAs(house, account, suite)).answer.location).toBe('/');
  });

  it('a provider that is down keeps nobody from starting, nor from a link by mail; back, it is found again', async () => {
    const down = await openHouse({ singleSignOn: signOn() });
    await provider.stop();
    const browser = new Browser(down.url);
    const refused = await browser.get('/connexion/sso');
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('ne répond pas pour le moment');
    expect((await browser.get('/connexion')).status).toBe(200);
    await provider.start();
    expect((await browser.get('/connexion/sso')).status).toBe(303);
    const { account } = await known();
    const sent = await new Browser(house.url).get('/connexion/sso');
    const asking = new Browser(house.url);
    const { location } = await asking.get('/connexion/sso');
    const back = pathOf(await provider.visit(location!, account));
    expect(sent.status).toBe(303);
    await provider.stop();
    expect((await asking.get(back)).status).toBe(503);
    await provider.start();
    await down.close();
  });
});

describe('single sign-on, with roles that the provider decides', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ singleSignOn: signOn(ROLES) });
  });
  afterAll(() => house.close());

  const users = () => createUsers(house.database);

  it('somebody new is added, to the first centre, with the highest role that they are given; the audit log says so', async () => {
    const account = person();
    const email = `${account}@example.org`;
    const groups = ['autre', 'ua-gestion', 'ua-responsables'];
    provider.claims.set(account, { email, email_verified: true, given_name: 'Inès', family_name: 'Leroy', groups });
    expect((await signInAs(house, account)).answer.status).toBe(303);
    expect(await users().findByEmail(email)).toMatchObject({
      firstName: 'Inès',
      lastName: 'Leroy',
      role: 'manager',
      centre: 'pays-de-la-loire',
      active: true,
    });
    const [line] = await house.database('audit').where({ action: 'user.added' }).orderBy('line', 'desc');
    expect(line.text).toContain('Inès Leroy');
  });

  it('a role that changed there changes here; one that is no more given lets nobody in', async () => {
    const account = person();
    const claims = { email: `${account}@example.org`, email_verified: true, name: 'Paul Martin Durand' };
    provider.claims.set(account, { ...claims, groups: ['ua-responsables'] });
    await signInAs(house, account);
    provider.claims.set(account, { ...claims, groups: 'ua-gestion' });
    await signInAs(house, account);
    expect(await users().findByEmail(claims.email)).toMatchObject({
      firstName: 'Paul',
      lastName: 'Martin Durand',
      role: 'staff',
    });
    provider.claims.set(account, { ...claims, groups: ['autre'] });
    expect((await signInAs(house, account)).answer.text).toContain('ne donne aucun rôle');
    const { id } = (await users().findByEmail(claims.email))!;
    await users().update(id, { active: false });
    provider.claims.set(account, { ...claims, groups: ['ua-gestion'] });
    expect((await signInAs(house, account)).answer.text).toContain('a été désactivé');
  });

  it('the last administrator stays one, whatever it says: nobody could let anybody in', async () => {
    const email = 'admin@jalons.localhost';
    provider.claims.set('admin', { email, email_verified: true, groups: ['ua-gestion'] });
    expect((await signInAs(house, 'admin')).answer.status).toBe(303);
    expect(await users().findByEmail(email)).toMatchObject({ role: 'administrator' });
    const other = (await users().findByEmail(email))!;
    await users().insert({ ...other, id: randomUUID(), email: 'second@example.org' });
    await signInAs(house, 'admin');
    expect(await users().findByEmail(email)).toMatchObject({ role: 'staff' });
  });

  it('the claim may be within another one', async () => {
    const nested = await openHouse({ singleSignOn: signOn({ ...ROLES, OIDC_ROLE_CLAIM: 'realm_access.roles' }) });
    const account = person();
    const email = `${account}@example.org`;
    provider.claims.set(account, { email, email_verified: true, realm_access: { roles: ['ua-gestion'] } });
    expect((await signInAs(nested, account)).answer.status).toBe(303);
    await nested.close();
  });
});

describe('the settings of single sign-on', () => {
  const mistakesOf = (variables: object): string[] => {
    const mistakes: string[] = [];
    readSingleSignOn(variables, mistakes);
    return mistakes;
  };
  const ISSUER = 'https://id.example.org';

  it('are none, or whole', () => {
    expect(mistakesOf({})).toEqual([]);
    expect(mistakesOf({ OIDC_ISSUER: ISSUER, ...CLIENT })).toEqual([]);
    expect(mistakesOf({ OIDC_ISSUER: ISSUER, ...CLIENT, ...ROLES })).toEqual([]);
    expect(mistakesOf(CLIENT)).toEqual(['OIDC_CLIENT_ID, OIDC_CLIENT_SECRET\u00a0: il manque OIDC_ISSUER']);
    expect(mistakesOf({ OIDC_ISSUER: ISSUER })).toHaveLength(2);
    expect(mistakesOf({ OIDC_ISSUER: ISSUER, ...CLIENT, OIDC_ROLE_CLAIM: 'groups' })).toHaveLength(1);
  });

  it.each(['http://id.example.org', 'id.example.org', 'ftp://id.example.org'])('%s is no provider', (issuer) => {
    expect(mistakesOf({ OIDC_ISSUER: issuer, ...CLIENT })).toHaveLength(1);
  });

  it.each(['a=tutor', 'a', '=staff', 'a=staff,b', 'a=staff=b'])('%s maps no roles', (map) => {
    expect(mistakesOf({ OIDC_ISSUER: ISSUER, ...CLIENT, ...ROLES, OIDC_ROLE_MAP: map })).toHaveLength(1);
  });
});
