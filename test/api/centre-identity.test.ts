import { createHash, randomBytes } from 'node:crypto';
import { createLog } from '../../log.ts';
import { sweepContents } from '../../services/sweep-contents.ts';
import { aJpeg, aPng, pngClaiming } from '../documents/made-logos.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const CENTRE = '/api/centres/pays-de-la-loire';
const LOGO = `${CENTRE}/logo`;
const patch = (body: object) => house.ask('PATCH', CENTRE, { body });
const put = (body: Buffer | FormData, type?: string) =>
  house.ask('PUT', LOGO, { body, headers: type ? { 'content-type': type } : {} });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const IDENTITY = {
  address: '25 boulevard Guy Mollet\n44300 Nantes',
  legalNotice: 'SIRET 000 000 000 00000 – déclaration d’activité 00 00 00000 00',
  signature: { place: 'Nantes', name: 'Dominique Modèle', capacity: 'Directrice' },
  fundedAction: { title: 'Accompagnement', nature: 'Action de formation', legalReference: 'L. 6313-1' },
  publication: { director: 'Dominique Modèle', host: 'Hébergeur\nNantes', dpoEmail: 'dpo@example.org', proofsYears: 6 },
};

describe('who a centre is on paper, and on the information pages', () => {
  it('is a part of its settings, absent at first', async () => {
    const { body } = await house.ask('GET', CENTRE);
    for (const name of [...Object.keys(IDENTITY), 'logo']) expect(body).not.toHaveProperty(name);
    expect((await patch(IDENTITY)).body).toMatchObject(IDENTITY);
    expect((await house.ask('GET', CENTRE)).body).toMatchObject(IDENTITY);
  });

  it('is changed piece by piece, and taken away with null', async () => {
    await patch(IDENTITY);
    const { body } = await patch({ legalNotice: null, signature: { name: 'Claude Exemple' }, fundedAction: null });
    expect(body).toMatchObject({ address: IDENTITY.address, signature: { name: 'Claude Exemple' } });
    expect(body.signature).not.toHaveProperty('place');
    expect(body).not.toHaveProperty('legalNotice');
    expect(body).not.toHaveProperty('fundedAction');
    expect((await patch({ address: null, signature: null })).body).not.toHaveProperty('signature');
    expect((await patch({ publication: null })).body).not.toHaveProperty('publication');
  });

  it.each([
    { address: ' \n ' },
    { address: 'x'.repeat(501) },
    { legalNotice: 'deux\nlignes' },
    { signature: { titre: 'Directrice' } },
    { signature: { name: '' } },
    { fundedAction: 'formation' },
    { publication: { dpoEmail: 'ici' } },
    { publication: { messagesYears: 0 } },
  ])('is refused when it is malformed: %o', async (body) => {
    expect((await patch(body)).status).toBe(400);
  });

  it('may be given with a new centre', async () => {
    const centre = {
      code: 'autre',
      name: 'Autre',
      holidayZone: 'A',
      staffEmail: 's@example.org',
      managerEmail: 'm@example.org',
      handicapEmail: 'h@example.org',
      cgv: { version: '1', url: 'https://example.org/cgv' },
      prices: { individual: 1, organisation: 1 },
      ...IDENTITY,
    };
    expect((await house.ask('POST', '/api/centres', { body: centre })).body).toMatchObject(IDENTITY);
  });
});

describe('the logo of a centre', () => {
  it('is a PNG or a JPEG, sent as it is or as the file of a form, and comes back to the byte', async () => {
    expect((await house.ask('GET', LOGO)).status).toBe(404);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(aJpeg())]), 'logo.png');
    for (const [body, type, bytes, format] of [
      [aPng(), 'image/png', aPng(), 'png'],
      [aPng(30, 30), undefined, aPng(30, 30), 'png'],
      [aJpeg(), 'application/octet-stream', aJpeg(), 'jpeg'],
      [form, undefined, aJpeg(), 'jpeg'],
      [aPng(), 'image/jpeg', aPng(), 'png'],
    ] as const) {
      const { status, body: centre } = await put(body, type);
      expect(status).toBe(200);
      expect(centre.logo).toEqual({ format, sha256: sha256(bytes) });
      const response = await fetch(house.url + LOGO, { headers: { authorization: 'Bearer administrator-of-tests' } });
      expect(response.headers.get('content-type')).toBe(`image/${format}`);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ['a text', Buffer.from('<svg/>'), 'image/png', 415, 'logo.type'],
    ['nothing', Buffer.alloc(0), 'image/png', 415, 'logo.type'],
    ['a page', Buffer.from('<svg/>'), 'text/html', 415, 'request.type'],
    ['a PNG cut short', aPng().subarray(0, 60), 'image/png', 422, 'logo.unreadable'],
    ['too many pixels', pngClaiming(2_000, 1_000), 'image/png', 422, 'logo.too_many_pixels'],
    ['more than 512 KiB', Buffer.concat([aPng(), randomBytes(512 * 1024)]), 'image/png', 413, 'request.too_large'],
  ])('is refused when it is %s, and the former one stays', async (_what, bytes, type, status, code) => {
    const { logo } = (await put(aPng(), 'image/png')).body;
    const refused = await put(bytes, type);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await house.ask('GET', CENTRE)).body.logo).toEqual(logo);
  });

  it('is refused as a form’s file of more than 512 KiB', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(600 * 1024)]), 'logo.png');
    expect((await put(form)).status).toBe(413);
  });

  it('is taken away, and may be again', async () => {
    await put(aPng(), 'image/png');
    for (const _time of [1, 2]) expect((await house.ask('DELETE', LOGO)).status).toBe(204);
    expect((await house.ask('GET', LOGO)).status).toBe(404);
    expect((await house.ask('GET', CENTRE)).body).not.toHaveProperty('logo');
  });

  it('is of a centre that exists, and of one’s own', async () => {
    expect((await house.ask('PUT', '/api/centres/none/logo', { body: aPng() })).status).toBe(404);
    const user = { firstName: 'M', lastName: 'M', role: 'manager', email: 'm@example.org', centre: 'autre' };
    const { id: userId } = (await house.ask('POST', '/api/users', { body: user })).body;
    const token = await house.tokenFor('manager', { userId });
    expect((await house.ask('PUT', LOGO, { token, body: aPng() })).status).toBe(404);
    expect((await house.ask('PUT', '/api/centres/autre/logo', { token, body: aPng() })).status).toBe(200);
  });

  it('is not swept, however old, unlike a content that nobody has', async () => {
    await put(aPng(), 'image/png');
    const { sha256: orphan } = await house.backend.files.put(Buffer.from('orphan'));
    const removed: string[] = [];
    const files = { ...house.backend.files, remove: async (one: string) => void removed.push(one) };
    const inAMonth = Date.now() + 30 * 24 * 3_600_000;
    await sweepContents({ ...house.backend, files }, createLog('test', 'silent'), inAMonth);
    expect(removed).toContain(orphan);
    expect(removed).not.toContain(sha256(aPng()));
  });
});
