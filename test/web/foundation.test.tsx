import { openSite, type Site, visitorOf } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('the foundation of pages', () => {
  it('the assets are compressed, and kept forever under an address of their content', async () => {
    const { html } = await site.visit(null, '/');
    const found = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(found).toHaveLength(4);
    for (const path of found) {
      const response = await fetch(site.house.url + path, { headers: { 'accept-encoding': 'br' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('content-encoding')).toBe('br');
    }
  });

  it('an address that is none is a page that says so', async () => {
    const { status, text } = await site.visit(visitorOf('staff'), '/nulle-part');
    expect(status).toBe(404);
    expect(text).toContain('Page introuvable');
  });
});
