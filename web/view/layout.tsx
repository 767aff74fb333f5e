import type { Child } from 'hono/jsx';
import { assets } from '../assets.ts';
import type { Visitor } from '../visitor.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

export interface Frame {
  title: string;
  /** The page tells that something went wrong: its title says so first. */
  isError?: boolean;
  /** The width of tables rather than that of a text. */
  wide?: boolean;
  /** A form waits on the page: the header offers no way to sign in that would leave it. */
  holding?: boolean;
  visitor?: Visitor;
  csrf: string;
  /** Said once at the top, after an act. */
  message?: string;
  /** The page's own address. */
  path: string;
}

const HTMX = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  allowScriptTags: false,
  // Pages about people are not kept by the browser.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // A form refused is shown again, whatever its status.
  responseHandling: [
    { code: '204', swap: false },
    { code: '...', swap: true },
  ],
});

const Layout = ({ frame, children }: { frame: Frame; children?: Child }) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex, nofollow" />
      <title>{`${frame.isError ? 'Erreur\u00a0: ' : ''}${frame.title} – Jalons`}</title>
      <link rel="icon" type="image/svg+xml" href={assets.icon} />
      <link rel="stylesheet" href={assets.style} />
      <meta name="htmx-config" content={HTMX} />
      <script src={assets.htmx} defer></script>
      <script src={assets.script} defer></script>
    </head>
    <body>
      <a class="skip-link" href="#contenu">
        Aller au contenu
      </a>
      <Header visitor={frame.visitor} csrf={frame.csrf} path={frame.path} holding={frame.holding} />
      <main id="contenu" class={`container${frame.wide ? ' wide' : ''}`} tabindex={-1}>
        {frame.message ? (
          <div class="flash" role="status" data-focus tabindex={-1}>
            {frame.message}
          </div>
        ) : null}
        {children}
      </main>
      <Footer />
    </body>
  </html>
);

/** A whole page, in French, as HTML. */
export const renderPage = async (content: Child, frame: Frame): Promise<string> =>
  `<!doctype html>\n${await (<Layout frame={frame}>{content}</Layout>)}\n`;

/** A piece of a page as HTML. */
// biome-ignore lint/complexity/noUselessFragments: whatever the content is, it is rendered, and escaped.
export const renderFragment = async (content: Child): Promise<string> => String(await (<>{content}</>));
