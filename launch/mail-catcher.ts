import { join } from 'node:path';
import { MailDev } from 'maildev';
import { readConfig } from '../config.ts';
import { onShutdown } from './lifeline.ts';
import { runMain } from './role-config.ts';

/**
 * The mail catcher's own process, started by `npm start` when SMTP_URL is not given: it shows every mail on a page, on
 * loopback only, and keeps them under DATA_DIR.
 */
await runMain(async () => {
  // Mails hold names and addresses: nobody else on this machine reads them.
  process.umask(0o077);
  const config = readConfig();
  const catcher = new MailDev({
    smtp: config.mailSmtpPort,
    ip: '127.0.0.1',
    web: config.mailUiPort,
    webIp: '127.0.0.1',
    mailDirectory: join(config.dataDir, 'mails'),
    silent: true,
  });
  onShutdown(() => catcher.stop());
  await catcher.start();
});
