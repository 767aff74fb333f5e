import { Bars, placed } from '../../web/view/bars.tsx';
import { renderFragment } from '../../web/view/layout.tsx';

const bar = (name: string, ...values: number[]) => ({
  name,
  figures: String(values),
  parts: values.map((value, index) => ({ tone: index === 0 ? ('first' as const) : ('second' as const), value })),
});

describe('a chart of bars', () => {
  it('places the parts of a bar one after the other, and leaves out those that are nothing', () => {
    expect(placed(bar('a', 1, 3), 8)).toEqual([
      { tone: 'first', from: 0, share: 0.125 },
      { tone: 'second', from: 0.125, share: 0.375 },
    ]);
    expect(placed(bar('a', 0, 2), 2)).toEqual([{ tone: 'second', from: 0, share: 1 }]);
  });

  it('is one picture that says what it shows, drawn to the scale of its largest bar, without styles of its own', async () => {
    const html = await renderFragment(
      <Bars title="Qui est attendu" summary="3 dossiers." bars={[bar('Tuteur', 1), bar('Auditeur', 2)]}>
        <p>table</p>
      </Bars>,
    );
    expect(html).toContain('role="img" aria-label="Qui est attendu. 3 dossiers."');
    expect(html).toContain('width="50%"');
    expect(html).toContain('width="100%"');
    expect(html).toContain('<summary>Chiffres\u00a0: qui est attendu</summary>');
    expect(html).not.toMatch(/style=|<script/);
  });

  it('of nothing has no part, and does not divide by it', async () => {
    const html = await renderFragment(<Bars title="Rien" summary="" bars={[bar('Tuteur', 0)]} />);
    expect(html).not.toContain('tone-');
    expect(html).not.toContain('NaN');
  });
});
