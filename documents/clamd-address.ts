import type { NetConnectOpts } from 'node:net';

/** Where clamd listens, from `tcp://HOST:PORT` or `unix:/PATH`; undefined when the address is neither. */
export function clamdAddress(url: string): NetConnectOpts | undefined {
  const [, path] = /^unix:(?:\/\/)?(\/[^\0]+)$/.exec(url) ?? [];
  if (path) return { path };
  const [, v6, name, digits] = /^tcp:\/\/(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+)):(\d{1,5})\/?$/i.exec(url) ?? [];
  const [host, port] = [v6 ?? name, Number(digits)];
  return host && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
