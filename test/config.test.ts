import { ConfigError, type Environment, readConfig } from '../config.ts';

function mistakesOf(env: Environment, reader?: 'launcher' | 'role'): readonly string[] {
  try {
    readConfig(env, reader);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('The configuration of sign-in', () => {
  const OIDC = {
    OIDC_ISSUER: 'https://id.example.org',
    OIDC_CLIENT_ID: 'jalons',
    OIDC_CLIENT_SECRET: 'a client secret',
  };

  it('trusts no proxy, and has no provider, unless told', () => {
    expect(readConfig({})).toMatchObject({ trustProxy: undefined, singleSignOn: undefined });
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(readConfig({ TRUST_PROXY: 'loopback, 10.1.0.0/16' }).trustProxy).toEqual(['loopback', '10.1.0.0/16']);
  });

  it('takes a provider whole', () => {
    const roles = { OIDC_ROLE_CLAIM: 'groups', OIDC_ROLE_MAP: 'a=staff,b=manager' };
    expect(readConfig({ ...OIDC, ...roles }).singleSignOn).toEqual({
      issuer: 'https://id.example.org',
      clientId: 'jalons',
      clientSecret: 'a client secret',
      roles: {
        claim: 'groups',
        byValue: new Map([
          ['a', 'staff'],
          ['b', 'manager'],
        ]),
      },
    });
    const mistakes = mistakesOf({ OIDC_ISSUER: 'http://id.example.org', OIDC_CLIENT_SECRET: 'very secret' });
    expect(mistakes).toHaveLength(2);
    expect(mistakes.join()).not.toContain('very secret');
  });
});

describe('The configuration', () => {
  it('needs no variable at all', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: undefined,
      temporal: undefined,
      temporalPort: 7233,
      temporalUiPort: 8233,
      temporalUiUrl: undefined,
      smtpUrl: undefined,
      mailSmtpPort: 1025,
      mailUiPort: 1080,
      mailUiUrl: undefined,
      clock: 'system',
      logLevel: 'info',
      mode: 'development',
    });
    expect(config.dataDir).toBe(`${process.cwd()}/.data`);
    expect(config.storageUrl).toBe(`file://${process.cwd()}/.data/documents`);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes the address of the Temporal UI without its last slash', () => {
    expect(readConfig({ TEMPORAL_UI_URL: 'https://temporal.example.org/ui/' }).temporalUiUrl).toBe(
      'https://temporal.example.org/ui',
    );
  });

  it('takes an empty or blank variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', SECRET: '', TEMPORAL_ADDRESS: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'jalons.example.org'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://localhost/jalons'],
    ['DATABASE_URL', 'localhost:5432'],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_PORT', '7233a'],
    ['TEMPORAL_UI_PORT', '99999'],
    ['TEMPORAL_UI_URL', 'temporal.example.org'],
    ['MAIL_UI_URL', 'mails.example.org'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'Jalons'],
    ['MAIL_SMTP_PORT', 'x'],
    ['MAIL_UI_PORT', 'x'],
    ['STORAGE_URL', '/srv/documents'],
    ['STORAGE_URL', 's3://'],
    ['CLAMD_URL', 'localhost:3310'],
    ['CLAMD_URL', 'tcp://localhost'],
    ['CLAMD_URL', 'tcp://localhost:70000'],
    ['CLAMD_URL', 'http://localhost:3310'],
    ['CLAMD_URL', 'unix:clamd.ctl'],
    ['SECRET', 'short'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '0'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'proxy.example.org'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'nobody'],
    ['BOOTSTRAP_API_TOKEN', 'two words'],
    ['CLOCK', 'sun'],
    ['LOG_LEVEL', 'verbose'],
    ['NODE_ENV', 'prod'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const mistakes = mistakesOf({ [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(name);
    expect(mistakes[0]).not.toContain('\n');
  });

  it('says each mistake of STORAGE_URL, a line each, and nothing that may be a secret', () => {
    const mistakes = mistakesOf({ STORAGE_URL: 's3://key:hunter2@b?endpoint=x&token=hunter2&sse=no' });
    expect(mistakes).toHaveLength(5);
    for (const line of mistakes) expect(line).toMatch(/^STORAGE_URL\u00a0: /);
    expect(mistakes.join()).not.toContain('hunter2');
  });

  it('lists every mistake at once', () => {
    const mistakes = mistakesOf({ PORT: 'x', CLOCK: 'sun', SMTP_URL: 'x', TEMPORAL_ADDRESS: 'x', SECRET: 'x' });
    expect(mistakes.map((line) => line.split(' ')[0]).sort()).toEqual([
      'CLOCK',
      'PORT',
      'SECRET',
      'SMTP_URL',
      'TEMPORAL_ADDRESS',
    ]);
  });

  it('never repeats a secret', () => {
    const text = mistakesOf({ SECRET: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d', SMTP_URL: 'x:hunter2' }).join();
    expect(text).not.toContain('hunter2');
  });

  it('refuses two parts on one port', () => {
    expect(mistakesOf({ PORT: '8080', MAIL_UI_PORT: '8080' })).toEqual([
      'MAIL_UI_PORT et PORT demandent le même port (8080)',
    ]);
  });

  it('lets a port go to another part when nothing is brought up there', () => {
    expect(mistakesOf({ PORT: '8233', TEMPORAL_ADDRESS: 'temporal.example.org:7233' })).toEqual([]);
    expect(mistakesOf({ PORT: '1080', SMTP_URL: 'smtp://mail.example.org' })).toEqual([]);
    expect(mistakesOf({ PORT: '7233' }, 'role')).toEqual([]);
    expect(mistakesOf({ PORT: '1080', TEMPORAL_ADDRESS: 'temporal.example.org:7233' })).toHaveLength(1);
  });

  it('asks in production for what must not be made up', () => {
    const names = (reader: 'launcher' | 'role') =>
      mistakesOf({ NODE_ENV: 'production' }, reader).map((line) => line.split(' ')[0]);
    expect(names('role')).toEqual(['SECRET', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']);
    expect(names('launcher')).toEqual(['SECRET']);
  });

  it('takes a secret of 8 characters on a developer’s machine, and none under 32 in production', () => {
    expect(mistakesOf({ SECRET: 's'.repeat(8) })).toEqual([]);
    expect(mistakesOf({ SECRET: 's'.repeat(7) })).toEqual(['SECRET attend au moins 8 caractères, 32 en production']);
    expect(mistakesOf({ NODE_ENV: 'production', SECRET: 's'.repeat(31) })).toEqual([
      'SECRET attend au moins 32 caractères en production',
    ]);
  });

  it('takes no short bootstrap token in production, where it opens everything', () => {
    const production = { NODE_ENV: 'production', SECRET: 's'.repeat(32) };
    expect(mistakesOf({ ...production, BOOTSTRAP_API_TOKEN: 't'.repeat(31) })).toEqual([
      'BOOTSTRAP_API_TOKEN attend au moins 32 caractères en production',
    ]);
    expect(mistakesOf({ ...production, BOOTSTRAP_API_TOKEN: 't'.repeat(32) })).toEqual([]);
    expect(mistakesOf({ BOOTSTRAP_API_TOKEN: 'essai' })).toEqual([]);
  });

  it('reads Temporal as the SDK does: namespace, key, TLS', () => {
    const { temporal } = readConfig({
      TEMPORAL_ADDRESS: 'cnam.tmprl.cloud:7233',
      TEMPORAL_NAMESPACE: 'jalons',
      TEMPORAL_API_KEY: 'key',
    });
    expect(temporal).toMatchObject({
      address: 'cnam.tmprl.cloud:7233',
      namespace: 'jalons',
      connectionOptions: { apiKey: 'key', tls: true },
    });
  });

  it('refuses a Temporal key without an address', () => {
    expect(mistakesOf({ TEMPORAL_API_KEY: 'key' })).toEqual(['TEMPORAL_API_KEY : il manque TEMPORAL_ADDRESS']);
  });

  it.each(['tcp://antivirus:3310', 'tcp://[::1]:3310', 'unix:/run/clamav/clamd.ctl'])(
    'takes %s as CLAMD_URL',
    (url) => {
      expect(readConfig({ CLAMD_URL: url }).clamdUrl).toBe(url);
    },
  );

  it('makes addresses from what it is given', () => {
    expect(readConfig({ HOST: '0.0.0.0', PORT: '80' }).publicUrl).toBe('http://localhost:80');
    expect(readConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
    expect(readConfig({ PUBLIC_URL: 'https://jalons.example.org/' }).publicUrl).toBe('https://jalons.example.org');
    expect(readConfig({ STORAGE_URL: 'file:documents' }).storageUrl).toBe(`file://${process.cwd()}/documents`);
    const bucket = 's3://documents/p?endpoint=http://h';
    expect(readConfig({ STORAGE_URL: bucket }).storageUrl).toBe(bucket);
    const folder = readConfig({ STORAGE_URL: 'file:mes%20documents' }).storageUrl;
    expect(folder).toBe(`file://${process.cwd()}/mes%20documents`);
  });
});
