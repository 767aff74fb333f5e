import { aPdf } from '../journeys/enrolments.ts';
import { openWorld, type World } from '../journeys/world.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import { journey, type Person, personAt } from './people.ts';

let world: World;
let browser: TestBrowser | undefined;
let me: Person;
let notice = '';

/** The first administrator's, for every role. */
const MY_EMAIL = 'administration@example.org';

const tell = (told: string) => {
  notice = told;
};

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorld({ tell }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const becomes = async (role: string) => {
  await me.page.locator('details.account > summary').click();
  await me.presses(`Continuer comme ${role}`);
  await me.reads(`Vous agissez maintenant comme ${role}.`);
};

const setting = async (name: string) => {
  await me.page.getByText('Réglages', { exact: true }).click();
  await me.follows(name);
};

/** Fills a field whose label is exactly this. */
const writes = (label: string, value: string) => me.page.getByLabel(label, { exact: true }).fill(value);

/** Enrols oneself in one’s own certification, and is made one’s own tutor. */
const enrolsOneself = async () => {
  await me.follows('Inscrire');
  await writes('Nom', 'Riou');
  await writes('Prénom', 'Ada');
  await writes('Adresse électronique', MY_EMAIL);
  await me.page.getByLabel('Certification visée').selectOption('LIC-LOG');
  await me.fills({ 'Unités d’enseignement validées': '2', 'Expérience professionnelle, en mois': '12' });
  await me.ticks('L’auditeur lui-même');
  await me.fills({ 'CGV acceptées le': await world.today(), 'Motif de l’inscription hors période': 'Essai' });
  await me.presses('Inscrire');
  await me.follows('Affecter un tuteur');
  await me.ticks('Ada Riou');
  await me.presses('Affecter un tuteur');
  await me.reads('Le tuteur est affecté');
};

const booksTheMeeting = async () => {
  await me.follows('Fixer le rendez-vous');
  await me.page.getByLabel('Créneau').selectOption({ index: 1 });
  await me.presses('Fixer le rendez-vous');
  await me.reads('Le rendez-vous est fixé');
};

const saysThatItWasHeld = async () => {
  await me.follows('Ada Riou');
  await me.follows('Rendre compte du rendez-vous');
  for (const box of await me.page.locator('#tenu').getByRole('checkbox').all()) await box.check();
  await me.fills({ 'Date à laquelle il s’est tenu': await world.today() });
  await me.presses('Enregistrer le compte rendu');
  await me.reads('Le compte rendu est enregistré');
};

/** Opens, among several enrolments of oneself, the one that still runs. */
let opensOnesOwn = async () => {};

/** From the report to the avis, by turns as the auditeur and as the tutor. */
const playsToTheAvis = async (criterion: 'Satisfait' | 'Non satisfait', mention: 'Validé' | 'Non validé') => {
  await becomes('auditeur');
  await opensOnesOwn();
  await me.follows('Déposer mon rapport');
  const { name, content } = await aPdf(7);
  await me.page
    .getByLabel('Rapport d’activité')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(content) });
  await me.presses('Déposer');
  await me.reads('Le rapport est déposé');
  await becomes('tuteur');
  await me.follows('Transmettre la correction');
  await me.fills({ Remarques: 'Précisez la partie 2.' });
  await me.presses('Transmettre la correction');
  await me.reads('La correction est transmise');
  await becomes('auditeur');
  await opensOnesOwn();
  await me.follows('Déposer mon rapport révisé');
  await me.ticks('Il reste inchangé');
  await me.presses('Envoyer');
  await me.reads('C’est enregistré');
  await becomes('tuteur');
  await me.follows('Rendre l’avis');
  for (const answer of await me.page.getByLabel(criterion, { exact: true }).all()) await answer.check();
  await me.page.getByLabel(mention, { exact: true }).check();
  await me.fills({ Motivation: 'Un rapport à sa place.' });
  await me.presses('Relire avant de rendre');
  await me.presses('Rendre l’avis');
  await me.reads('L’avis est rendu');
};

