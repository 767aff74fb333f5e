import type { Readable } from 'node:stream';
import type { KeptLogo } from '../domain/centre-identity.ts';
import type { Backend } from './backend.ts';
import { type CentreView, changeLogo, readCentre } from './centres.ts';
import { keepContent, openContent, storeContent } from './contents.ts';
import { notFound, ServiceRefusal } from './errors.ts';
import type { Principal } from './principal.ts';

/** The largest logo taken. */
export const MAX_LOGO_BYTES = 512 * 1024;

/** Puts a logo on the papers of a centre from now on; those delivered before keep theirs. */
export async function putLogo(
  backend: Backend,
  principal: Principal,
  code: string,
  bytes: Buffer,
): Promise<CentreView> {
  await readCentre(backend, principal, code);
  const format = formatOf(backend, bytes);
  const content = await storeContent(backend.files, { source: bytes });
  const changed = await changeLogo(backend, principal, code, { format, sha256: content.sha256 });
  await keepContent(backend.files, content);
  return changed;
}

function formatOf(backend: Backend, bytes: Buffer): KeptLogo['format'] {
  if (bytes.length > MAX_LOGO_BYTES) throw refused('size', 'logo.too_large', 'Le logo dépasse 512\u00a0Kio.');
  const found = backend.inspectLogo(bytes);
  switch (found) {
    case 'other':
      throw refused('type', 'logo.type', 'Le logo doit être une image PNG ou JPEG.');
    case 'unreadable':
      throw refused('rule', 'logo.unreadable', 'Cette image ne peut pas être lue jusqu’au bout, ou pas imprimée.');
    case 'too_many_pixels':
      throw refused('rule', 'logo.too_many_pixels', 'Le logo a plus de 1,5\u00a0million de pixels\u00a0: réduisez-le.');
    default:
      return found;
  }
}

const refused = (kind: 'size' | 'type' | 'rule', code: string, message: string): ServiceRefusal =>
  new ServiceRefusal(kind, code, message, [{ path: 'file', code, message }]);

/** Takes the logo off the papers of a centre. */
export async function removeLogo(backend: Backend, principal: Principal, code: string): Promise<void> {
  await changeLogo(backend, principal, code, null);
}

/** The logo of a centre, with its bytes. */
export async function openLogo(
  backend: Backend,
  principal: Principal,
  code: string,
): Promise<{ logo: KeptLogo; content: Readable }> {
  const { logo } = await readCentre(backend, principal, code);
  if (!logo) throw notFound('Logo');
  return { logo, content: await openContent(backend.files, logo.sha256) };
}
