import { connect } from '../db/connection.ts';
import { type Erased, eraseEnrolment } from '../db/erase-enrolment.ts';
import { migrate } from '../db/migrate.ts';
import { LaunchRefusal } from './refusal.ts';
import { readRoleConfig, runMain } from './role-config.ts';

const NAME = 'npm run enrolment:erase';
const KEEP_PROOFS = '--keep-proofs';

const REFUSALS: Record<Exclude<Erased, 'erased'>, string> = {
  unknown: 'Aucun dossier n’a cette référence.',
  not_archived:
    'Ce dossier n’est pas encore archivé\u00a0: il l’est à la fin du délai pour corriger l’avis, ou aussitôt après un abandon.',
};

/** `npm run enrolment:erase -- REFERENCE [--keep-proofs]`: erases what an archived enrolment holds of anybody. */
await runMain(async () => {
  const parameters = process.argv.slice(2);
  const [reference, ...others] = parameters.filter((one) => one !== KEEP_PROOFS);
  if (!reference || others.length > 0) throw new LaunchRefusal(`Donnez une référence\u00a0: ${NAME} -- UA-2026-00042`);
  const what = parameters.includes(KEEP_PROOFS) ? 'messages' : 'all';
  const { databaseUrl } = readRoleConfig();
  await migrate(databaseUrl);
  const database = connect(databaseUrl, { poolMax: 1 });
  const actor = { role: 'system', name: NAME };
  const erased = await eraseEnrolment(database, reference, { what, at: new Date().toISOString(), actor }).finally(() =>
    database.destroy(),
  );
  if (erased !== 'erased') throw new LaunchRefusal(REFUSALS[erased]);
  process.stdout.write(
    what === 'all'
      ? `Le dossier ${reference} est effacé. Ses fichiers quittent le rangement des documents au plus tard dans un jour.\n`
      : `Les fichiers, les messages et les courriels du dossier ${reference} sont effacés\u00a0; les preuves restent, dont le journal, avec les motifs et les notes.\n`,
  );
});
