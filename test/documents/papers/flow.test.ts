import { paginate, type Slice, TALLEST } from '../../../documents/papers/flow.ts';
import { SHEET } from '../../../documents/papers/sheet.ts';

const names = new Map<Slice['draw'], string>();

function slice(name: string, height: number, more: Partial<Slice> = {}): Slice {
  const draw = () => undefined;
  names.set(draw, name);
  return { height, gap: 0, draw, ...more };
}

const pagesOf = (...slices: Slice[]) => paginate(slices).map((page) => page.map(({ draw }) => names.get(draw)));
const FIRST = SHEET.height - SHEET.bottom - SHEET.top;

describe('pages', () => {
  it('are filled in order', () => {
    expect(pagesOf(slice('a', FIRST), slice('b', TALLEST), slice('c', 1))).toEqual([['a'], ['b'], ['c']]);
  });

  it('never end with a heading', () => {
    const heading = slice('heading', 20, { joined: true });
    expect(pagesOf(slice('a', FIRST - 30), heading, slice('text', 20))).toEqual([['a'], ['heading', 'text']]);
  });

  it('begin with the repeated head of what goes on', () => {
    const head = { height: 10, draw: slice('head', 10).draw };
    expect(pagesOf(slice('a', FIRST), slice('row', 20, { head }))).toEqual([['a'], ['head', 'row']]);
  });

  it('leave out the space above what begins them', () => {
    const [, second] = paginate([slice('a', FIRST), slice('b', 10, { gap: 50 })]);
    expect(second?.[0]?.y).toBe(SHEET.topOfNext);
  });

  it('divide what is joined where no page can hold it', () => {
    const tall = (name: string, joined: boolean) => slice(name, TALLEST * 0.6, { joined });
    expect(pagesOf(tall('a', true), tall('b', true), tall('c', false))).toEqual([['a'], ['b'], ['c']]);
  });
});
