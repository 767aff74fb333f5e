import fc from 'fast-check';
import { breakLines, type Line, oneLine } from '../../../documents/papers/lines.ts';
import { STYLES } from '../../../documents/papers/sheet.ts';

/** Each character is 10 points wide. */
const measure = (text: string) => [...text].length * 10;
const style = STYLES.body;
const textOf = (line: Line) => line.pieces.map(({ text }) => text).join('');
const broken = (text: string, width: number) => breakLines(text, style, width, measure).map(textOf);

describe('lines', () => {
  it('break between words, and as they were written', () => {
    expect(broken('un deux trois\nquatre', 80)).toEqual(['un deux', 'trois', 'quatre']);
  });

  it('never break before a colon that French sets apart', () => {
    expect(broken('aaaa bbb : c', 80)).toEqual(['aaaa', 'bbb : c']);
  });

  it('break a word too wide for one after its punctuation if that will do, else anywhere', () => {
    expect(broken('voir exemple.example/chemin/long', 120)).toEqual(['voir', 'exemple.', 'example/', 'chemin/long']);
    expect(broken('abcdefghijkl', 50)).toEqual(['abcde', 'fghij', 'kl']);
  });

  it('keep the face of each stretch, within a word too', () => {
    const [line] = breakLines(
      [{ text: 'de ' }, { text: 'Marie', face: 'semibold' }, { text: ', oui' }],
      style,
      500,
      measure,
    );
    expect(line?.pieces.map(({ text, style: { face } }) => `${face}:${text}`)).toEqual([
      'regular:de ',
      'semibold:Marie',
      'regular:, oui',
    ]);
  });

  it('are none for a blank text', () => {
    expect(broken(' \n \t ', 100)).toEqual([]);
  });

  it('are never wider than their room, and lose nothing that can be seen', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/', ' ', '\n', 'é'), maxLength: 200 });
    fc.assert(
      fc.property(letters, fc.integer({ min: 10, max: 300 }), (text, width) => {
        const lines = breakLines(text, style, width, measure);
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width);
        expect(lines.map(textOf).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('are one, cut, where only one may be', () => {
    expect(textOf(oneLine('un deux trois', style, 80, measure))).toBe('un deux…');
    expect(textOf(oneLine('un deux', style, 80, measure))).toBe('un deux');
    expect(textOf(oneLine('', style, 80, measure))).toBe('');
  });
});
