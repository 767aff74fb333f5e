import { createHash, randomUUID } from 'node:crypto';
import { createCommands } from '../../db/commands.ts';
import { createEnrolmentStore } from '../../db/enrolment-store.ts';
import { createEnrolments, type NewEnrolment } from '../../db/enrolments.ts';
import { eraseEnrolment } from '../../db/erase-enrolment.ts';
import type { Mention, Outcome } from '../../domain/enrolment.ts';
import { type GivenAvis, givenAvis } from '../db/given-avis.ts';
import { factsOf, plainWriter, registration, transition } from '../db/people.ts';
import { aPng } from '../documents/made-logos.ts';
import { type Node, readPdf } from '../documents/papers/read-pdf.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let tutor: { id: string; code: string };
let tokens: Record<'auditeur' | 'tutor' | 'staff' | 'stranger', string>;
let enrolment: NewEnrolment;

beforeAll(async () => {
  house = await openHouse();
  house.setTime('2026-11-20T10:00:00.000Z');
  const { items } = (await house.ask('GET', '/api/tutors')).body;
  tutor = items.find(({ code }: { code: string }) => code === 'T-EXEMPLE');
});
afterAll(() => house.close());

beforeEach(async () => {
  const email = `elodie.${randomUUID()}@example.org`;
  enrolment = registration({
    auditeur: { firstName: 'Élodie', lastName: 'Martin', email },
    funding: { type: 'organisation', funder: 'OPCO Exemple' },
  });
  await createEnrolments(house.database).insert(enrolment);
  await record(transition(enrolment, { snapshot: { facts: factsOf(enrolment, { tutor: tutorFacts() }) } }));
  tokens = {
    auditeur: await house.tokenFor('auditeur', { auditeurEmail: email }),
    tutor: await house.tokenFor('tutor', { tutorId: tutor.id }),
    staff: await house.tokenFor('staff'),
    stranger: await house.tokenFor('auditeur', { auditeurEmail: 'autre@example.org' }),
  };
});

const tutorFacts = () => ({ id: tutor.id, code: tutor.code, assignedOn: '2026-10-12' });
const store = () => createEnrolmentStore(house.database, { publicUrl: 'http://jalons.test' });
const record = (told: Parameters<ReturnType<typeof store>['record']>[0]) => store().record(told, plainWriter);

/** The avis recorded, with the form of the certification answered. */
async function avis(mention: Mention, given: GivenAvis = {}): Promise<void> {
  const { evaluation } = (await house.ask('GET', '/api/certifications/LIC-GEST')).body;
  const criteria = evaluation.criteria.map(({ id }: { id: string }) => ({
    id,
    met: true,
    comment: `Vu\u00a0: ${id}.`,
  }));
  const content = { motivation: 'Complet et analysé.', criteria, formVersion: evaluation.version, ...given.content };
  await record(
    await givenAvis(house.database, enrolment, mention, {
      ...given,
      content,
      facts: { tutor: tutorFacts() },
      snapshot: { step: 'closed', situation: 'closed', outcome: mention },
    }),
  );
}

const correct = (mention: Mention, version = 2, content: object = {}) =>
  avis(mention, { version, at: `2026-11-1${version}T09:00:00.000Z`, givenOn: `2026-11-1${version}`, content });

/** A line of tutoring recorded, as the workflow tells it. */
async function time(minutes: number, date = '2026-10-20', label = 'Échange'): Promise<void> {
  const id = randomUUID();
  const actor = { role: 'tutor', name: 'Octave Exemple' } as const;
  await createCommands(house.database).insertPending({
    id,
    enrolmentId: enrolment.id,
    name: 'logTime',
    actor,
    content: { label },
  });
  const { rows } = await house.database.raw('select tutoring_minutes as m from enrolments where id = ?', [
    enrolment.id,
  ]);
  const facts = factsOf(enrolment, { tutor: tutorFacts(), tutoringMinutes: rows[0].m + minutes });
  const accepted = [{ commandId: id, name: 'logTime' as const, on: date, minutes }];
  await record(transition(enrolment, { version: 5, at: `${date}T17:00:00.000Z`, accepted, snapshot: { facts } }));
}

