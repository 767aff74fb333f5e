import { atParis } from '../../calendar/paris-time.ts';
import { form } from '../journeys/caller.ts';
import { ALL_MET, aPdf, CERTIFICATION, type Dossier, workingDayIn } from '../journeys/enrolments.ts';
import type { World } from '../journeys/world.ts';
import type { Marks } from './marks.ts';

/** Every field of the API that a person fills in, filled in. */
export interface Scribe {
  /** Tutors, centre, users and tokens whose every field is marked; then two tutors to choose from. */
  administer(): Promise<void>;
  register(): Promise<Dossier>;
  /** Everything that is answered by a refusal: malformed, not permitted, refused by a rule; and a search. */
  tryInVain(dossier: Dossier): Promise<number[]>;
  /** A file of registrations that names the same auditeur again, in lines that are refused. */
  importAgain(dossier: Dossier): Promise<void>;
  assign(dossier: Dossier): Promise<void>;
  book(dossier: Dossier): Promise<void>;
  callOff(dossier: Dossier): Promise<void>;
  hold(dossier: Dossier): Promise<void>;
  replace(dossier: Dossier): Promise<Dossier>;
  amend(dossier: Dossier): Promise<void>;
  extend(dossier: Dossier): Promise<void>;
  logTime(dossier: Dossier): Promise<void>;
  deposit(dossier: Dossier): Promise<void>;
  correct(dossier: Dossier): Promise<void>;
  revise(dossier: Dossier): Promise<void>;
  judge(dossier: Dossier, mention: 'validated' | 'not_validated'): Promise<void>;
  judgeAnew(dossier: Dossier, mention: 'validated' | 'not_validated'): Promise<void>;
  follow(dossier: Dossier): Promise<void>;
  survey(dossier: Dossier): Promise<void>;
  withdraw(dossier: Dossier): Promise<void>;
}

