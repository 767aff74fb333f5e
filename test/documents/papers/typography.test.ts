import { plain, prepared, printable } from '../../../documents/papers/typography.ts';

describe('a text that goes to the press', () => {
  it.each([
    ['Motif : oui ; non ? si !', 'Motif\u00a0: oui\u00a0; non\u00a0? si\u00a0!'],
    ['« Bilan »', '«\u00a0Bilan\u00a0»'],
    ['de 8 h 30 à 18 h, 3 pages', 'de 8\u00a0h\u00a030 à 18\u00a0h, 3\u00a0pages'],
    ['n° 12', 'n°\u00a012'],
    ['12:30 et http://a.example', '12:30 et http://a.example'],
    ['3 hommes', '3 hommes'],
    ['e\u0301', 'é'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['a\u0000b\u0007c', 'abc'],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j has the spaces and signs of French', (text, expected) => {
    expect(prepared(text)).toBe(expected);
  });

  it('twice is the same as once', () => {
    const once = prepared('« Oui : 3 h 05 ; non » ?');
    expect(prepared(once)).toBe(once);
  });

  it('is on one line without what cannot be seen, for what a PDF says of itself', () => {
    expect(plain('  Marie\u202e\n\tDurand\u200b ')).toBe('Marie Durand');
  });
});

describe('what the font can print', () => {
  it.each(['Łukasz Nguyễn', 'O’Brien', 'Şahin Ğül', 'Αλέξανδρος', 'Щербаков', 'Œuvré & fils <test>'])(
    '%s as it is',
    (name) => {
      expect(printable(name)).toEqual([{ text: name }]);
    },
  );

  it('is the equivalent of what it lacks', () => {
    expect(printable('①Ⅳ𝐀')).toEqual([{ text: '1IVA' }]);
  });

  it('is one stand-in for each other character, joined emoji and flags being one, with the original kept', () => {
    expect(printable('a王👩‍🔬🇫🇷b')).toEqual([
      { text: 'a' },
      { text: '□', original: '王' },
      { text: '□', original: '👩‍🔬' },
      { text: '□', original: '🇫🇷' },
      { text: 'b' },
    ]);
  });

  it('leaves out what cannot be seen', () => {
    expect(printable('a\u202eb\u200bc\ufeff')).toEqual([{ text: 'abc' }]);
  });
});