describe('From the link that is printed at the start, alone, in a real browser', () => {
  const step = journey(() => browser !== undefined);

  step('one signs in, and is told where to begin', async () => {
    me = await personAt(world, browser!, MY_EMAIL);
    await me.go(/http:\S+/.exec(notice)![0]);
    await me.presses('Me connecter');
    await me.reads('À faire', 'Pour commencer');
  });

  step('adds a certification with a form, and a tutor: oneself', async () => {
    await me.follows('Relisez les certifications');
    await me.follows('Ajouter une certification');
    await writes('Intitulé', 'Licence Logistique');
    await writes('Code', 'LIC-LOG');
    await writes('Expérience professionnelle minimale, en mois', '12');
    await writes('Code de l’unité 1', 'UA-LOG');
    await writes('Intitulé de l’unité 1', 'Rapport d’activité en logistique');
    await me.presses('Enregistrer');
    await me.reads('Licence Logistique est ajoutée', 'Critère 1');
    await setting('Tuteurs');
    await me.follows('Ajouter un tuteur');
    await writes('Prénom', 'Ada');
    await writes('Nom', 'Riou');
    await writes('Adresse électronique', MY_EMAIL);
    await me.ticks('Licence Logistique');
    await me.fills({ 'Agréé par le certificateur le': await world.today() });
    await me.presses('Enregistrer');
    await me.reads('Ada Riou peut désormais être affecté à des dossiers.');
  });

  step('adds a user, who is in the audit log', async () => {
    await me.page.getByText('Administration', { exact: true }).click();
    await me.follows('Utilisateurs');
    await me.follows('Ajouter un utilisateur');
    await writes('Prénom', 'Léa');
    await writes('Nom', 'Moreau');
    await writes('Adresse électronique', 'lea.moreau@example.org');
    await me.ticks('Gestionnaire');
    await me.presses('Enregistrer');
    await me.reads('Moreau Léa');
    await me.page.getByText('Administration', { exact: true }).click();
    await me.follows('Journal d’audit');
    await me.reads(/Léa Moreau/, /Licence Logistique/);
  });

  step('enrols oneself, and is one’s own tutor', enrolsOneself);

  step('books the meeting as the auditeur, and says as the tutor that it was held already', async () => {
    await becomes('auditeur');
    await booksTheMeeting();
    await becomes('tuteur');
    await saysThatItWasHeld();
  });

  step('plays both to the attestation', async () => {
    await playsToTheAvis('Satisfait', 'Validé');
    await becomes('auditeur');
    await me.reads('Félicitations', 'Télécharger l’attestation');
  });

  step('reads the figures of it as a manager, of too few to tell how satisfied people are', async () => {
    await becomes('administrateur');
    await me.follows('Pilotage');
    await me.reads('Inscriptions', /1 sur 1 avis/, 'effectif insuffisant');
  });

  step(
    'enrols oneself once more, now that the first enrolment is closed, and plays it to an unfavourable avis',
    async () => {
      await enrolsOneself();
      await becomes('auditeur');
      opensOnesOwn = () => me.follows(/^Ouvrir le dossier UA-\d+-00002$/);
      await opensOnesOwn();
      await booksTheMeeting();
      await becomes('tuteur');
      await saysThatItWasHeld();
      await playsToTheAvis('Non satisfait', 'Non validé');
    },
  );

  step('records the follow-up, which the list of what to do asks for, and reads it as the auditeur', async () => {
    await becomes('administrateur');
    await me.follows('À faire');
    await me.reads('Suites à donner (1)');
    await me.follows(/^Enregistrer l’échange/);
    await me.ticks('Une nouvelle inscription');
    await me.fills({ 'Résumé de l’échange': 'Une année de plus en poste, puis une nouvelle inscription.' });
    await me.presses('Enregistrer et clore le dossier');
    await me.reads('L’échange est enregistré, et le dossier est clos.');
    await becomes('auditeur');
    await opensOnesOwn();
    await me.reads('La suite convenue avec votre centre est plus bas', 'Une année de plus en poste');
  });
});
