import { createTransport } from 'nodemailer';
import pg from 'pg';
import { createDatabase } from './database.ts';
import { startSmtp } from './smtp.ts';
import { devServer, timeSkipping } from './temporal.ts';

describe('The ground that tests stand on', () => {
  it('keeps DATABASE_URL unreachable, so that a domain test cannot touch a database', async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await expect(client.connect()).rejects.toThrow();
  });

  it('gives each test a migrated database of its own', async () => {
    const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
    expect(one.url).not.toBe(other.url);
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query("select 1 from information_schema.tables where table_name = 'enrolments'");
    expect(rows).toHaveLength(1);
    await client.end();
    await Promise.all([one.drop(), other.drop()]);
  });

  it('gives a time-skipping server, on which a month passes at once', async () => {
    const environment = await timeSkipping();
    const before = await environment.currentTimeMs();
    await environment.sleep('30 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
    await environment.teardown();
  });

  it('gives a dev server', async () => {
    const environment = await devServer();
    const answer = await environment.connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(answer.namespaceInfo?.name).toBe('default');
    await environment.teardown();
  });

  it('gives a mail server that keeps what it accepts and can refuse', async () => {
    const smtp = await startSmtp();
    const transport = createTransport(smtp.url);
    const mail = { from: 'a@example.org', to: 'b@example.org', subject: 'Échéance', text: 'Bonjour' };
    smtp.refuse(true);
    await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
    smtp.refuse(false);
    await transport.sendMail(mail);
    expect(smtp.mails.map(({ recipients, mail: { subject } }) => ({ recipients, subject }))).toEqual([
      { recipients: ['b@example.org'], subject: 'Échéance' },
    ]);
    transport.close();
    await smtp.stop();
  });
});
