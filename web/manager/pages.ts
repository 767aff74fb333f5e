import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { calendarPage } from './calendar.tsx';
import { calendarImportPages } from './calendar-import.tsx';
import { centrePages } from './centre.tsx';
import { logoPages } from './centre-logo.tsx';
import { certificationFormPages } from './certification.tsx';
import { certificationListPage } from './certifications.tsx';
import { evaluationFormPages } from './evaluation-form.tsx';
import { figurePages } from './figures.tsx';
import { formVersionPage } from './form-versions.tsx';
import { reminderPages } from './reminders.tsx';
import { tutorFormPages } from './tutor.tsx';
import { tutorListPage } from './tutors.tsx';
import { windowPages } from './windows.tsx';

/** The pages of managers: figures and settings. */
export const managerPages = (backend: Backend): PageRoute[] => [
  ...figurePages(backend),
  ...centrePages(backend),
  ...logoPages(backend),
  ...reminderPages(backend),
  ...windowPages(backend),
  calendarPage(backend),
  ...calendarImportPages(backend),
  certificationListPage(backend),
  ...certificationFormPages(backend),
  ...evaluationFormPages(backend),
  formVersionPage(backend),
  tutorListPage(backend),
  ...tutorFormPages(backend),
];
