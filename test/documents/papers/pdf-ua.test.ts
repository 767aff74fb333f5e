import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { printSpecimen } from './print-specimen.ts';
import { SPECIMENS } from './specimens.ts';
import { findVeraPdf } from './verapdf.ts';

const veraPdf = await findVeraPdf();
const why = 'missing' in veraPdf ? veraPdf.missing : undefined;
if (why) console.warn(`veraPDF cannot be had (${why}): no paper is checked against PDF/UA-1.`);

describe(`every paper, judged by veraPDF${why ? ` (SKIPPED: ${why})` : ''}`, () => {
  const when = why ? it.skip : it;

  when(
    'is PDF/UA-1, whatever it says and however long; and veraPDF refuses one whose tags are taken away',
    async () => {
      if ('missing' in veraPdf) return;
      const folder = mkdtempSync(join(tmpdir(), 'jalons-papers-'));
      try {
        for (const [name, specimen] of Object.entries(SPECIMENS)) {
          writeFileSync(join(folder, `${name}.pdf`), await printSpecimen(specimen));
        }
        const attestation = await printSpecimen(SPECIMENS.attestation);
        const untagged = attestation.toString('latin1').replace('/StructTreeRoot ', '/StructTreeRoof ');
        writeFileSync(join(folder, 'untagged.pdf'), untagged, 'latin1');
        const names = [...Object.keys(SPECIMENS), 'untagged'];
        const { passed, failed, said } = await veraPdf.judge(names.map((name) => join(folder, `${name}.pdf`)));
        const detail = said.split('\n').filter((line) => !line.startsWith('PASS'));
        expect({ failed: failed.map((file) => basename(file)), detail: failed.length > 1 ? detail : [] }).toEqual({
          failed: ['untagged.pdf'],
          detail: [],
        });
        expect(passed).toHaveLength(Object.keys(SPECIMENS).length);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    400_000,
  );
});
