import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import ICAL from 'ical.js';
import { MOST_DOWNLOADS } from '../../web/dossier/limit.ts';
import { devServer } from '../environment/temporal.ts';
import { headersOf, openSite, type Site } from './site.ts';
import { aPdf, type Stage, type Story, tell } from './stories.ts';

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

type Who = 'auditeur' | 'tutor' | 'staff' | 'manager' | 'administrator';
const EVERYONE: readonly Who[] = ['auditeur', 'tutor', 'staff', 'manager', 'administrator'];

const visits = async (story: Story, path = '') =>
  Object.fromEntries(
    await Promise.all(EVERYONE.map(async (who) => [who, await site.visit(story[who], story.page + path)] as const)),
  ) as Record<Who, Awaited<ReturnType<Site['visit']>>>;

/** Where the button leads that says what is to be done now. */
const mainAct = (html: string) => /class="turn mine[\s\S]*?class="button primary" href="([^"]+)"/.exec(html)?.[1];

describe('the page of an enrolment', () => {
  it.each<[Stage, Who | 'nobody', string]>([
    ['registered', 'staff', 'tuteur'],
    ['tutor', 'auditeur', 'rendez-vous'],
    ['meeting', 'nobody', ''],
    ['held', 'auditeur', 'rapport'],
    ['report', 'tutor', 'correction'],
    ['correction', 'auditeur', 'revision'],
    ['revision', 'tutor', 'avis'],
    ['avis', 'nobody', ''],
    ['refused', 'staff', 'suite'],
    ['withdrawn', 'nobody', ''],
  ])('once %s: it is the turn of %s, and of nobody else, to go to /%s', async (stage, whose, act) => {
    const story = await tell(site, stage);
    const seen = await visits(story);
    const isWhose = (who: Who) => who === whose || (whose === 'staff' && who !== 'auditeur' && who !== 'tutor');
    for (const who of EVERYONE.filter((one) => one !== 'tutor' || stage !== 'registered')) {
      const { status, text, html } = seen[who];
      expect(status).toBe(200);
      expect([who, text.includes('C’est à vous')]).toEqual([who, isWhose(who)]);
      expect([who, mainAct(html)]).toEqual([who, isWhose(who) ? `${story.page}/${act}` : undefined]);
    }
  });

  it('concerns those whom it concerns', async () => {
    const story = await tell(site, 'report');
    for (const other of [story.others.auditeur, story.others.tutor])
      for (const path of ['', '/journal', '/rendez-vous.ics'])
        expect((await site.visit(other, story.page + path)).status).toBe(404);
  });

  it('shows the price and what staff wrote to staff only; whom to reach for the meeting, with whose turn it is', async () => {
    const story = await tell(site, 'tutor', { lateReason: 'Dossier papier égaré', pathReference: 'PARC-9' });
    const seen = await visits(story);
    const turnOf = ({ html }: { html: string }) => /<section class="turn[\s\S]*?<\/section>/.exec(html)?.[0];
    expect(turnOf(seen.auditeur)).toContain(`mailto:${story.tutor.email}`);
    expect(turnOf(seen.tutor)).toContain(`mailto:${story.auditeur.email}`);
    expect(turnOf(seen.staff)).not.toContain('mailto:');
    for (const who of EVERYONE) {
      const isStaff = who !== 'auditeur' && who !== 'tutor';
      for (const text of ['120\u00a0€', 'Dossier papier égaré', 'PARC-9'])
        expect([who, seen[who].text.includes(text)]).toEqual([who, isStaff]);
    }
  });

  it('offers the acts that the API says, each to whom it says', async () => {
    const story = await tell(site, 'held');
    const seen = await visits(story);
    const offered = (who: Who) =>
      [...seen[who].html.matchAll(new RegExp(`href="${story.page}/([a-z-]+)"`, 'g'))].map(([, act]) => act);
    expect(offered('auditeur')).toEqual(expect.arrayContaining(['rapport', 'abandon', 'journal', 'releve']));
    expect(offered('auditeur')).not.toEqual(expect.arrayContaining(['planning']));
    expect(offered('tutor')).toEqual(expect.arrayContaining(['planning', 'temps']));
    expect(offered('tutor')).not.toContain('abandon');
    expect(offered('staff')).not.toContain('limite');
    expect(offered('manager')).toContain('limite');
  });

  it('leads to a calendar file while a meeting is booked', async () => {
    const story = await tell(site, 'meeting');
    const { html, text } = await site.visit(story.auditeur, story.page);
    expect(html).toContain(`${story.page}/rendez-vous.ics`);
    expect(text).toContain('https://visio.example.org/salle');
    const file = await site.visit(story.tutor, `${story.page}/rendez-vous.ics`);
    expect(file.headers.get('content-type')).toContain('text/calendar');
    const event = new ICAL.Component(ICAL.parse(file.html)).getFirstSubcomponent('vevent')!;
    expect(String(event.getFirstPropertyValue('uid'))).toBe(`meeting-${story.id}@jalons`);
    const held = await tell(site, 'held');
    expect((await site.visit(held.tutor, `${held.page}/rendez-vous.ics`)).status).toBe(404);
  });

  it('keeps every version of the report, the last one first', async () => {
    const story = await tell(site, 'report');
    await site.send(story.auditeur, `${story.page}/rapport`, { file: await aPdf(2) });
    const { text } = await site.visit(story.tutor, story.page);
    expect(text).toMatch(/2\u00a0pages.*La version précédente.*7\u00a0pages/);
  });

  it('R20: shows each avis with the criteria as they were called in the form that it was given on', async () => {
    const story = await tell(site, 'avis');
    const { database } = site.house;
    const { body } = await site.house.ask('GET', '/api/certifications');
    const { evaluation } = body.items.find(({ code }: { code: string }) => code === 'LIC-GEST');
    const [first, ...others] = evaluation.criteria;
    const renamed = { kind: evaluation.kind, criteria: [{ ...first, label: 'Rebaptisé depuis' }, ...others] };
    await site.house.ask('PATCH', '/api/certifications/LIC-GEST', { body: { evaluation: renamed } });
    expect((await site.visit(story.tutor, story.page)).text).not.toContain('Rebaptisé depuis');
    const criteria = evaluation.criteria.map(({ id }: { id: string }) => ({ id, met: true }));
    const corrected = { mention: 'validated', motivation: 'Relu.', criteria, reason: 'Faute de frappe' };
    await site.house.ask('POST', `/api/enrolments/${story.id}/avis/correction`, { body: corrected });
    const last = database('avis').where({ enrolment_id: story.id, version: 2 });
    expect(await last.update({ form_version: evaluation.version + 1 })).toBe(1);
    const { text } = await site.visit(story.tutor, story.page);
    const [ofLast, ofFormer] = text.split('Les avis précédents');
    expect([ofLast!.includes('Rebaptisé depuis'), ofLast!.includes(first.label)]).toEqual([true, false]);
    expect([ofFormer!.includes('Rebaptisé depuis'), ofFormer!.includes(first.label)]).toEqual([false, true]);
    await site.house.ask('PATCH', '/api/certifications/LIC-GEST', { body: { evaluation } });
  });

  it('says what people wrote as they wrote it, and runs none of it', async () => {
    const evil = '<script>alert(1)</script>';
    const story = await tell(site, 'correction', {
      auditeur: { firstName: '<b>Aline', lastName: '"Durand', email: 'evil@example.org' },
      lateReason: evil,
    });
    const { html } = await site.visit(story.staff, story.page);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<b>Aline');
    expect(html).toContain('&lt;b&gt;Aline');
  });
});

describe('the papers of an enrolment', () => {
  it('are downloaded from its page by those concerned, once they can be had', async () => {
    const story = await tell(site, 'avis');
    const { html } = await site.visit(story.auditeur, story.page);
    for (const paper of ['attestation', 'evaluation', 'releve', 'certificat-de-realisation']) {
      const path = `${story.page}/${paper}.pdf`;
      expect(html).toContain(`href="${path}"`);
      const { status, headers } = await site.visit(story.tutor, path);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect((await site.visit(story.others.auditeur, path)).status).toBe(404);
    }
    const early = await tell(site, 'held');
    const before = await site.visit(early.auditeur, early.page);
    expect(before.html).not.toContain('attestation.pdf');
    expect((await site.visit(early.auditeur, `${early.page}/attestation.pdf`)).status).toBe(409);
  });
});

describe('what one visitor downloads', () => {
  it('is limited in number, whatever it is, and theirs alone: then a page says so', async () => {
    const story = await tell(site, 'registered');
    const paths = ['/attestation.pdf', '/rendez-vous.ics', `/documents/${randomUUID()}`];
    const headers = headersOf(story.auditeur);
    const statusOf = async (path: string) => (await fetch(site.house.url + path, { headers })).status;
    const seen: number[] = [];
    for (let many = 0; many < MOST_DOWNLOADS; many += 20) {
      const some = Array.from({ length: 20 }, (_, rank) => story.page + paths[rank % paths.length]);
      seen.push(...(await Promise.all(some.map(statusOf))));
    }
    expect(seen).not.toContain(429);
    const { status, text, ...last } = await site.visit(story.auditeur, `${story.page}/attestation.pdf`);
    expect([status, last.headers.get('retry-after')]).toEqual([429, '300']);
    expect(text).toContain('Trop de demandes\u00a0: attendez un peu avant de recommencer.');
    expect((await site.visit(story.auditeur, story.page)).status).toBe(200);
    expect((await site.visit(story.staff, `${story.page}/attestation.pdf`)).status).toBe(409);
  });
});

describe('the journal of an enrolment', () => {
  it('is read by those concerned, in order', async () => {
    const story = await tell(site, 'report');
    const { body } = await site.house.ask('GET', `/api/enrolments/${story.id}/journal`);
    for (const who of EVERYONE) {
      const { status, text } = await site.visit(story[who], `${story.page}/journal`);
      expect(status).toBe(200);
      expect(text).toContain('effacé, sauf avec tout le dossier');
      for (const line of body.items)
        expect(text.replaceAll('\u00a0', ' ')).toContain(line.text.replaceAll('\u00a0', ' '));
    }
  });
});
