import { LATENESSES } from '../../domain/meeting-horizon.ts';
import type { Backend } from '../../services/backend.ts';
import { meetingSlots } from '../../services/meeting-slots.ts';
import { EVERYONE } from '../../services/principal.ts';
import { type Route, route } from '../route.ts';
import { instant, plainDate, z } from '../schemas.ts';
import { enrolmentPath } from './enrolments.ts';

const LONGEST_DAYS = 30;

const answer = z.object({
  items: z.array(
    z.object({
      startsAt: instant(),
      date: plainDate(),
      time: z.string(),
      taken: z.boolean(),
      late: z.enum(LATENESSES).optional().meta({
        description:
          'Après la limite, ou trop près d’elle pour un planning\u00a0: le rendez-vous peut être fixé, son compte rendu attendrait que la limite soit prolongée.',
      }),
    }),
  ),
  nextCursor: z.null(),
});

/** The slots that can be offered for the first meeting. */
export const meetingSlotRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/enrolments/{id}/meeting/slots',
    operationId: 'offerMeetingSlots',
    summary: 'Les créneaux possibles du premier rendez-vous\u00a0; ceux où le tuteur en a déjà un sont signalés',
    tag: 'Dossiers',
    roles: EVERYONE,
    params: enrolmentPath,
    query: z.strictObject({
      from: plainDate().optional(),
      days: z.coerce.number().int().min(1).max(LONGEST_DAYS).optional(),
    }),
    answer,
    handle: async ({ principal, params, query }) => ({
      items: (await meetingSlots(backend, principal, params.id, query)).slots,
      nextCursor: null,
    }),
  }),
];
