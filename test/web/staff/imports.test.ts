import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { AT } from '../../api/house.ts';
import { devServer } from '../../environment/temporal.ts';
import { openSite, type Site, visitorOf } from '../site.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
beforeAll(async () => {
  temporal = await devServer();
  site = await openSite({ temporal });
  site.house.setTime(AT);
});
afterAll(async () => {
  await site?.close();
  await temporal?.teardown();
});

const staff = visitorOf('staff');

const HEADINGS =
  'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois);Version des CGV;CGV acceptées le;Inscription;Humeur';
const line = (name: string, { email = `${randomUUID()}@example.org`, units = '2' } = {}) =>
  `${name};Aline;${email};LIC-GEST;individuel;${units};60;2024;01/10/2026;05/10/2026;bonne`;

const csv = (...lines: string[]) => new File([[HEADINGS, ...lines].join('\r\n')], 'rentrée.csv', { type: 'text/csv' });

async function upload(file: Blob): Promise<string> {
  const { status, location } = await site.send(staff, '/dossiers/import', { file });
  expect(status).toBe(303);
  return location!;
}

const countOf = async (email: string) =>
  (await site.house.database('enrolments').where({ auditeur_email: email })).length;

describe('Importing enrolments on pages', () => {
  it('says which columns and codes there are, and gives a file to fill in', async () => {
    const { text } = await site.visit(staff, '/dossiers/import');
    for (const title of ['Adresse électronique', 'Motif hors période', 'LIC-GEST', 'UA-GEST-2'])
      expect(text).toContain(title);
    const { headers, html } = await site.visit(staff, '/dossiers/import/modele.csv');
    expect(headers.get('content-disposition')).toContain('inscriptions.csv');
    expect(html).toContain('Nom;Prénom;Adresse électronique');
  });

  it('shows each mistake at its cell, and what is ready, before anything is enrolled', async () => {
    const email = `${randomUUID()}@example.org`;
    const path = await upload(
      csv(line('Prête', { email }), line('Fautive', { units: 'deux' }), line('Courte', { units: '1' })),
    );
    const { text, html } = await site.visit(staff, path);
    expect(text).toContain('rentrée.csv');
    expect(text).toContain('À corriger (2)');
    expect(text).toContain('Unités validées «\u00a0deux\u00a0»\u00a0: attend un nombre entier');
    expect(text).toContain('au moins 2 unités');
    expect(text).toContain('Prêtes (1)');
    expect(text).toContain('120\u00a0€');
    expect(text).toContain('ne lit pas\u00a0: Humeur');
    expect(html).toContain('et laisser les autres');
    expect(await countOf(email)).toBe(0);
  });

  it('gives the lines to correct as a file, which is taken once corrected; those enrolled already are apart', async () => {
    const [one, two] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.org`];
    const wrong = line('Seconde', { email: two, units: 'deux' });
    const path = await upload(csv(line('Première', { email: one }), wrong));
    await site.send(staff, `${path}/confirmation`, { withoutRefused: 'true' });
    expect((await until(path, 'Import terminé')).html).toContain('href="/a-faire/tuteurs-a-affecter"');
    const { html: file, headers } = await site.visit(staff, `${path}/a-corriger.csv`);
    expect(headers.get('content-disposition')).toContain('inscriptions-a-corriger.csv');
    const [headings, row, ...others] = file.trim().split('\r\n');
    expect([headings!.endsWith(';Ligne d’origine;À corriger'), others]).toEqual([true, []]);
    expect(row).toMatch(/^Seconde;Aline;.*;3;Unités validées\u00a0: attend un nombre entier\.$/);
    const corrected = new File([file.replace(';deux;', ';2;'), line('Première', { email: one })], 'corrigé.csv');
    const { text } = await site.visit(staff, await upload(corrected));
    expect(text).toContain('1\u00a0ligne prête à être importée, 1 déjà inscrite.');
    expect(text).toContain('Déjà inscrites (1)');
    expect(text).not.toContain('À corriger');
    expect(text).not.toContain('ne lit pas');
  });

  it('reads what our own spreadsheets keep from being computed', async () => {
    const path = await upload(csv(line("'-Le Bihan"), line("'+Durand", { units: '1' })));
    expect((await site.visit(staff, path)).text).toContain(' -Le Bihan Aline ');
    expect((await site.visit(staff, `${path}/a-corriger.csv`)).html).toContain("\r\n'+Durand;");
  });

  it('enrols once confirmed, and leads to each enrolment', async () => {
    const [one, two] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.org`];
    const path = await upload(
      csv(line('Une', { email: one }), line('Deux', { email: two }), line('Non', { units: '0' })),
    );
    const refused = await site.send(staff, `${path}/confirmation`);
    expect(refused.status).toBe(422);
    const key = randomUUID();
    const sent = await Promise.all(
      [1, 2, 3].map(() => site.send(staff, `${path}/confirmation`, { withoutRefused: 'true', cle: key })),
    );
    for (const { status, location } of sent) expect([status, location]).toEqual([303, path]);
    const { text, html } = await until(path, 'Import terminé');
    expect(text).toContain('2\u00a0dossiers ont été ouverts.');
    expect(html.match(/href="\/dossiers\/[0-9a-f-]{36}"/g)).toHaveLength(2);
    for (const name of ['Une Aline', 'Deux Aline']) expect(text).toContain(name);
    for (const email of [one, two]) expect(await countOf(email)).toBe(1);
  });

  it('says what is wrong with a file, under its field', async () => {
    for (const [file, message] of [
      [new File(['Nom;Prénom\nA;B'], 'a.csv'), 'Il manque au fichier'],
      [new File(['%PDF-1.7\n\u0001'], 'a.pdf'), 'ne peut pas être lu'],
      [new File([''], 'vide.csv'), 'Le fichier est vide'],
      [new File(['x'.repeat(2_200_000)], 'gros.csv'), 'dépasse 2\u00a0Mio'],
    ] as const) {
      const { status, text, html } = await site.send(staff, '/dossiers/import', { file });
      expect([413, 422]).toContain(status);
      expect(text).toContain(message);
      expect(html).toContain('href="#champ-file"');
    }
    const none = await site.send(staff, '/dossiers/import');
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('Choisissez un fichier')]);
  });

  it('shows what is written in a file as text', async () => {
    const path = await upload(csv(line('<script>alert(1)</script>'), line('<img src=x>', { units: '<b>' })));
    const { html } = await site.visit(staff, path);
    expect(html).not.toMatch(/<script>alert|<img src=x|<b>/);
  });

  it('is seen by nobody else', async () => {
    const path = await upload(csv(line('Privée')));
    expect((await site.visit(visitorOf('staff'), path)).status).toBe(404);
    expect((await site.visit(visitorOf('staff'), `${path}/a-corriger.csv`)).status).toBe(404);
    expect((await site.send(visitorOf('manager'), `${path}/confirmation`)).status).toBe(404);
    expect((await site.visit(visitorOf('tutor'), path)).status).toBe(403);
    expect((await site.visit(staff, '/dossiers/import/pas-un-import')).status).toBe(404);
  });

  it('shows many lines page by page', async () => {
    const path = await upload(csv(...Array.from({ length: 130 }, (_, index) => line(`Nom${index}`))));
    const first = await site.visit(staff, path);
    expect(first.html).toContain('Importer 130\u00a0lignes');
    const next = /href="([^"]+)" rel="next"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&');
    const second = await site.visit(staff, next!);
    expect(second.text).toContain('Nom129');
    expect(second.text).not.toContain('Nom99 ');
  });
});

async function until(path: string, words: string) {
  for (let turn = 0; turn < 100; turn += 1) {
    const page = await site.visit(staff, path);
    if (page.text.includes(words)) return page;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${path} never says: ${words}`);
}
