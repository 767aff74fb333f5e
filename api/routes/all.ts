import type { Backend } from '../../services/backend.ts';
import type { Route } from '../route.ts';
import { auditRoutes } from './audit.ts';
import { auditeurRoutes } from './auditeurs.ts';
import { calendarRoutes } from './calendar.ts';
import { centreRoutes } from './centres.ts';
import { certificationRoutes } from './certifications.ts';
import { commandRoutes } from './commands.ts';
import { enrolmentReadRoutes } from './enrolment-reads.ts';
import { enrolmentRoutes } from './enrolments.ts';
import { exportRoutes } from './exports.ts';
import { figureRoutes } from './figures.ts';
import { importRoutes } from './imports.ts';
import { logoRoutes } from './logos.ts';
import { meetingSlotRoutes } from './meeting-slots.ts';
import { paperRoutes } from './papers.ts';
import { registrationWindowRoutes } from './registration-windows.ts';
import { tokenRoutes } from './tokens.ts';
import { tutorRoutes } from './tutors.ts';
import { userRoutes } from './users.ts';
import { worklistRoutes } from './worklist.ts';

/** Every route of the API. */
export const allRoutes = (backend: Backend): Route[] => [
  ...enrolmentRoutes(backend),
  ...enrolmentReadRoutes(backend),
  ...paperRoutes(backend),
  ...commandRoutes(backend),
  ...worklistRoutes(backend),
  ...exportRoutes(backend),
  ...importRoutes(backend),
  ...meetingSlotRoutes(backend),
  ...auditeurRoutes(backend),
  ...tutorRoutes(backend),
  ...certificationRoutes(backend),
  ...registrationWindowRoutes(backend),
  ...centreRoutes(backend),
  ...logoRoutes(backend),
  ...calendarRoutes(backend),
  ...userRoutes(backend),
  ...tokenRoutes(backend),
  ...auditRoutes(backend),
  ...figureRoutes(backend),
];