async function end(outcome: Extract<Outcome, 'withdrawn' | 'expired'>): Promise<void> {
  const facts = factsOf(enrolment, {
    tutor: tutorFacts(),
    ended: { outcome, on: '2026-11-03' },
    closedOn: '2026-11-03',
  });
  const snapshot = { step: 'closed', situation: 'closed', outcome, facts } as const;
  await record(transition(enrolment, { version: 8, at: '2026-11-03T08:00:00.000Z', snapshot }));
}

interface Fetched {
  status: number;
  headers: Headers;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  problem: any;
}

async function get(paper: string, token = tokens.staff, headers: Record<string, string> = {}): Promise<Fetched> {
  const response = await fetch(`${house.url}/api/enrolments/${enrolment.id}/${paper}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isProblem = response.headers.get('content-type')?.includes('problem');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    problem: isProblem ? JSON.parse(bytes.toString()) : undefined,
  };
}

const textOf = (node: Node): string => [node.text, ...node.children.map(textOf)].join(' ');
async function read(paper: string, token?: string): Promise<string> {
  const { status, bytes } = await get(paper, token);
  expect(status).toBe(200);
  const { pages } = await readPdf(bytes);
  return pages
    .flatMap(({ structure }) => structure.map(textOf))
    .join(' ')
    .replace(/\s+/g, ' ');
}

const refused = async (paper: string, token?: string) => {
  const { status, problem } = await get(paper, token);
  return [status, problem?.code];
};
const PAPERS = ['attestation.pdf', 'evaluation.pdf', 'tutoring-record.pdf', 'completion-certificate.pdf'];

describe('a paper', () => {
  it.each(PAPERS)('%s is a PDF to be kept, under a name that any program can write', async (paper) => {
    await time(30);
    await avis('validated');
    const { status, headers, bytes } = await get(paper);
    expect(status).toBe(200);
    expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-length': String(bytes.length),
      etag: `"${createHash('sha256').update(bytes).digest('hex')}"`,
    });
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z-]+-(UA|ATT)-2026-\d{5}\.pdf";/);
  });

  it.each(PAPERS)('%s is the same to the byte each time, and 304 for who has it', async (paper) => {
    await time(30);
    await avis('validated');
    const first = await get(paper);
    house.setTime('2027-01-04T10:00:00.000Z');
    const second = await get(paper, tokens.auditeur);
    house.setTime('2026-11-20T10:00:00.000Z');
    expect(second.bytes.equals(first.bytes)).toBe(true);
    const etag = first.headers.get('etag')!;
    const third = await get(paper, tokens.staff, { 'if-none-match': etag });
    expect([third.status, third.bytes.length, third.headers.get('etag')]).toEqual([304, 0, etag]);
  });

  it.each(PAPERS)('%s is for auditeur, tutor and staff; for others there is no such enrolment', async (paper) => {
    await time(30);
    await avis('validated');
    for (const who of ['auditeur', 'tutor', 'staff'] as const) {
      expect((await get(paper, tokens[who])).status).toBe(200);
    }
    expect(await refused(paper, tokens.stranger)).toEqual([404, 'not_found']);
    expect(await refused(paper, 'unknown')).toEqual([401, 'unauthenticated']);
  });

  it.each(PAPERS)('%s is not there yet at the beginning (409 enrolment.state), and says why', async (paper) => {
    const { status, problem } = await get(paper, tokens.auditeur);
    expect([status, problem.code]).toEqual([409, 'enrolment.state']);
    expect(problem.detail).toMatch(/aucun avis|aucune minute|en cours/i);
  });

  it.each(['attestation.pdf?x=1', 'evaluation.pdf?version=0', 'evaluation.pdf?version=x'])(
    'is not asked for as %s (400)',
    async (paper) => expect((await get(paper)).status).toBe(400),
  );
});

describe('the attestation', () => {
  it('says who validated what, for whom, when, and how to check it', async () => {
    await avis('validated');
    const { body } = await house.ask('GET', `/api/enrolments/${enrolment.id}`, { token: tokens.auditeur });
    const { number, issuedOn, verificationUrl } = body.attestation;
    expect(issuedOn).toBe('2026-11-02');
    const text = await read('attestation.pdf', tokens.auditeur);
    for (const said of [number, 'Élodie Martin', 'Octave Exemple', 'UA-GEST-1', '2 novembre 2026', body.reference]) {
      expect(text).toContain(said);
    }
    expect(text.replaceAll(' ', '')).toContain(verificationUrl.split('/').at(-1));
  });

  it('shows in the enrolment while it is in force, and no longer', async () => {
    const shown = async (token: string) =>
      (await house.ask('GET', `/api/enrolments/${enrolment.id}`, { token })).body.attestation;
    expect(await shown(tokens.auditeur)).toBeUndefined();
    await avis('validated');
    const first = await shown(tokens.auditeur);
    expect(first.verificationUrl).toMatch(/^http:\/\/jalons\.test\/verify\/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(await shown(tokens.tutor)).toEqual(first);
    const { items } = (await house.ask('GET', '/api/enrolments', { token: tokens.auditeur })).body;
    expect(items[0].attestation).toEqual(first);
    await correct('validated');
    expect((await shown(tokens.staff)).number).not.toBe(first.number);
    await correct('not_validated', 3);
    expect(await shown(tokens.staff)).toBeUndefined();
  });

  it.each(['not_validated'] as const)('is not there after an unfavourable avis (409)', async (mention) => {
    await avis(mention);
    expect((await get('attestation.pdf')).problem).toMatchObject({
      status: 409,
      code: 'enrolment.state',
      detail: 'Il n’y a pas d’attestation en vigueur\u00a0: l’avis rendu n’est pas favorable.',
    });
  });

  it('is not there once it was erased with its enrolment, which does not make the avis unfavourable (409)', async () => {
    await avis('validated');
    const [{ reference }] = await house
      .database('enrolments')
      .where({ id: enrolment.id })
      .update({ archived_at: house.database.fn.now() })
      .returning('reference');
    const by = { at: '2027-03-01T10:00:00.000Z', actor: { role: 'system', name: 'test' } };
    expect(await eraseEnrolment(house.database, reference, { what: 'all', ...by })).toBe('erased');
    expect((await get('attestation.pdf', tokens.staff)).problem).toMatchObject({
      status: 409,
      code: 'enrolment.state',
      detail:
        'Il n’y a pas d’attestation en vigueur\u00a0: elle a été effacée, avec les données personnelles du dossier.',
    });
  });

  it('is replaced after a correction: whom it concerns get the new one, staff the older too, marked', async () => {
    await avis('validated');
    const old = (await get('attestation.pdf')).headers.get('content-disposition')!.match(/ATT-\d+-\d+/)![0];
    await correct('validated');
    const text = await read('attestation.pdf', tokens.auditeur);
    expect(text).toContain(`Remplace l’attestation n° ${old}`);
    expect(text).not.toContain('Copie sans valeur');
    const marked = await read(`attestation.pdf?number=${old}`, tokens.staff);
    expect(marked).toContain('Copie sans valeur depuis le 12 novembre 2026');
    for (const who of ['auditeur', 'tutor'] as const) {
      expect(await refused(`attestation.pdf?number=${old}`, tokens[who])).toEqual([404, 'not_found']);
    }
  });

  it('is withdrawn by an unfavourable correction: staff alone still get it, marked', async () => {
    await avis('validated');
    const { number } = (await house.ask('GET', `/api/enrolments/${enrolment.id}`)).body.attestation;
    await correct('not_validated');
    const { status, problem } = await get('attestation.pdf', tokens.auditeur);
    expect([status, problem.code]).toEqual([409, 'enrolment.state']);
    expect(problem.detail).toContain('retirée le 12 novembre 2026');
    expect(await read(`attestation.pdf?number=${number}`)).toContain('Copie sans valeur depuis le 12 novembre 2026');
    expect(await refused(`attestation.pdf?number=${number}`, tokens.auditeur)).toEqual([404, 'not_found']);
  });

  it('is asked for by its number only where it is', async () => {
    await avis('validated');
    const { number } = (await house.ask('GET', `/api/enrolments/${enrolment.id}`)).body.attestation;
    expect((await get(`attestation.pdf?number=${number}`, tokens.auditeur)).status).toBe(200);
    expect(await refused('attestation.pdf?number=ATT-2026-99999')).toEqual([404, 'not_found']);
    const other = registration();
    await createEnrolments(house.database).insert(other);
    enrolment = other;
    expect(await refused(`attestation.pdf?number=${number}`)).toEqual([404, 'not_found']);
  });

  it('is delivered when it is asked for, of an avis that was recorded before there were attestations', async () => {
    await avis('validated');
    await house.database.raw('alter table attestations disable trigger all');
    await house.database('attestations').where({ enrolment_id: enrolment.id }).delete();
    await house.database.raw('alter table attestations enable trigger all');
    const [first, second] = await Promise.all([get('attestation.pdf'), get('attestation.pdf')]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  it('keeps the logo of its day, when the centre has another now or none', async () => {
    const put = (bytes: Buffer) => house.ask('PUT', '/api/centres/pays-de-la-loire/logo', { body: bytes });
    await put(aPng(60, 20));
    await avis('validated');
    const before = await get('attestation.pdf');
    await put(aPng(20, 60));
    expect((await get('attestation.pdf')).bytes.equals(before.bytes)).toBe(true);
    await house.ask('DELETE', '/api/centres/pays-de-la-loire/logo');
    expect((await get('attestation.pdf')).bytes.equals(before.bytes)).toBe(true);
  });
});

describe('the logo of a paper', () => {
  const put = (bytes: Buffer) => house.ask('PUT', '/api/centres/pays-de-la-loire/logo', { body: bytes });
  afterEach(() => house.ask('DELETE', '/api/centres/pays-de-la-loire/logo'));

  it('is left out when the storage has lost it: the paper matters more', async () => {
    const { logo } = (await put(aPng(33, 11))).body;
    await avis('validated');
    await house.backend.files.remove(logo.sha256);
    expect((await get('attestation.pdf')).status).toBe(200);
  });

  it('is waited for while the storage does not answer (503), and printed afterwards', async () => {
    await put(aPng(34, 12));
    await avis('validated');
    const { open } = house.backend.files;
    house.backend.files.open = () => Promise.reject(new Error('down'));
    const down = await get('attestation.pdf');
    house.backend.files.open = open;
    expect([down.status, down.headers.has('retry-after')]).toEqual([503, true]);
    expect((await get('attestation.pdf')).status).toBe(200);
  });
});

describe('the filled evaluation form', () => {
  it('says each criterion as it was read then, although the form has changed since (R20)', async () => {
    await avis('validated');
    const { evaluation } = (await house.ask('GET', '/api/certifications/LIC-GEST')).body;
    const before = await get('evaluation.pdf');
    const criteria = [{ id: 'contexte', label: 'Tout autre chose', mandatory: false }];
    await house.ask('PATCH', '/api/certifications/LIC-GEST', { body: { evaluation: { kind: 'shuttle', criteria } } });
    expect((await get('evaluation.pdf')).bytes.equals(before.bytes)).toBe(true);
    const text = await read('evaluation.pdf');
    expect(text).toContain('Grille d’évaluation');
    expect(text).toContain('Complet et analysé.');
    for (const { label, id } of evaluation.criteria) {
      expect(text.replaceAll('\u00a0', ' ')).toContain(label.replaceAll('\u00a0', ' '));
      expect(text).toContain(`Vu : ${id}.`.replace(' :', ' :'));
    }
    await house.ask('PATCH', '/api/certifications/LIC-GEST', { body: { evaluation } });
  });

  it('is that of the last avis, or of the version that is asked for', async () => {
    await avis('not_validated');
    await correct('validated', 2, { motivation: 'Revu.', reason: 'Erreur de dossier' });
    const last = await read('evaluation.pdf', tokens.auditeur);
    for (const said of ['Revu.', 'Erreur de dossier', 'validé']) expect(last).toContain(said);
    const first = await read('evaluation.pdf?version=1', tokens.auditeur);
    expect(first).toContain('non validé');
    expect(first).not.toContain('Revu.');
    expect((await get('evaluation.pdf')).headers.get('content-disposition')).toContain('-avis-2.pdf');
    expect(await refused('evaluation.pdf?version=3')).toEqual([404, 'not_found']);
  });
});

describe('the tutoring record', () => {
  it('says each line with its tutor, the total, and what was confirmed', async () => {
    await time(30, '2026-10-20', 'Premier rendez-vous');
    await time(75, '2026-10-27', 'Relecture');
    const confirmation = `/api/enrolments/${enrolment.id}/tutoring-record/confirmation`;
    await house.ask('POST', confirmation, { token: tokens.auditeur, body: {} });
    const text = await read('tutoring-record.pdf', tokens.auditeur);
    for (const said of [
      '20 octobre 2026',
      'Relecture',
      'Octave Exemple',
      '1 h 45',
      '20 novembre 2026 à 11 h',
      'Élodie Martin',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('a changé depuis');
    await time(30, '2026-11-03');
    expect(await read('tutoring-record.pdf')).toContain('Le relevé a changé depuis la dernière confirmation.');
  });
});

describe('the certificat de réalisation', () => {
  it('says what was carried out, to whom pays, once the avis is given; and not what the avis is', async () => {
    await house.ask('PATCH', '/api/centres/pays-de-la-loire', { body: { fundedAction: { nature: 'Action d’essai' } } });
    await time(30, '2026-10-20');
    expect((await get('completion-certificate.pdf')).problem.detail).toContain('la prestation est en cours');
    await avis('not_validated');
    const text = await read('completion-certificate.pdf');
    for (const said of ['OPCO Exemple', 'du 20 octobre 2026 au 2 novembre 2026', '30 minutes', 'Action d’essai']) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/valid(é|ée)\b(?! de)/);
    await correct('validated');
    expect(await read('completion-certificate.pdf')).toBe(text);
  });

  it.each([
    ['withdrawn', 'par abandon'],
    ['expired', 'à la limite'],
  ] as const)('says that the prestation was cut short: %s', async (outcome, said) => {
    await time(45, '2026-10-20');
    await end(outcome);
    const text = await read('completion-certificate.pdf');
    expect(text).toContain(said);
    expect(text).toContain('du 20 octobre 2026 au 3 novembre 2026');
  });

  it('is not there when nothing was carried out', async () => {
    await end('withdrawn');
    expect((await get('completion-certificate.pdf')).problem).toMatchObject({
      code: 'enrolment.state',
      detail: expect.stringContaining('aucune minute d’accompagnement n’a été réalisée'),
    });
  });
});

describe('many papers at once', () => {
  it('are printed, twenty of them, while the server answers others', async () => {
    await time(30);
    await avis('validated');
    const papers = Promise.all(Array.from({ length: 20 }, (_, index) => get(PAPERS[index % 4]!)));
    const alive: number[] = [];
    let done = false;
    void papers.finally(() => {
      done = true;
    });
    while (!done) {
      const before = performance.now();
      await fetch(`${house.url}/healthz`);
      alive.push(performance.now() - before);
    }
    expect((await papers).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(alive.length).toBeGreaterThan(3);
  });
});
