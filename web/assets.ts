import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import express, { type RequestHandler, type Router } from 'express';

/** A file that pages load, under an address that changes with it: it is kept forever. */
interface Asset {
  path: string;
  type: string;
  content: Buffer;
}

const require = createRequire(import.meta.url);
const ours = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
const library = (name: string): string => readFileSync(require.resolve(name), 'utf8');

function asset(name: string, extension: string, type: string, text: string): Asset {
  const content = Buffer.from(text);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { path: `/assets/${name}.${hash}.${extension}`, type, content };
}

/** Ours, over Pico's. */
const STYLES = [
  'tokens.css',
  'base.css',
  'header.css',
  'footer.css',
  'forms.css',
  'blocks.css',
  'steps.css',
  'dossier.css',
  'information.css',
  'staff.css',
  'charts.css',
  'settings.css',
];

const STYLE = asset(
  'jalons',
  'css',
  'text/css; charset=utf-8',
  [library('@picocss/pico/css/pico.min.css'), ...STYLES.map(ours)].join('\n'),
);
const SCRIPT = asset('jalons', 'js', 'text/javascript; charset=utf-8', ours('jalons.js'));
const HTMX = asset('htmx', 'js', 'text/javascript; charset=utf-8', library('htmx.org/dist/htmx.min.js'));
const ICON = asset('icon', 'svg', 'image/svg+xml; charset=utf-8', ours('icon.svg'));

/** The addresses of what pages load. */
export const assets = { style: STYLE.path, script: SCRIPT.path, htmx: HTMX.path, icon: ICON.path } as const;

/** Serves the assets, compressed as well as can be, once. */
export function createAssets(): Router {
  const router = express.Router({ caseSensitive: true });
  for (const one of [STYLE, SCRIPT, HTMX, ICON]) router.get(one.path, serve(one));
  return router;
}

const FOREVER = 'public, max-age=31536000, immutable';

function serve({ type, content }: Asset): RequestHandler {
  const made = new Map<string, Promise<Buffer>>();
  return async (request, response) => {
    const encoding = request.acceptsEncodings(['br', 'gzip']) || 'identity';
    const body = made.get(encoding) ?? encode(content, encoding);
    made.set(encoding, body);
    response.set({ 'Content-Type': type, 'Cache-Control': FOREVER, Vary: 'Accept-Encoding' });
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    response.send(await body);
  };
}

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };

async function encode(content: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'br') return compressors.br(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return encoding === 'gzip' ? compressors.gzip(content, { level: 9 }) : content;
}
