import type { Child } from 'hono/jsx';

/** What a part of a bar stands for: it has its colour and its place in the legend. */
export type BarTone = 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'alert';

export interface BarPart {
  tone: BarTone;
  value: number;
}

/** A bar with its name at its left and its figures at its right. */
export interface Bar {
  name: string;
  figures: string;
  parts: readonly BarPart[];
}

export interface BarsProps {
  /** What the chart shows: its visible title. */
  title: string;
  /** What one should see in it, for who does not: the table below has the figures. */
  summary: string;
  /** What the colours stand for, in the order of the parts; none for bars of one part. */
  legend?: readonly { tone: BarTone; name: string }[];
  bars: readonly Bar[];
  /** The value of a whole bar; the largest one when absent. */
  most?: number;
  /** The same figures as a table. */
  children?: Child;
}

/** Of a line, in lines of text: the drawing grows with the letters. */
const LINE = 3.1;
const BAR = { top: 1.55, height: 0.85 };

/** Horizontal bars, drawn on the server: a picture with its legend, and its figures in a table that opens below. */
export const Bars = ({ title, summary, legend, bars, most, children }: BarsProps) => {
  const whole = Math.max(most ?? 0, ...bars.map(total), 1);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {legend ? <Legend entries={legend} /> : null}
      <svg role="img" aria-label={`${title}. ${summary}`} class="bars" width="100%" height={em(bars.length * LINE)}>
        {bars.map((bar, index) => (
          <Line bar={bar} top={index * LINE} whole={whole} />
        ))}
      </svg>
      {children ? (
        <details>
          <summary>{`Chiffres\u00a0: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}</summary>
          {children}
        </details>
      ) : null}
    </figure>
  );
};

const total = ({ parts }: Bar): number => parts.reduce((sum, { value }) => sum + value, 0);

const em = (lines: number): string => `${Math.round(lines * 100) / 100}em`;
const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

const Line = ({ bar, top, whole }: { bar: Bar; top: number; whole: number }) => (
  <g>
    <text x="0" y={em(top + 1.15)} class="bar-name">
      {bar.name}
    </text>
    <text x="100%" y={em(top + 1.15)} class="bar-figures" text-anchor="end">
      {bar.figures}
    </text>
    <rect x="0" y={em(top + BAR.top)} width="100%" height={em(BAR.height)} class="bar-ground" />
    {placed(bar, whole).map(({ tone, from, share }) => (
      <rect
        x={percent(from)}
        y={em(top + BAR.top)}
        width={percent(share)}
        height={em(BAR.height)}
        class={`tone-${tone}`}
      />
    ))}
  </g>
);

/** Where each part of a bar begins, and how much of the whole it takes; what is nothing is not drawn. */
export function placed({ parts }: Pick<Bar, 'parts'>, whole: number): { tone: BarTone; from: number; share: number }[] {
  let from = 0;
  return parts
    .map(({ tone, value }) => {
      const part = { tone, from, share: value / whole };
      from += part.share;
      return part;
    })
    .filter(({ share }) => share > 0);
}

const Legend = ({ entries }: { entries: NonNullable<BarsProps['legend']> }) => (
  <ul class="legend">
    {entries.map(({ tone, name }) => (
      <li>
        <svg class="swatch" width="0.9em" height="0.9em" aria-hidden="true" focusable="false">
          <rect width="100%" height="100%" class={`tone-${tone}`} />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);
