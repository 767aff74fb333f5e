import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { myCoachingPages } from './my-coaching.tsx';
import { reportPages } from './report.tsx';
import { revisionPages } from './revision.tsx';
import { surveyPages } from './survey.tsx';
import { tutoringRecordPages } from './tutoring-record.tsx';

/** The auditeur's home, and their own acts on an enrolment. */
export const auditeurPages = (backend: Backend): PageRoute[] => [
  ...myCoachingPages(backend),
  ...reportPages(backend),
  ...revisionPages(backend),
  ...surveyPages(backend),
  ...tutoringRecordPages(backend),
];
