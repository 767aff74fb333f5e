import { readFileSync } from 'node:fs';
import { addDays, inFrenchWithWeekday } from '../../domain/dates.ts';
import { openWorldOn } from '../journeys/almanac.ts';
import { aPdf, workingDayIn } from '../journeys/enrolments.ts';
import type { World } from '../journeys/world.ts';
import { accessibilityFaults, DESKTOP, openBrowser, PHONE, type TestBrowser } from './browser.ts';
import { asksForALink, journey, linkIn, mailTo, opensByMail, type Person, personAt, signsInByMail } from './people.ts';

let world: World;
let browser: TestBrowser | undefined;

const LEA = 'lea.moreau@example.org';

beforeAll(async () => {
  [world, browser] = await Promise.all([openWorldOn('2037-10-05'), openBrowser()]);
  await world.administrator.post('/users', { firstName: 'Léa', lastName: 'Moreau', email: LEA, role: 'staff' });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const report = async (pages: number) => {
  const { name, content } = await aPdf(pages);
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(content) };
};

/** Two journeys: scripts run or not; who sits at a desk in one holds a phone in the other. */
const WAYS = [
  { title: 'with scripts', javaScript: true, office: DESKTOP, home: PHONE, email: 'nadia.benali@example.org' },
  { title: 'without scripts', javaScript: false, office: PHONE, home: DESKTOP, email: 'nour.benali@example.org' },
] as const;

describe.each(WAYS)(
  'From a registration to an attestation, in a real browser $title',
  ({ javaScript, office, home, email }) => {
    const step = journey(() => browser !== undefined);
    const staffLook = { javaScript, size: office };
    const look = { javaScript, size: home };
    let staff: Person;
    let auditeur: Person;
    let tutor: Person;
    /** The page of the enrolment. */
    let dossier: string;

    afterAll(() => Promise.all([staff, auditeur, tutor].map((person) => person?.leaves())));

    step('staff sign in by a mailed link, which looking at does not use up', async () => {
      staff = await personAt(world, browser!, LEA, staffLook);
      const link = await asksForALink(world, staff, '/a-faire');
      for (let looks = 0; looks < 3; looks += 1) expect((await fetch(link)).status).toBe(200);
      await staff.go(link);
      await staff.presses('Me connecter');
      await staff.reads('À faire');
      expect(new URL(staff.page.url()).pathname).toBe('/a-faire');
      expect((await fetch(link)).status).toBe(410);
    });

    step('they enrol an auditeur in one form, and see the price before', async () => {
      const { page } = staff;
      const priced = async (text: string) => {
        if (!javaScript) await staff.presses('Vérifier');
        await staff.reads(text);
      };
      await staff.follows('Inscrire');
      await staff.fills({ Nom: 'Benali', Prénom: 'Nadia', 'Adresse électronique': email });
      await page.getByLabel('Certification visée').selectOption('LIC-GEST');
      await staff.fills({ 'Unités d’enseignement validées': '3', 'Expérience professionnelle, en mois': '36' });
      await staff.ticks('Un établissement financeur');
      await priced('170 €');
      await staff.ticks('L’auditeur lui-même');
      await priced('120 €');
      await staff.fills({ 'CGV acceptées le': '2037-10-01' });
      await staff.presses('Inscrire');
      await staff.reads(/Le dossier .* est ouvert/, 'Nadia Benali');
      dossier = new URL(page.url()).pathname;
    });

    step('they assign a tutor from the suggestions, the least loaded first', async () => {
      await staff.follows('Affecter un tuteur');
      await staff.page.getByRole('radio').first().check();
      await staff.presses('Affecter un tuteur');
      await staff.reads('Le tuteur est affecté');
    });

    step('the auditeur books the meeting in two taps from the mail that names the tutor', async () => {
      auditeur = await personAt(world, browser!, email, look);
      await opensByMail(world, auditeur, /tuteur/i);
      await auditeur.follows('Fixer le rendez-vous');
      const day = inFrenchWithWeekday(await workingDayIn(world, 2));
      await auditeur.page.getByLabel('Créneau').selectOption({ label: `${day}, 10\u00a0h` });
      await auditeur.fills({ 'Lien de la visioconférence': 'https://visio.example.org/nadia' });
      await auditeur.presses('Fixer le rendez-vous');
      await auditeur.reads(`Le rendez-vous est fixé au ${day}`);
    });

    step(
      'the tutor records it in two taps from a reminder, with the planning that is proposed and explained',
      async () => {
        await world.goTo(addDays(await workingDayIn(world, 2), 1), '12:00');
        tutor = await personAt(world, browser!, await tutorEmail(), look);
        await opensByMail(world, tutor, /^Rappel : compte rendu/);
        expect(new URL(tutor.page.url()).pathname).toBe(`${dossier}/compte-rendu`);
        await tutor.reads('Ce que Jalons propose');
        const held = tutor.page.locator('#tenu');
        if (javaScript) {
          await held.getByLabel('Date butoir du rapport').fill('2037-12-04');
          await held.getByLabel('Date butoir du rapport').blur();
        } else {
          await tutor.fills({ 'Avec une autre date butoir': '2037-12-04' });
          await tutor.presses('Proposer');
        }
        await tutor.reads(/6 semaines/, /vacances de Noël, zone B/i);
        for (const box of await held.getByRole('checkbox').all()) await box.check();
        await tutor.presses('Enregistrer le compte rendu');
        await tutor.reads('Le compte rendu est enregistré');
      },
    );

    step('a report of eight pages is refused with its count; one of seven is taken', async () => {
      await signsInByMail(world, auditeur);
      await auditeur.follows('Déposer mon rapport');
      await auditeur.page.getByLabel('Rapport d’activité').setInputFiles(await report(8));
      await auditeur.presses('Déposer');
      await auditeur.reads(/8 pages/);
      await auditeur.page.getByLabel('Rapport d’activité').setInputFiles(await report(7));
      await auditeur.presses('Déposer');
      await auditeur.reads('Le rapport est déposé', '7 pages');
    });

    step('the tutor returns the correction from the mail of the deposit', async () => {
      await opensByMail(world, tutor, /^Rapport de .* reçu/);
      expect(new URL(tutor.page.url()).pathname).toBe(`${dossier}/correction`);
      await tutor.fills({ Remarques: 'Précisez vos responsabilités.\n\nIllustrez la partie 2 par un exemple.' });
      await tutor.presses('Transmettre la correction');
      await tutor.reads('La correction est transmise');
    });

    step('the auditeur reads it, and leaves the report unchanged', async () => {
      await auditeur.go('/');
      await auditeur.reads('Illustrez la partie 2 par un exemple.');
      await auditeur.follows('Déposer mon rapport révisé');
      await auditeur.ticks('Il reste inchangé');
      await auditeur.presses('Envoyer');
      await auditeur.reads('C’est enregistré');
    });

    step('the tutor writes the avis', async () => {
      await opensByMail(world, tutor, /^Rapport maintenu/);
      expect(new URL(tutor.page.url()).pathname).toBe(`${dossier}/avis`);
      for (const met of await tutor.page.getByLabel('Satisfait', { exact: true }).all()) await met.check();
      await tutor.ticks('Validé');
      await tutor.fills({ Motivation: 'Un rapport complet.' });
    });

    step('whose session has ended meanwhile: nothing of it is lost', async () => {
      await world.goTo(await workingDayIn(world, 2), '12:00');
      await tutor.presses('Relire avant de rendre');
      await tutor.reads('Votre session est terminée', 'Cet envoi n’a pas été pris en compte');
      if (javaScript) expect(await accessibilityFaults(tutor.page)).toEqual([]);
      const tab = await tutor.page.context().newPage();
      await tab.goto(linkIn(await mailTo(world, tutor.email, /^Rapport maintenu/)));
      await tab.getByRole('button', { name: 'Ouvrir le dossier' }).click();
      await tab.waitForURL(`**${dossier}/avis`);
      await tab.close();
      await tutor.presses('Envoyer de nouveau');
      await tutor.reads(/vous êtes connecté comme .* \(tuteur\)/);
      expect(await tutor.page.getByLabel('Motivation').inputValue()).toBe('Un rapport complet.');
      await tutor.presses('Relire avant de rendre');
    });

    step('they read it again before giving it, change it, and give it', async () => {
      await tutor.reads('Un avis rendu est définitif.', 'Un rapport complet.');
      await tutor.presses('Modifier avant de rendre');
      await tutor.fills({ Motivation: 'Un rapport complet, où l’expérience est analysée avec recul.' });
      await tutor.presses('Relire avant de rendre');
      await tutor.presses('Rendre l’avis');
      await tutor.reads('L’avis est rendu', 'analysée avec recul');
    });

    step('the auditeur downloads the attestation, whose code anyone can verify', async () => {
      const { page } = auditeur;
      await opensByMail(world, auditeur, /avis sur votre rapport/);
      const [file] = await Promise.all([page.waitForEvent('download'), auditeur.follows('Télécharger l’attestation')]);
      expect(file.suggestedFilename()).toMatch(/\.pdf$/);
      expect(
        readFileSync(await file.path())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
      const address = await page.getByRole('link', { name: /page de vérification/ }).getAttribute('href');
      const anyone = await personAt(world, browser!, 'anyone@example.org', look);
      await anyone.go('/verify');
      await anyone.fills({ 'Code de vérification': address!.split('/').at(-1)!.toLowerCase().replaceAll('-', ' ') });
      await anyone.presses('Vérifier');
      await anyone.reads('Attestation authentique', 'N. B.');
      await anyone.leaves();
    });

    step('the auditeur confirms the time of tutoring, and answers the survey from its mail', async () => {
      await auditeur.follows('Vérifier et confirmer');
      await auditeur.presses(/^Confirmer 30 minutes$/);
      await auditeur.reads('Le relevé d’accompagnement est confirmé');
      await auditeur.go(linkIn(await mailTo(world, email, /une question, une minute/)));
      await auditeur.ticks('5. Très satisfait');
      await auditeur.presses('Envoyer ma réponse');
      await auditeur.reads('Votre réponse est enregistrée');
    });

    step('staff read all of it in the journal', async () => {
      await signsInByMail(world, staff, `${dossier}/journal`);
      await staff.reads(
        'Nadia Benali',
        /^Relance envoyée \(tuteur\)/,
        /^Attestation de validation ATT-2037-0000\d délivrée/,
      );
    });

    /** The tutor's that staff took. */
    async function tutorEmail(): Promise<string> {
      const [row] = await world.query<{ email: string }>(
        'select tutors.email from enrolments join tutors on tutors.id = tutor_id where enrolments.id = $1',
        [dossier.split('/').at(-1)],
      );
      return row!.email;
    }
  },
);
