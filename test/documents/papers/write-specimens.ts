/** `npx tsx test/documents/papers/write-specimens.ts FOLDER`: every specimen as a PDF, with its size and time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSpecimen } from './print-specimen.ts';
import { SPECIMENS } from './specimens.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Say where: npx tsx test/documents/papers/write-specimens.ts FOLDER');
mkdirSync(folder, { recursive: true });
for (const [name, specimen] of Object.entries(SPECIMENS)) {
  const start = performance.now();
  const file = await printSpecimen(specimen);
  const ms = Math.round(performance.now() - start);
  writeFileSync(join(folder, `${name}.pdf`), file);
  process.stdout.write(`${name}: ${(file.length / 1024).toFixed(1)} KiB, ${ms} ms\n`);
}