export function scribe(world: World, marks: Marks): Scribe {
  const { administrator } = world;
  const tutors: string[] = [];
  const aFile = async (field: string) => ({ ...(await aPdf(5)), name: `${marks.word(`${field}, file name`)}.pdf` });

  async function addTutor(): Promise<void> {
    const { id } = await administrator.post('/tutors', {
      firstName: marks.word('tutor first name'),
      lastName: marks.word('tutor last name'),
      email: marks.address('tutor email'),
      phone: marks.phone('tutor phone'),
      approved: { on: '2024-01-15', reference: marks.word('tutor approval') },
      certifications: [CERTIFICATION],
      code: `T-${tutors.length + 1}`,
    });
    tutors.push(id);
  }

  const registration = (email: string, validatedUnits = 2) => ({
    auditeur: {
      firstName: marks.word('first name'),
      lastName: marks.word('last name'),
      email,
      phone: marks.phone('phone'),
    },
    certification: CERTIFICATION,
    funding: { type: 'organisation', funder: marks.text('funder') },
    eligibility: { validatedUnits, experienceMonths: 24 },
    cgv: { version: marks.word('cgv version'), acceptedOn: '2024-10-01' },
    pathReference: marks.text('path reference'),
    lateReason: marks.text('late reason'),
  });

  const judgement = ({ criteria }: Dossier, mention: string) => ({
    mention,
    motivation: marks.text('avis motivation'),
    criteria: criteria.map(({ id }) => ({
      id,
      met: mention === 'validated',
      comment: marks.text('avis criterion comment'),
    })),
    note: marks.text('avis note'),
  });

  return {
    async administer() {
      await addTutor();
      await addTutor();
      await administrator.patch('/centres/pays-de-la-loire', {
        name: marks.text('centre name'),
        staffEmail: marks.address('centre staff email'),
        managerEmail: marks.address('centre manager email'),
        handicapEmail: marks.address('centre handicap email'),
        contactPhone: marks.phone('centre phone'),
        resourcesUrl: marks.link('centre resources'),
      });
      await administrator.post('/users', {
        firstName: marks.word('user first name'),
        lastName: marks.word('user last name'),
        email: marks.address('user email'),
        role: 'staff',
      });
      await administrator.post('/tokens', { label: marks.text('token label'), role: 'staff' });
    },

    async register() {
      const [staff, manager, email] = [await world.as('staff'), await world.as('manager'), marks.address('email')];
      const key = { 'idempotency-key': marks.word('unkept idempotency key') };
      const { body, status } = await staff.ask('POST', '/enrolments', registration(email), key);
      if (status !== 201) throw new Error(JSON.stringify(body));
      const { items } = await staff.get('/certifications');
      const { evaluation } = items.find(({ code }: { code: string }) => code === CERTIFICATION);
      const [tutorId] = tutors;
      return {
        id: body.id,
        path: `/enrolments/${body.id}`,
        email,
        tutorId: tutorId!,
        tutorEmail: '',
        staff,
        manager,
        tutor: await world.asTutor(tutorId!),
        auditeur: await world.asAuditeur(email),
        criteria: evaluation.criteria.map(({ id }: { id: string }) => ({ id, met: true })),
      };
    },

    async tryInVain({ staff, auditeur, path, email }) {
      const key = { 'idempotency-key': marks.word('unkept idempotency key') };
      const answers = [
        await staff.ask('POST', '/enrolments', registration(`${marks.word('unkept refused email')} @`)),
        await staff.ask('POST', '/enrolments', registration(marks.address('unkept refused email'), 0)),
        await staff.ask('POST', '/enrolments', registration(email)),
        await auditeur.ask('POST', '/enrolments', registration(marks.address('unkept refused email'))),
        await staff.ask('POST', `${path}/follow-up`, { summary: marks.text('unkept refused summary') }, key),
        await staff.ask('POST', `${path}/withdrawal`, { reason: 1, [marks.word('unkept unknown field')]: true }),
        await staff.ask('GET', `/enrolments?q=${marks.word('unkept search')}`),
        await fetch(`${world.url}/api/enrolments`, {
          method: 'POST',
          headers: { authorization: `Bearer ${marks.word('unkept wrong token')}`, 'content-type': 'application/json' },
          body: `{${marks.word('unkept broken body')}`,
        }),
        await staff.ask('POST', '/enrolments', marks.text('unkept broken body')),
      ];
      return answers.map(({ status }) => status);
    },

    async importAgain({ staff, email }) {
      const lines = [CERTIFICATION, 'INCONNUE'].map((certification) =>
        [marks.word('imported last name'), 'Aline', email.toUpperCase(), certification, 'individuel', '2', '60'].join(
          ';',
        ),
      );
      const headings = 'Nom;Prénom;Courriel;Certification;Financement;Unités validées;Expérience (mois)';
      const content = Buffer.from([`${headings};Version des CGV;CGV acceptées le`, ...lines].join('\r\n'));
      const { counts } = await staff.post('/imports', form({}, { name: 'inscriptions.csv', content }));
      if (counts.refused !== lines.length) throw new Error(`The lines were not refused: ${JSON.stringify(counts)}`);
    },
    async assign({ staff, path, tutorId }) {
      await staff.post(`${path}/tutor`, { tutorId, reason: marks.text('assignment reason') });
    },
    async book({ auditeur, path }) {
      const startsAt = atParis(await workingDayIn(world, 3), '10:00');
      await auditeur.post(`${path}/meeting`, { startsAt, videoUrl: marks.link('video link') });
    },
    async callOff({ auditeur, path }) {
      await auditeur.delete(`${path}/meeting`, { reason: marks.text('call-off reason') });
    },
    async hold({ tutor, path }) {
      const { reportDue, revisionDue } = await tutor.get(`${path}/planning/proposal`);
      await tutor.post(`${path}/meeting/outcome`, {
        held: true,
        heldOn: await world.today(),
        objectives: ALL_MET,
        planning: { reportDue, revisionDue },
        note: marks.text('meeting note'),
        reason: marks.text('unkept meeting reason'),
      });
    },
    async replace(dossier) {
      const tutorId = tutors[1]!;
      await dossier.staff.post(`${dossier.path}/tutor`, { tutorId, reason: marks.text('replacement reason') });
      return { ...dossier, tutorId, tutor: await world.asTutor(tutorId) };
    },
    async amend({ tutor, path }) {
      const { planning } = await tutor.get(path);
      await tutor.put(`${path}/planning`, { ...planning, reason: marks.text('amendment reason') });
    },
    async extend({ manager, path }) {
      await manager.post(`${path}/limit`, { limit: '2030-06-30', reason: marks.text('extension reason') });
    },
    async logTime({ tutor, path }) {
      const date = await world.today();
      await tutor.post(`${path}/time-entries`, { date, minutes: 200, label: marks.text('time entry label') });
    },
    async deposit({ auditeur, path }) {
      await auditeur.post(`${path}/report`, form({ note: marks.text('report note') }, await aFile('report')));
    },
    async correct({ tutor, path }) {
      const fields = { remarks: marks.text('correction remarks'), note: marks.text('correction note') };
      await tutor.post(`${path}/correction`, form(fields, await aFile('correction')));
    },
    async revise({ auditeur, path }) {
      await auditeur.post(`${path}/revision`, form({ note: marks.text('revision note') }, await aFile('revision')));
    },
    async judge(dossier, mention) {
      const unknown = { id: marks.word('unkept unknown criterion'), met: true };
      const wrong = judgement(dossier, mention);
      wrong.criteria.push(unknown as (typeof wrong.criteria)[number]);
      const { status } = await dossier.tutor.ask('POST', `${dossier.path}/avis`, wrong);
      if (status !== 422) throw new Error(`An avis on an unknown criterion was answered ${status}.`);
      await dossier.tutor.post(`${dossier.path}/avis`, judgement(dossier, mention));
    },
    async judgeAnew(dossier, mention) {
      const reason = marks.text('avis correction reason');
      await dossier.manager.post(`${dossier.path}/avis/correction`, { ...judgement(dossier, mention), reason });
    },
    async follow({ staff, path }) {
      const contactedOn = await world.today();
      await staff.post(`${path}/follow-up`, { contactedOn, summary: marks.text('follow-up summary'), path: 'other' });
    },
    async survey({ auditeur, path }) {
      await auditeur.post(`${path}/survey`, { satisfaction: 4, comment: marks.text('survey comment') });
    },
    async withdraw({ auditeur, path }) {
      await auditeur.post(`${path}/withdrawal`, { reason: marks.text('withdrawal reason') });
    },
  };
}
