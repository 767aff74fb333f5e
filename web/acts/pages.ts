import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { avisPages } from './avis.tsx';
import { correctionPages } from './correction.tsx';
import { meetingPages } from './meeting.tsx';
import { meetingOutcomePages } from './meeting-outcome.tsx';
import { planningPages } from './planning.tsx';
import { timePages } from './time.tsx';

/** The pages where tutors act on an enrolment, and others with them: meeting, planning, correction, avis, time. */
export const actPages = (backend: Backend): PageRoute[] => [
  ...meetingPages(backend),
  ...meetingOutcomePages(backend),
  ...planningPages(backend),
  ...correctionPages(backend),
  ...avisPages(backend),
  ...timePages(backend),
];
