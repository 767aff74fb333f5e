import { addDays } from '../../domain/dates.ts';
import { endAll, openWorldOn } from '../journeys/almanac.ts';
import {
  aPdf,
  type Dossier,
  favourable,
  withCorrection,
  withPlanning,
  withRevision,
  withTutor,
} from '../journeys/enrolments.ts';
import type { World } from '../journeys/world.ts';
import { openBrowser, PHONE, type TestBrowser } from './browser.ts';
import { enters, tabsTo } from './keyboard.ts';
import { journey, linkIn, mailTo, opensByMail, personAt, personIn } from './people.ts';

let world: World;
let browser: TestBrowser | undefined;

const LEA = 'lea.moreau@example.org';
const HELENE = 'helene.marchand@example.org';

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorldOn('2037-10-05'), openBrowser()]);
  const { administrator } = world;
  await administrator.post('/users', { firstName: 'Léa', lastName: 'Moreau', email: LEA, role: 'staff' });
  await administrator.post('/users', { firstName: 'Hélène', lastName: 'Marchand', email: HELENE, role: 'manager' });
});
afterAll(async () => {
  await endAll(world);
  await browser?.close();
  await world?.close();
});

const pageOf = ({ id }: Dossier) => `/dossiers/${id}`;

describe('An unfavourable avis and its follow-up (R21), with the keyboard alone', () => {
  const step = journey(() => browser !== undefined);
  let dossier: Dossier;

  step('the tutor skips the header, fills in the form, reads it again and gives it', async () => {
    dossier = await withRevision(world);
    const { page, go, reads, leaves } = await personIn(world, browser!, dossier.tutorEmail, { as: 'tutor' });
    await go(pageOf(dossier));
    await enters(page, page.getByRole('link', { name: 'Aller au contenu' }));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('contenu');
    await enters(page, page.getByRole('link', { name: 'Rendre l’avis motivé' }));
    await reads('Grille d’évaluation');
    for (const criterion of await page.locator('.criterion').all()) {
      await tabsTo(page, criterion.getByLabel('Satisfait', { exact: true }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      await page.keyboard.type('À reprendre.');
    }
    await tabsTo(page, page.getByLabel('Validé', { exact: true }));
    await page.keyboard.press('ArrowDown');
    await tabsTo(page, page.getByLabel('Motivation'));
    await page.keyboard.type('L’analyse reste à conduire.');
    await enters(page, page.getByRole('button', { name: 'Relire avant de rendre' }));
    await reads('le centre le contacte pour construire la suite');
    await enters(page, page.getByRole('button', { name: 'Rendre l’avis' }));
    await reads('L’avis est rendu');
    await leaves();
  });

  step('staff find it in what is to do, and record what was agreed with the auditeur', async () => {
    const { page, go, reads, leaves } = await personIn(world, browser!, LEA);
    await go('/a-faire');
    await enters(page, page.getByRole('link', { name: /Enregistrer l’échange/ }));
    await reads('Ce qui a été convenu');
    await tabsTo(page, page.getByLabel('Une nouvelle inscription à la prestation'));
    await page.keyboard.press('Space');
    await tabsTo(page, page.getByLabel('Résumé de l’échange'));
    await page.keyboard.type('Une nouvelle inscription au second semestre, avec le même tuteur.');
    await enters(page, page.getByRole('button', { name: 'Enregistrer et clore le dossier' }));
    await reads('L’échange est enregistré', 'Non validé');
    await leaves();
  });

  step('the auditeur reads both, and gets no attestation', async () => {
    const auditeur = await personAt(world, browser!, dossier.email, { size: PHONE });
    await opensByMail(world, auditeur, /avis sur votre rapport/);
    await auditeur.reads('L’analyse reste à conduire.', 'Une nouvelle inscription au second semestre');
    expect(await auditeur.page.getByText('Télécharger l’attestation').count()).toBe(0);
    await auditeur.leaves();
  });
});

describe('Other ends and turns, in a real browser', () => {
  const told = (title: string, play: () => Promise<void>) => journey(() => browser !== undefined)(title, play);

  told('an auditeur gives up from their page, and is asked for a reason before', async () => {
    const dossier = await withPlanning(world);
    const auditeur = await personIn(world, browser!, dossier.email, { size: PHONE });
    await auditeur.go(pageOf(dossier));
    await auditeur.follows('Abandonner l’accompagnement');
    await auditeur.reads('C’est définitif.');
    await auditeur.fills({ 'Motif de l’abandon': 'Je change de poste.' });
    await auditeur.presses('Abandonner mon accompagnement');
    await auditeur.reads('L’abandon est enregistré', 'Ce dossier est clos');
    await mailTo(world, dossier.tutorEmail, /abandon/i);
    await auditeur.leaves();
  });

  told('a reminder’s link is of no use once the thing is done; another one is mailed when asked for', async () => {
    const dossier = await withTutor(world);
    await world.goTo(addDays(await world.today(), 10));
    const reminder = linkIn(await mailTo(world, dossier.email, /^Rappel/));
    await dossier.staff.post(`${dossier.path}/meeting`, {
      startsAt: `${addDays(await world.today(), 8)}T09:00:00.000Z`,
    });
    const auditeur = await personAt(world, browser!, dossier.email, { size: PHONE });
    await auditeur.go(reminder);
    await auditeur.reads('Ce lien ne sert plus');
    await auditeur.presses('Recevoir un nouveau lien');
    await auditeur.reads('un lien personnel vient d’y être envoyé');
    await opensByMail(world, auditeur, /^Votre lien personnel/);
    await auditeur.reads('Mon accompagnement', 'Premier rendez-vous');
    await auditeur.leaves();
  });

  told('staff record what was done outside with its real date; the deadline counts from it (R35)', async () => {
    const dossier = await withPlanning(world);
    const held = await world.today();
    await world.goTo(addDays(held, 7));
    const staff = await personIn(world, browser!, LEA);
    await staff.go(pageOf(dossier));
    await staff.follows('Enregistrer le rapport reçu');
    const { name, content } = await aPdf(6);
    await staff.page
      .getByLabel('Rapport d’activité')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(content) });
    await staff.fills({ 'Date de réception': addDays(held, 2), Note: 'Reçu par courrier.' });
    await staff.presses('Déposer');
    await staff.reads('Le rapport est déposé');
    const { documents } = await dossier.staff.get(dossier.path);
    expect(documents[0].receivedOn).toBe(addDays(held, 2));
    await staff.leaves();
  });

  told('a manager corrects an avis, with a reason; the first attestation is replaced', async () => {
    const dossier = await withRevision(world);
    await dossier.tutor.post(`${dossier.path}/avis`, favourable(dossier));
    const { verificationUrl } = (await dossier.staff.get(dossier.path)).attestation;
    const manager = await personIn(world, browser!, HELENE);
    await manager.go(pageOf(dossier));
    await manager.follows('Corriger l’avis');
    await manager.fills({
      Motivation: 'Complet, analysé et illustré.',
      'Motif de la correction': 'Motivation incomplète.',
    });
    await manager.presses('Relire avant de rendre');
    await manager.presses('Corriger l’avis');
    await manager.reads('L’avis est corrigé');
    await manager.go(verificationUrl);
    await manager.reads('Attestation remplacée');
    await manager.leaves();
  });

  told('a tutor is replaced in the middle, and no longer sees the enrolment', async () => {
    const dossier = await withCorrection(world);
    const [former, staff] = [
      await personIn(world, browser!, dossier.tutorEmail, { as: 'tutor', size: PHONE }),
      await personIn(world, browser!, LEA),
    ];
    await former.go(pageOf(dossier));
    await former.reads('Alix Exemple');
    await staff.go(`${pageOf(dossier)}/tuteur`);
    await staff.page.getByRole('radio').first().check();
    await staff.fills({ Motif: 'Congé du tuteur.' });
    await staff.presses('Remplacer le tuteur');
    await staff.reads('Le tuteur est affecté');
    expect((await former.page.reload())?.status()).toBe(404);
    await Promise.all([former.leaves(), staff.leaves()]);
  });
});
