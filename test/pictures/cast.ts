import type { PlainDate } from '../../domain/dates.ts';
import { pdfOf } from '../documents/made-files.ts';
import { type Caller, form } from '../journeys/caller.ts';
import { ALL_MET } from '../journeys/enrolments.ts';
import type { World } from '../journeys/world.ts';

/** Invented people of an invented spring; the addresses lead nowhere, the numbers are those kept for fiction. */
const TUTORS = [
  { code: 'T-EXEMPLE', firstName: 'Claire', lastName: 'Fontaine', email: 'claire.fontaine@example.org', capacity: 8 },
  { code: 'T-MODELE', firstName: 'Marc', lastName: 'Kervella', email: 'marc.kervella@example.org', capacity: 12 },
  { code: 'T-ESSAI', firstName: 'Inès', lastName: 'Barbeau', email: 'ines.barbeau@example.org', capacity: 6 },
  { code: 'T-CANDIDAT', firstName: 'Paul', lastName: 'Guérin', email: 'paul.guerin@example.org', capacity: 10 },
  { code: 'T-RETRAITE', firstName: 'Odile', lastName: 'Rousseau', email: 'odile.rousseau@example.org', capacity: 10 },
] as const;

const TITLES: Record<string, string> = {
  'LIC-GEST': 'Licence Gestion et organisation',
  'LIC-INFO': 'Licence Informatique générale',
  'TITRE-RH': 'Titre Responsable des ressources humaines',
  'CERT-NUM': 'Certificat de compétence Médiation numérique',
};

export const STAFF = { firstName: 'Léa', lastName: 'Moreau', email: 'lea.moreau@example.org', role: 'staff' };
export const MANAGER = {
  firstName: 'Hélène',
  lastName: 'Marchand',
  email: 'helene.marchand@example.org',
  role: 'manager',
};
export const ADMINISTRATOR = { firstName: 'Ada', lastName: 'Riou', email: 'ada.riou@example.org' };
export const TUTOR_EMAIL = TUTORS[0].email;

const CENTRE = {
  staffEmail: 'accompagnement@example.org',
  managerEmail: 'responsable@example.org',
  contactPhone: '02 61 91 00 10',
};

interface Planning {
  reportDue: PlainDate;
  revisionDue: PlainDate;
}

/** One auditeur and their enrolment, told through the API by those whom it concerns. */
export class Coaching {
  readonly cast: Cast;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  id = '';
  #auditeur!: Caller;
  #tutor!: Caller;

  private constructor(cast: Cast, firstName: string, lastName: string) {
    this.cast = cast;
    this.firstName = firstName;
    this.lastName = lastName;
    const plain = `${firstName}.${lastName}`.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    this.email = `${plain}@example.org`;
  }

  static async enrolled(cast: Cast, name: string, more: object = {}): Promise<Coaching> {
    const [firstName = '', lastName = ''] = name.split(' ');
    const one = new Coaching(cast, firstName, lastName);
    const { id } = await cast.staff.post('/enrolments', {
      auditeur: { firstName, lastName, email: one.email, phone: '06 39 98 00 12' },
      certification: 'LIC-GEST',
      funding: { type: 'individual' },
      eligibility: { validatedUnits: 4, experienceMonths: 48 },
      cgv: { version: '2024', acceptedOn: await cast.world.today() },
      ...more,
    });
    one.id = id;
    one.#auditeur = await cast.world.asAuditeur(one.email);
    return one;
  }

  get path(): string {
    return `/enrolments/${this.id}`;
  }

  /** Its page. */
  get page(): string {
    return `/dossiers/${this.id}`;
  }

  async coachedBy(code: (typeof TUTORS)[number]['code']): Promise<this> {
    const tutorId = this.cast.tutors.get(code)!;
    await this.cast.staff.post(`${this.path}/tutor`, { tutorId });
    this.#tutor = await this.cast.world.asTutor(tutorId);
    return this;
  }

