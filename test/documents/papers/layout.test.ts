import { SHEET } from '../../../documents/papers/sheet.ts';
import { printSpecimen } from './print-specimen.ts';
import { type ReadPage, readingOf, readPdf, textOf } from './read-pdf.ts';
import { SPECIMENS } from './specimens.ts';

const known = new Map<string, Promise<ReadPage[]>>();
const print = async (name: keyof typeof SPECIMENS) => (await readPdf(await printSpecimen(SPECIMENS[name]))).pages;

/** Printed once, read by several tests. */
function read(name: keyof typeof SPECIMENS): Promise<ReadPage[]> {
  const pages = known.get(name) ?? print(name);
  known.set(name, pages);
  return pages;
}

const artifacts = ({ seen }: ReadPage) => seen.filter(({ tagged }) => !tagged).map(({ text }) => text);
const tagged = ({ seen }: ReadPage) => seen.filter((stretch) => stretch.tagged);

describe('a paper of several pages', () => {
  it('counts its pages at the foot, and repeats title and person at the head from the second on, as artifacts', async () => {
    const pages = await read('evaluation-long');
    expect(pages.length).toBeGreaterThanOrEqual(9);
    pages.forEach((page, index) => {
      expect(artifacts(page)).toContain(`Page ${index + 1}/${pages.length}`);
      const head = 'Grille d’évaluation – Marie Durand, dossier JAL-2026-00042';
      expect(artifacts(page).includes(head)).toBe(index > 0);
    });
    expect(readingOf(pages).some(({ text }) => /Page \d/.test(text))).toBe(false);
  });

  it('repeats the titles of a table on each page that it goes on to, to be seen and not to be read again', async () => {
    const pages = await read('tutoring-record-long');
    const withRows = pages.filter((page) => tagged(page).some(({ text }) => text.startsWith('Échange')));
    expect(withRows.length).toBeGreaterThanOrEqual(4);
    withRows.forEach((page, index) => {
      expect(artifacts(page).filter((text) => text === 'Objet')).toHaveLength(index === 0 ? 0 : 1);
    });
    expect(readingOf(pages).filter(({ text }) => text === 'Objet')).toHaveLength(1);
    expect(tagged(withRows.at(-1)!).some(({ text }) => text === 'Total')).toBe(true);
  });

  it('goes on with a row that is taller than a page', async () => {
    const pages = await read('evaluation-tall');
    const words = textOf(pages).match(/Ligne\sde\stexte\./g);
    expect(words).toHaveLength(900);
  });

  it.each(['evaluation-long', 'tutoring-record-long', 'evaluation-hostile'] as const)(
    'never ends a page with a heading (%s)',
    async (name) => {
      for (const { structure } of await read(name)) {
        const last = readingOf([{ structure, seen: [], links: [] }]).at(-1);
        expect(last?.role).not.toMatch(/^H/);
      }
    },
  );
});

describe('every paper', () => {
  it.each(Object.keys(SPECIMENS) as (keyof typeof SPECIMENS)[])(
    'keeps its texts within the margins (%s)',
    async (name) => {
      for (const page of await read(name)) {
        for (const { text, left, right, baseline, tagged: isTagged } of page.seen) {
          const where = { text, left, right, baseline };
          expect({ ...where, inside: left >= SHEET.left - 0.5 && right <= SHEET.width - SHEET.right + 0.5 }).toEqual({
            ...where,
            inside: true,
          });
          expect(baseline).toBeGreaterThan(isTagged ? SHEET.top : 36);
          expect(baseline).toBeLessThan(isTagged ? SHEET.height - SHEET.bottom : SHEET.height - 24);
        }
      }
    },
  );

  it.each([
    'attestation',
    'attestation-logo-png',
    'attestation-replaced',
    'tutoring-record',
    'completion-certificate',
  ] as const)('is one page where it says what papers usually say (%s)', async (name) => {
    expect(await read(name)).toHaveLength(1);
  });

  it('prints names of other alphabets, and a visible stand-in for what the font lacks, with a note on it', async () => {
    const text = textOf(await read('attestation-hostile'));
    expect(text).toContain('Łukasz Nguyễn-O’Brien □');
    expect(text).toContain('Αλέξανδρος Щербаков-d’Âge');
    expect(text).toContain('Le signe □ tient la place d’un caractère');
    const plain = textOf(await read('attestation'));
    expect(plain).not.toContain('□');
  });
});
