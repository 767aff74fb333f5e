import { atParis } from '../../calendar/paris-time.ts';
import { type Cast, Coaching } from './cast.ts';

/** The day on which the pictures are taken; once it is past, take the same months of another year. */
export const TODAY = '2027-03-31';

/** The enrolments that the pictures show. */
export interface Spring {
  /** Waits for her revision. */
  nadia: Coaching;
  /** Waits for a first meeting to be booked. */
  sophie: Coaching;
  /** His meeting was yesterday. */
  yanis: Coaching;
  /** Has to deposit his report. */
  julien: Coaching;
  /** His revision awaits an avis. */
  thomas: Coaching;
  /** Has her attestation. */
  elodie: Coaching;
  /** Waits for a tutor. */
  camille: Coaching;
  /** Waits for the follow-up of an unfavourable avis. */
  mathieu: Coaching;
}

const REMARKS = `Votre parcours est clair et bien situé : merci pour ce travail.

Précisez vos responsabilités dans la partie 2 : qui décidait, de quoi répondiez-vous ?
Appuyez l’analyse sur un ou deux exemples chiffrés.
Reliez la partie 3 aux enseignements suivis.`;

/** Lives through a spring of enrolments, up to the day of the pictures. */
export async function liveThrough(cast: Cast): Promise<Spring> {
  const { world } = cast;
  await world.goTo('2027-02-02', '10:00');
  const [nadia, thomas, elodie, mathieu, karim] = await enrolled(cast, [
    'Nadia Benali',
    'Thomas Garnier',
    'Élodie Roussel',
    'Mathieu Perrin',
    'Karim Haddad',
  ]);
  for (const one of [nadia, thomas, elodie]) await one.coachedBy('T-EXEMPLE');
  for (const one of [mathieu, karim]) await one.coachedBy('T-MODELE');
  const hugo = await Coaching.enrolled(cast, 'Hugo Delmas', { certification: 'LIC-INFO' });
  await hugo.coachedBy('T-ESSAI');
  await nadia.meets(atParis('2027-02-08', '10:00'));

  await world.goTo('2027-02-08', '16:00');
  await nadia.met('2027-02-08', { reportDue: '2027-03-05', revisionDue: '2027-05-14' });
  for (const one of [thomas, elodie, mathieu]) {
    await one.met('2027-02-05', { reportDue: '2027-03-01', revisionDue: '2027-04-30' });
  }
  await karim.met('2027-02-05', { reportDue: '2027-03-22', revisionDue: '2027-05-28' });
  for (const one of [elodie, mathieu, thomas]) await one.reports();

  await world.goTo('2027-02-25', '11:00');
  await hugo.withdraws('Changement de poste : le projet de licence est reporté.');
  for (const one of [elodie, mathieu, thomas]) await one.isCorrected(REMARKS);
  const [sophie, julien, yanis, awa] = await enrolled(cast, [
    'Sophie Lemoine',
    'Julien Mercier',
    'Yanis Cherif',
    'Awa Diallo',
  ]);
  for (const one of [julien, yanis]) await one.coachedBy('T-EXEMPLE');
  await awa.coachedBy('T-MODELE');
  await julien.met('2027-02-25', { reportDue: '2027-04-16', revisionDue: '2027-06-25' });

  await world.goTo('2027-03-04', '09:30');
  await nadia.reports();
  await elodie.leavesUnchanged();
  await mathieu.leavesUnchanged();

  await world.goTo('2027-03-18', '14:00');
  await elodie.isJudged(
    'validated',
    'Un rapport précis et bien construit : l’expérience est située, analysée avec recul et reliée aux enseignements.',
  );
  await mathieu.isJudged(
    'not_validated',
    'Les missions sont décrites, mais l’analyse reste à conduire et le lien avec la certification à établir.',
  );
  await yanis.meets(atParis('2027-03-30', '17:30'));

  await world.goTo('2027-03-26', '15:00');
  await thomas.leavesUnchanged();
  await nadia.isCorrected(REMARKS);
  await sophie.coachedBy('T-EXEMPLE');
  const camille = await Coaching.enrolled(cast, 'Camille Roux', {
    certification: 'TITRE-RH',
    funding: { type: 'organisation', funder: 'Opco Santé' },
  });

  await world.goTo(TODAY, '09:00');
  return { nadia, sophie, yanis, julien, thomas, elodie, camille, mathieu };
}

type Named<T extends readonly string[]> = { [K in keyof T]: Coaching };

async function enrolled<const T extends readonly string[]>(cast: Cast, names: T): Promise<Named<T>> {
  const all: Coaching[] = [];
  for (const name of names) all.push(await Coaching.enrolled(cast, name));
  return all as unknown as Named<T>;
}