  async meets(startsAt: string): Promise<this> {
    const videoUrl = `https://visio.example.org/${this.lastName.toLowerCase()}`;
    await this.#auditeur.post(`${this.path}/meeting`, { startsAt, videoUrl });
    return this;
  }

  async met(heldOn: PlainDate, planning: Planning): Promise<this> {
    await this.#tutor.post(`${this.path}/meeting/outcome`, { held: true, heldOn, objectives: ALL_MET, planning });
    return this;
  }

  async reports(): Promise<this> {
    const content = new Uint8Array(await pdfOf(7));
    const name = `Rapport d’activité ${this.lastName}.pdf`;
    await this.#auditeur.post(`${this.path}/report`, form({}, { name, content }));
    return this;
  }

  async isCorrected(remarks: string): Promise<this> {
    await this.#tutor.post(`${this.path}/correction`, form({ remarks }));
    await this.#tutor.post(`${this.path}/time-entries`, {
      date: await this.cast.world.today(),
      minutes: 45,
      label: 'Lecture et annotation du rapport',
    });
    return this;
  }

  async leavesUnchanged(): Promise<this> {
    await this.#auditeur.post(`${this.path}/revision`, form({ unchanged: 'true' }));
    return this;
  }

  async isJudged(mention: 'validated' | 'not_validated', motivation: string): Promise<this> {
    const { items } = await this.cast.staff.get('/certifications');
    const { certification } = await this.cast.staff.get(this.path);
    const { evaluation } = items.find(({ code }: { code: string }) => code === certification);
    const criteria = evaluation.criteria.map(({ id }: { id: string }, rank: number) => ({
      id,
      met: mention === 'validated' || rank > 2,
    }));
    await this.#tutor.post(`${this.path}/avis`, { mention, motivation, criteria });
    return this;
  }

  async withdraws(reason: string): Promise<this> {
    await this.#auditeur.post(`${this.path}/withdrawal`, { reason });
    return this;
  }
}

/** Those who run it, and the tutors by their code. */
export interface Cast {
  world: World;
  staff: Caller;
  tutors: Map<string, string>;
}

/** Gives names to the demonstration's tutors and certifications, and to who works at the centre. */
export async function castIn(world: World): Promise<Cast> {
  const { administrator } = world;
  await administrator.patch('/centres/pays-de-la-loire', CENTRE);
  for (const [code, title] of Object.entries(TITLES)) await administrator.patch(`/certifications/${code}`, { title });
  const tutors = new Map<string, string>();
  const { items } = await administrator.get('/tutors');
  for (const { code, ...person } of TUTORS) {
    const { id } = items.find((tutor: { code: string }) => tutor.code === code);
    await administrator.patch(`/tutors/${id}`, person);
    tutors.set(code, id);
  }
  const { id: userId } = await administrator.post('/users', STAFF);
  await administrator.post('/users', MANAGER);
  await nameAdministrator(world);
  const { token } = await administrator.post('/tokens', { label: 'Léa Moreau', role: 'staff', userId });
  return { world, staff: administrator.with(token), tutors };
}

/** The first administrator, whom the seed gave no name of their own. */
async function nameAdministrator({ administrator }: World): Promise<void> {
  const { items } = await administrator.get('/users');
  const { id } = items.find(({ role }: { role: string }) => role === 'administrator');
  await administrator.patch(`/users/${id}`, ADMINISTRATOR);
}

/** Leaves the tokens that an installation would have, instead of those by which the cast acted. */
export async function tidyTokens({ administrator, query, now }: World): Promise<void> {
  await administrator.post('/tokens', { label: 'Tableau de bord régional', role: 'manager' });
  await administrator.post('/tokens', { label: 'Logiciel d’inscription', role: 'staff' });
  await query(`delete from tokens where label in ('test', 'Léa Moreau')`);
  await query(
    `update tokens set id = md5(label)::uuid, created_at = $1, last_used_at = case role when 'staff' then $1::timestamptz end`,
    [await now()],
  );
}
