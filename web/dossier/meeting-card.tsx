import type { Instant } from '../../domain/dates.ts';
import { inFrenchWithWeekday } from '../../domain/dates.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { paths } from '../paths.ts';
import { Notice } from '../view/badge.tsx';
import { Actions, LinkButton } from '../view/button.tsx';
import { Card, Facts } from '../view/card.tsx';
import type { FrenchTime } from '../view/moments.ts';
import { WebLink } from '../view/prose.tsx';
import { actLink } from './acts.ts';
import type { Reader } from './turn.ts';

interface MeetingProps {
  view: EnrolmentView;
  reader: Reader;
  time: FrenchTime;
  /** What is to be told of it when it comes too late for a planning. */
  late?: string;
}

/** The first meeting: when and where, or that it was held. */
export const MeetingCard = ({ view, reader, time, late }: MeetingProps) => {
  const { meeting } = view;
  if (!meeting) return null;
  return (
    <Card title="Premier rendez-vous" id="rendez-vous">
      {late ? (
        <Notice tone="warning">
          <p>{late}</p>
        </Notice>
      ) : null}
      {meeting.heldOn ? (
        <p>{`Il a eu lieu le ${inFrenchWithWeekday(meeting.heldOn)}.`}</p>
      ) : (
        <Booked view={view} startsAt={meeting.startsAt ?? ''} reader={reader} time={time} />
      )}
    </Card>
  );
};

const Booked = ({
  view,
  startsAt,
  reader,
  time,
}: {
  view: EnrolmentView;
  startsAt: Instant;
  reader: Reader;
  time: FrenchTime;
}) => (
  <>
    <Facts
      facts={[
        { label: 'Date', value: <time datetime={startsAt}>{time.dayAndHour(startsAt)}</time> },
        { label: 'Durée', value: '30\u00a0minutes, en visioconférence' },
        {
          label: 'Lien',
          value: view.meeting?.videoUrl ? (
            <WebLink url={view.meeting.videoUrl} />
          ) : (
            'Pas encore donné\u00a0: convenez-en ensemble.'
          ),
        },
      ]}
    />
    <Actions>
      <LinkButton href={paths.meetingFile(view.id)} look="secondary">
        Ajouter à mon agenda
      </LinkButton>
      {(['bookMeeting', 'callOffMeeting'] as const)
        .filter((command) => view.actions.includes(command))
        .map((command) => actLink(command, view, reader))
        .map(({ href, label }) => (
          <LinkButton href={href} look="quiet">
            {label}
          </LinkButton>
        ))}
    </Actions>
  </>
);
