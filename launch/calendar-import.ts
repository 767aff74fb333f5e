import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { migrate } from '../db/migrate.ts';
import { RuleViolation } from '../domain/errors.ts';
import { type CalendarImport, importCalendar } from '../services/calendar.ts';
import { openBackend } from './backend.ts';
import { LaunchRefusal } from './refusal.ts';
import { readRoleConfig, runMain } from './role-config.ts';

const AUTHOR = { role: 'system', name: 'npm run calendar:import' } as const;

/** `npm run calendar:import -- FILE`: imports the ministry's school holidays (CSV, JSON or ICS), and says what came of it. */
await runMain(async () => {
  const file = process.argv[2];
  if (!file) throw new LaunchRefusal('Donnez le fichier à importer\u00a0: npm run calendar:import -- FICHIER');
  const content = contentOf(file);
  const config = readRoleConfig();
  await migrate(config.databaseUrl);
  const { backend, close } = await openBackend(config);
  try {
    const report = await importCalendar(backend, content, AUTHOR, basename(file));
    process.stdout.write(`${linesOf(report).join('\n')}\n`);
  } catch (refusal) {
    if (refusal instanceof RuleViolation) throw new LaunchRefusal(refusalLines(refusal).join('\n'));
    throw refusal;
  } finally {
    await close();
  }
});

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new LaunchRefusal(`Le fichier ${file} ne peut pas être lu.`);
  }
}

function linesOf({ format, version, isNew, added, changed, unchanged, ignored, announced }: CalendarImport): string[] {
  return [
    isNew ? `Calendrier importé (${format}), version ${version}.` : `Rien de nouveau dans ce fichier (${format}).`,
    `  ${added.length} période(s) ajoutée(s), ${changed.length} modifiée(s), ${unchanged} inchangée(s).`,
    ...changed.map(
      ({ before, after }) =>
        `  modifiée\u00a0: zone ${after.zone}, ${after.name} ${after.schoolYear}\u00a0: du ${before.firstDayOff} au ${before.returnDay ?? '…'} devient du ${after.firstDayOff} au ${after.returnDay ?? '…'}`,
    ),
    ...ignored.map(({ what, reason, count }) => `  ignoré (${count})\u00a0: ${what} — ${reason}`),
    `  ${announced} correction(s) en cours prévenue(s).`,
  ];
}

function refusalLines({ message, errors }: RuleViolation): string[] {
  return [
    message,
    ...errors.slice(0, 20).map(({ path, message: why }) => `  ${path} : ${why}`),
    'Rien n’a été importé.',
  ];
}
