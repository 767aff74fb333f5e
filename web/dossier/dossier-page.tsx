import type { Child } from 'hono/jsx';
import type { Role } from '../../domain/actions.ts';
import { inFrench } from '../../domain/dates.ts';
import type { Planning } from '../../domain/enrolment.ts';
import type { StepProgress } from '../../domain/record.ts';
import { OUTCOME_NAMES } from '../../domain/words.ts';
import type { Dossier } from '../../services/dossier.ts';
import type { TutoringLedger } from '../../services/tutoring.ts';
import { paths } from '../paths.ts';
import { Badge, Notice, type Tone } from '../view/badge.tsx';
import { Card, Facts } from '../view/card.tsx';
import type { FrenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { WebLink } from '../view/prose.tsx';
import { Steps } from '../view/steps.tsx';
import { actLinks } from './acts.ts';
import { AvisCard, type CriterionLabels, FollowUpCard } from './avis-card.tsx';
import { DocumentsCard } from './documents-card.tsx';
import { MeetingCard } from './meeting-card.tsx';
import { PapersCard } from './papers-card.tsx';
import { People, Registration, Resources } from './people.tsx';
import { TimeCard } from './time-card.tsx';
import { type Reader, readerOf, type Turn, turnOf } from './turn.ts';
import { TurnBanner } from './turn-banner.tsx';

export interface DossierPageProps {
  dossier: Dossier;
  ledger: TutoringLedger;
  labels: CriterionLabels;
  /** What is to be told of the meeting that is booked, when it comes too late for a planning. */
  lateMeeting?: string;
  role: Role;
  time: FrenchTime;
  /** Its workflow in the Temporal UI, for managers. */
  temporal?: string;
}

/** An enrolment, for somebody whom it concerns: where it stands and what they have to do first, then all the rest. */
export const DossierPage = (props: DossierPageProps) => {
  const { dossier, role } = props;
  const reader = readerOf(role);
  const turn = turnOf(dossier, role);
  return (
    <>
      <Head dossier={dossier} reader={reader} />
      <div class="columns">
        <div>
          <TurnBanner dossier={dossier} turn={turn} reader={reader} />
          {reader === 'staff' ? <MoreActs dossier={dossier} reader={reader} turn={turn} /> : null}
          <Main {...props} reader={reader} />
        </div>
        <div class="aside">
          <Aside {...props} reader={reader} turn={turn} />
        </div>
      </div>
    </>
  );
};

const OUTCOME_TONES: Record<NonNullable<Dossier['view']['outcome']>, Tone> = {
  validated: 'success',
  not_validated: 'warning',
  withdrawn: 'neutral',
  expired: 'neutral',
};

const Head = ({ dossier: { view }, reader }: { dossier: Dossier; reader: Reader }) => {
  const { auditeur, reference, outcome, pastLimit, limit } = view;
  const name = `${auditeur.firstName} ${auditeur.lastName}`;
  return (
    <>
      <PageHead title={reader === 'auditeur' ? 'Mon accompagnement' : name}>
        <p>
          {`${view.activityUnit.title}, ${view.certificationTitle}`}
          <br />
          {`Dossier ${reference}`}{' '}
          {outcome ? <Badge tone={OUTCOME_TONES[outcome]}>{OUTCOME_NAMES[outcome]}</Badge> : null}
        </p>
      </PageHead>
      {pastLimit ? (
        <Notice tone="warning">
          {`La limite de deux semestres est passée depuis le ${inFrench(limit)}. Le centre décide de la suite\u00a0; d’ici là, tout reste possible.`}
        </Notice>
      ) : null}
    </>
  );
};

type Parts = DossierPageProps & { reader: Reader };

const Main = ({ dossier, labels, lateMeeting, reader, time }: Parts) => {
  const { view } = dossier;
  return (
    <>
      <Card title="Les cinq étapes" id="etapes">
        <Steps steps={view.steps} detail={(step) => detailOf(step, dossier, time)} />
      </Card>
      {dossier.survey === 'open' && reader === 'auditeur' ? <Survey id={view.id} /> : null}
      {view.meeting?.heldOn ? null : <MeetingCard view={view} reader={reader} time={time} late={lateMeeting} />}
      {view.avis ? <AvisCard avis={view.avis} labels={labels} /> : null}
      {isInForce(dossier) && view.followUp ? <FollowUpCard followUp={view.followUp} /> : null}
      <PapersCard view={view} />
      <DocumentsCard view={view} />
      {view.planning ? <PlanningCard view={view} planning={view.planning} /> : null}
      <Registration dossier={dossier} reader={reader} />
    </>
  );
};

/** R20: what was agreed after an unfavourable avis, as long as no corrected avis makes it needless or asks for it anew. */
const isInForce = ({ situation, view: { avis } }: Dossier): boolean =>
  situation === 'closed' && avis?.mention === 'not_validated';

/** When a step was done, or is to be. */
function detailOf(
  { name, status, completedOn, completedAt }: StepProgress,
  { view }: Dossier,
  time: FrenchTime,
): Child {
  if (status === 'done') {
    const on = completedOn ?? (completedAt && time.date(completedAt));
    return on ? `le ${inFrench(on)}` : '';
  }
  if (status === 'current') return view.due ? `d’ici le ${inFrench(view.due.date)}` : 'en cours';
  return name === 'revision' && view.planning ? `pour le ${inFrench(view.planning.revisionDue)}` : '';
}

const Survey = ({ id }: { id: string }) => (
  <Card title="Votre avis compte" tone="accent" id="enquete">
    <p>Une question, une minute&nbsp;: votre réponse est anonyme et aide à améliorer l’accompagnement.</p>
    <p>
      <a href={paths.survey(id)}>Répondre à l’enquête de satisfaction</a>
    </p>
  </Card>
);

const PlanningCard = ({ view, planning }: { view: Dossier['view']; planning: Planning }) => (
  <Card title="Planning convenu" id="planning">
    <Facts
      facts={[
        { label: 'Premier rendez-vous', value: view.meeting?.heldOn && `tenu le ${inFrench(view.meeting.heldOn)}` },
        { label: 'Rapport (date butoir)', value: inFrench(planning.reportDue) },
        { label: 'Rapport révisé', value: inFrench(planning.revisionDue) },
      ]}
    />
  </Card>
);

const Aside = ({ dossier, ledger, reader, time, turn, temporal }: Parts & { turn: Turn }) => {
  const { view } = dossier;
  return (
    <>
      <People dossier={dossier} reader={reader} />
      {view.tutor ? <TimeCard view={view} ledger={ledger} reader={reader} time={time} /> : null}
      {reader === 'staff' ? null : <Resources url={dossier.resourcesUrl} />}
      {reader === 'staff' ? null : <MoreActs dossier={dossier} reader={reader} turn={turn} />}
      {temporal ? (
        <p>
          <WebLink url={temporal} label="Voir ce dossier dans Temporal" />
        </p>
      ) : null}
    </>
  );
};

/** Shown elsewhere on the page. */
const ELSEWHERE = ['callOffMeeting', 'logTime'];

const MoreActs = ({ dossier: { view }, reader, turn }: { dossier: Dossier; reader: Reader; turn: Turn }) => (
  <Card title={reader === 'staff' ? 'Actions' : 'Autres actions'} id="actions">
    <ul class="link-list">
      {actLinks(view, reader, turn.command)
        .filter(({ command }) => !ELSEWHERE.includes(command))
        .filter(({ command }) => command !== 'bookMeeting' || !view.meeting)
        .map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      <li>
        <a href={paths.journal(view.id)}>Lire le journal du dossier</a>
      </li>
    </ul>
  </Card>
);
