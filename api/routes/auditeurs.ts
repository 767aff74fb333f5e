import { correctAuditeur } from '../../services/auditeurs.ts';
import type { Backend } from '../../services/backend.ts';
import { readEnrolment } from '../../services/enrolments.ts';
import { STAFF } from '../../services/principal.ts';
import { enrolmentAnswer } from '../answers.ts';
import { type Route, route } from '../route.ts';
import { email, line, phone, z } from '../schemas.ts';
import { enrolmentPath } from './enrolments.ts';

/** Correcting who an auditeur is and where they are written to. */
export const auditeurRoutes = (backend: Backend): Route[] => [
  route({
    method: 'patch',
    path: '/api/enrolments/{id}/auditeur',
    operationId: 'correctAuditeur',
    summary: 'Corriger les coordonnées de l’auditeur\u00a0; les courriels en attente partent à la nouvelle adresse',
    tag: 'Dossiers',
    roles: STAFF,
    params: enrolmentPath,
    body: z
      .strictObject({ firstName: line(100), lastName: line(100), email: email(), phone: phone().nullable() })
      .partial(),
    answer: enrolmentAnswer,
    handle: async ({ principal, params, body }) => {
      await correctAuditeur(backend, principal, params.id, body);
      return readEnrolment(backend, principal, params.id);
    },
  }),
];
