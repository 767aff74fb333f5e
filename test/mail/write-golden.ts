import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { goldenMails, goldenUrl } from './golden.ts';

/** Writes the golden mails anew: `node --import tsx test/mail/write-golden.ts`, then read the difference. */
const folder = goldenUrl('.');
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder)) rmSync(goldenUrl(old));
for (const [file, content] of goldenMails()) writeFileSync(goldenUrl(file), content);
