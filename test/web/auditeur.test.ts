import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from './site.ts';
import { aPdf, tell } from './stories.ts';

let temporal: TestWorkflowEnvironment;
let site: Site;
beforeAll(async () => {
  temporal = await devServer();
  site = await openSite({ temporal });
});
afterAll(async () => {
  await site?.close();
  await temporal?.teardown();
});

const read = async (id: string) => (await site.house.ask('GET', `/api/enrolments/${id}`)).body;

describe('the auditeur’s home', () => {
  it('is their enrolment when they have one, and the list of them when they have several', async () => {
    const one = await tell(site, 'tutor');
    const home = await site.visit(one.auditeur, '/mon-accompagnement');
    expect([home.status, home.location]).toEqual([303, one.page]);
    const { email } = one.auditeur;
    const other = await tell(site, 'registered', {
      auditeur: { firstName: 'Aline', lastName: 'Durand', email },
      certification: 'LIC-INFO',
    });
    const { status, html } = await site.visit(one.auditeur, '/mon-accompagnement');
    expect(status).toBe(200);
    for (const { page } of [one, other]) expect(html).toContain(`href="${page}"`);
  });

  it('says what to do when there is none', async () => {
    const { others } = await tell(site, 'registered');
    expect((await site.visit(others.auditeur, '/mon-accompagnement')).text).toContain('vérifiez avec lui l’adresse');
  });
});

describe('depositing the report, on a page (R12)', () => {
  it('a report of seven pages is taken, and read on the page of the enrolment', async () => {
    const story = await tell(site, 'held');
    expect((await site.visit(story.auditeur, `${story.page}/rapport`)).status).toBe(200);
    const { status, location } = await site.send(story.auditeur, `${story.page}/rapport`, { file: await aPdf(7) });
    expect([status, location]).toEqual([303, story.page]);
    const { html } = await site.visit(story.auditeur, story.page);
    const download = /href="([^"]+\/documents\/[^"]+)"/.exec(html)?.[1];
    const file = await site.visit(story.auditeur, download!);
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="rapport.pdf"');
    expect((await site.visit(story.others.auditeur, download!)).status).toBe(404);
  });

  it('one of eight pages is refused with its number of pages, on the field', async () => {
    const story = await tell(site, 'held');
    const { status, text, html } = await site.send(story.auditeur, `${story.page}/rapport`, { file: await aPdf(8) });
    expect(status).toBe(422);
    expect(text).toContain('8\u00a0pages');
    expect(html).toMatch(/<input[^>]*type="file"[^>]*aria-invalid="true"/);
    expect((await read(story.id)).documents).toEqual([]);
  });

  it('a form without a file, and a file that is none, are refused on the form', async () => {
    const story = await tell(site, 'held');
    const none = await site.send(story.auditeur, `${story.page}/rapport`, { file: new Blob([]) });
    expect(none.status).toBe(422);
    const text = new File(['bonjour'], 'rapport.pdf', { type: 'application/pdf' });
    const wrong = await site.send(story.auditeur, `${story.page}/rapport`, { file: text });
    expect(wrong.status).toBe(415);
    expect(wrong.text).toContain('Déposer le rapport');
  });

  it('htmx is told to go to the enrolment, instead of following inside the page', async () => {
    const story = await tell(site, 'held');
    const form = new FormData();
    form.append('_csrf', 'token-of-tests');
    form.append('file', await aPdf(3));
    const response = await fetch(`${site.house.url}${story.page}/rapport`, {
      method: 'POST',
      body: form,
      headers: {
        'hx-request': 'true',
        'x-visitor': Buffer.from(JSON.stringify(story.auditeur)).toString('base64url'),
      },
    });
    expect([response.status, response.headers.get('hx-redirect')]).toEqual([204, story.page]);
    const stranger = await fetch(`${site.house.url}${story.page}/rapport`, { headers: { 'hx-request': 'true' } });
    expect([stranger.status, stranger.headers.get('hx-redirect')]).toEqual([204, expect.stringMatching(/^.connexion/)]);
  });
});

describe('depositing the revision, on a page', () => {
  it('asks whether it was revised, and takes that it stays unchanged', async () => {
    const story = await tell(site, 'correction');
    const { text } = await site.visit(story.auditeur, `${story.page}/revision`);
    expect(text).toContain('Illustrez la partie 2 par un exemple.');
    const undecided = await site.send(story.auditeur, `${story.page}/revision`, { file: new Blob([]) });
    expect(undecided.status).toBe(422);
    expect(undecided.html).toContain('href="#champ-unchanged"');
    const fileless = await site.send(story.auditeur, `${story.page}/revision`, { unchanged: 'false' });
    expect(fileless.status).toBe(422);
    const { location } = await site.send(story.auditeur, `${story.page}/revision`, { unchanged: 'true' });
    expect(location).toBe(story.page);
    expect((await read(story.id)).step).toBe('final_avis');
  });

  it('takes a revised file', async () => {
    const story = await tell(site, 'correction');
    const fields = { unchanged: 'false', file: await aPdf(6) };
    expect((await site.send(story.auditeur, `${story.page}/revision`, fields)).status).toBe(303);
    expect((await read(story.id)).documents.map(({ kind }: { kind: string }) => kind)).toContain('revision');
  });
});

describe('confirming the tutoring record (R30)', () => {
  it('the auditeur confirms the total that they read; another one is to be read again', async () => {
    const story = await tell(site, 'held');
    const { text, html } = await site.visit(story.auditeur, `${story.page}/releve`);
    expect(text).toContain('30\u00a0minutes');
    expect(html).toContain('name="totalMinutes" value="30"');
    const stale = await site.send(story.auditeur, `${story.page}/releve`, { totalMinutes: '20' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('relisez-le');
    const { location } = await site.send(story.auditeur, `${story.page}/releve`, { totalMinutes: '30' });
    expect(location).toBe(story.page);
    expect((await site.visit(story.tutor, story.page)).text).toContain('Confirmé par Aline Durand');
    expect((await site.visit(story.tutor, `${story.page}/releve`)).status).toBe(403);
  });
});

describe('the satisfaction survey', () => {
  it('opens with the closing after an avis, is answered once, and keeps quiet about who answered what', async () => {
    const open = await tell(site, 'held');
    expect((await site.visit(open.auditeur, `${open.page}/enquete`)).status).toBe(409);
    const story = await tell(site, 'avis');
    expect((await site.visit(story.auditeur, story.page)).html).toContain(`${story.page}/enquete`);
    const unanswered = await site.send(story.auditeur, `${story.page}/enquete`, { comment: 'Très bien' });
    expect(unanswered.status).toBe(422);
    expect(unanswered.html).toContain('Très bien');
    expect(unanswered.text).toContain('Votre réponse\u00a0: est obligatoire.');
    const fields = { satisfaction: '5', comment: 'Très bien' };
    expect((await site.send(story.auditeur, `${story.page}/enquete`, fields)).location).toBe(story.page);
    const again = await site.visit(story.auditeur, `${story.page}/enquete`);
    expect([again.status, again.text]).toEqual([200, expect.stringContaining('Vous avez déjà répondu. Merci')]);
    expect((await site.send(story.auditeur, `${story.page}/enquete`, fields)).status).toBe(409);
    expect((await site.visit(story.auditeur, story.page)).html).not.toContain(`${story.page}/enquete`);
    expect((await site.visit(story.tutor, `${story.page}/enquete`)).status).toBe(403);
  });
});
