import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { devServer } from '../environment/temporal.ts';
import { openSite, type Site } from './site.ts';
import { tell } from './stories.ts';

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

describe('giving up, on a page (R33)', () => {
  it('says what follows before anything is done, and is refused to whom it does not concern', async () => {
    const story = await tell(site, 'tutor');
    const { status, text, html } = await site.visit(story.auditeur, `${story.page}/abandon`);
    expect(status).toBe(200);
    expect(text).toContain('C’est définitif.');
    expect(html).toContain('Abandonner mon accompagnement');
    expect((await site.visit(story.tutor, `${story.page}/abandon`)).status).toBe(403);
    expect((await site.visit(story.others.auditeur, `${story.page}/abandon`)).status).toBe(404);
    const nobody = await site.visit(null, `${story.page}/abandon`);
    expect([nobody.status, nobody.location]).toEqual([
      303,
      `/connexion?suite=${encodeURIComponent(`${story.page}/abandon`)}`,
    ]);
  });

  it('without a reason, the form is shown again with what was typed and what is wrong', async () => {
    const story = await tell(site, 'tutor');
    const { status, html, text } = await site.send(story.auditeur, `${story.page}/abandon`, { reason: '  ' });
    expect(status).toBe(422);
    expect(text).toMatch(/motif/i);
    expect(html).toMatch(/href="#champ-reason"/);
    expect(html).toMatch(/<textarea[^>]*aria-invalid="true"/);
  });

  it('with one, the enrolment is closed; sent twice, once', async () => {
    const story = await tell(site, 'tutor');
    const fields = { reason: 'Je change de métier.', cle: 'une-seule-fois' };
    const sent = await Promise.all([1, 2].map(() => site.send(story.auditeur, `${story.page}/abandon`, fields)));
    for (const { status, location } of sent) expect([status, location]).toEqual([303, story.page]);
    const { body } = await site.house.ask('GET', `/api/enrolments/${story.id}`);
    expect(body.outcome).toBe('withdrawn');
    const again = await site.send(story.auditeur, `${story.page}/abandon`, { reason: 'Encore.' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Action impossible');
  });

  it('a form without its token does nothing', async () => {
    const story = await tell(site, 'tutor');
    const { status } = await site.send(story.auditeur, `${story.page}/abandon`, { reason: 'x', _csrf: 'other' });
    expect(status).toBe(403);
  });
});
