import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { groupedCode } from '../../domain/papers.ts';
import { perGuessingAddress } from '../../web/verification/limit.ts';
import { attested } from './attested.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const visit = (path: string) => site.visit(null, path);
const visitJson = async (path: string) => {
  const response = await fetch(site.house.url + path, { headers: { accept: 'application/json' } });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};

describe('checking an attestation by its code', () => {
  it('says to anyone that it is genuine, what it says, and of its holder initials only', async () => {
    const { attestation, code } = await attested(site);
    const { status, text, html, headers } = await visit(`/verify/${groupedCode(code)}`);
    expect(status).toBe(200);
    for (const said of [
      'Attestation authentique',
      attestation.number,
      'G. X.',
      'Licence Gestion et organisation',
      'UA-GEST-1',
      '2 novembre 2026',
      'Cnam Pays de la Loire',
    ]) {
      expect(text).toContain(said);
    }
    const reference = attestation.paper.reference;
    for (const hidden of ['Gwendoline', 'Xylander', 'secret', 'OPCO', reference, attestation.paper.tutor!.lastName]) {
      expect(html).not.toContain(hidden);
    }
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('vary')).toContain('Accept');
  });

  it('takes the code however it is typed', async () => {
    const { attestation, code } = await attested(site);
    const typed = [code, code.toLowerCase(), groupedCode(code).replaceAll('-', ' '), code.replaceAll('0', 'O')];
    for (const one of [...typed, code.replaceAll('1', 'l')]) {
      expect((await visit(`/verify/${encodeURIComponent(one)}`)).text).toContain(attestation.number);
    }
  });

  it('says since when one was replaced, and nothing of the one in its place', async () => {
    const { code, correct, attestations } = await attested(site);
    await correct('validated');
    const [, current] = await attestations();
    const { status, text, html } = await visit(`/verify/${code}`);
    expect(status).toBe(200);
    expect(text).toContain('puis remplacée le 3 novembre 2026');
    expect(html).not.toContain(current!.number);
    for (const hidden of [current!.paper.code, groupedCode(current!.paper.code)]) expect(html).not.toContain(hidden);
    expect((await visit(`/verify/${current!.paper.code}`)).text).toContain('Attestation authentique');
  });

  it('says since when one was withdrawn', async () => {
    const { code, correct } = await attested(site);
    await correct('not_validated');
    expect((await visit(`/verify/${code}`)).text).toContain('puis retirée le 3 novembre 2026');
  });

  it('answers a program in JSON, with the same and nothing more', async () => {
    const { attestation, code, correct } = await attested(site);
    const told = {
      number: attestation.number,
      holder: 'G. X.',
      certification: attestation.paper.certification.title,
      activityUnit: attestation.paper.activityUnit,
      centre: 'Cnam Pays de la Loire',
      givenOn: '2026-11-02',
      issuedOn: '2026-11-02',
    };
    expect(await visitJson(`/verify/${code}`)).toMatchObject({ status: 200, body: { status: 'genuine', ...told } });
    await correct('validated');
    const { body } = await visitJson(`/verify/${code}`);
    expect(body).toEqual({ status: 'replaced', ...told, endedOn: '2026-11-03' });
    const unknown = await visitJson('/verify/0000-0000-0000-0000');
    expect(unknown).toMatchObject({ status: 404, body: { status: 404, code: 'attestation.unknown' } });
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown.headers.get('cache-control')).toContain('no-store');
  });
});

describe('a code that no attestation bears', () => {
  it.each(['0000-0000-0000-0000', 'x', '%3Cscript%3E', 'a'.repeat(400), 'U'.repeat(16)])(
    '%s is the same page, with 404',
    async (typed) => {
      const { status, text } = await visit(`/verify/${typed}`);
      expect(status).toBe(404);
      expect(text).toContain('Aucune attestation ne porte ce code.');
    },
  );

  it('is answered alike to the byte, whether it is malformed or only wrong, but for what was typed', async () => {
    const [wrong, malformed] = ['7Q3M-9XKD-0VTR-2H5C', '7Q3M-9XKD-0VTR-2H5U'];
    const bodies = [];
    for (const typed of [wrong, malformed]) {
      const { html, headers } = await visit(`/verify/${typed}`);
      bodies.push([html.replaceAll(typed, 'CODE'), [...headers.keys()].sort()]);
    }
    expect(bodies[0]).toEqual(bodies[1]);
  });
});

describe('the form where a code is typed', () => {
  it('leads to the page of the code, written as on the attestation', async () => {
    const { status, text, html } = await visit('/verify');
    expect(status).toBe(200);
    expect(text).toContain('Code de vérification');
    expect(html).toContain('<form method="get" action="/verify">');
    const typed = await visit('/verify?code=+7q3m9xkd0vtr2h5b+');
    expect([typed.status, typed.location]).toEqual([303, '/verify/7Q3M-9XKD-0VTR-2H5B']);
    expect((await visit('/verify?code=nonsense')).location).toBe('/verify/nonsense');
    expect((await visit('/verify?code=')).status).toBe(200);
  });

  it('is shown again, as it was typed, where the code is unknown', async () => {
    expect((await visit('/verify/nonsense')).html).toContain('value="nonsense"');
  });
});

describe('guessing', () => {
  const LIMIT = 30;

  it('is stopped after thirty codes that name nothing, in French, and says when to come back', async () => {
    const { code } = await attested(site);
    for (let one = 0; one < 2 * LIMIT; one += 1) expect((await visit(`/verify/${code}`)).status).toBe(200);
    const other = await openSite();
    const miss = () => other.visit(null, '/verify/0000-0000-0000-0000');
    for (let one = 0; one < LIMIT; one += 1) expect((await miss()).status).toBe(404);
    const { status, text, headers } = await miss();
    expect([status, headers.get('retry-after')]).toEqual([429, '600']);
    expect(text).toContain('Trop de demandes');
    const program = await fetch(`${other.house.url}/verify/x`, { headers: { accept: 'application/json' } });
    expect([program.status, program.headers.get('retry-after')]).toEqual([429, '600']);
    expect(await program.json()).toMatchObject({ code: 'rate_limited' });
    expect((await other.visit(null, '/verify')).status).toBe(200);
    await other.close();
  });

  it('stops one address and no other, right codes included, and counts wrong ones only', async () => {
    const app = express().set('trust proxy', 'loopback');
    app.get('/verify/:code', perGuessingAddress(), ({ params }, response) => {
      response.sendStatus(params.code === 'right' ? 200 : 404);
    });
    const tell: ErrorRequestHandler = (_error, _request, response, _next) => void response.sendStatus(429);
    const server = app.use(tell).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/verify`;
    const ask = async (address: string, code: string) =>
      (await fetch(`${url}/${code}`, { headers: { 'x-forwarded-for': address } })).status;
    const [me, you] = ['192.0.2.1', '192.0.2.2'];
    for (let one = 0; one < 2 * LIMIT; one += 1) expect(await ask(me, 'right')).toBe(200);
    for (let one = 0; one < LIMIT; one += 1) expect(await ask(me, 'wrong')).toBe(404);
    expect([await ask(me, 'wrong'), await ask(me, 'right')]).toEqual([429, 429]);
    expect([await ask(you, 'wrong'), await ask(you, 'right')]).toEqual([404, 200]);
    server.close();
  });
});
