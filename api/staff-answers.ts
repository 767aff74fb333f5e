import { SITUATIONS, STEPS, WAITED_FOR } from '../domain/enrolment.ts';
import { WORK_SECTIONS } from '../domain/worklist.ts';
import { listOf, z } from './schemas.ts';

const text = () => z.string();
const id = () => z.string().meta({ format: 'uuid' });
const date = () => z.string().meta({ format: 'date' });
const moment = () => z.string().meta({ format: 'date-time' });

const workEntry = z.object({
  id: id(),
  reference: text(),
  centre: text(),
  auditeur: z.object({ firstName: text(), lastName: text() }),
  certification: z.object({ code: text(), title: text() }),
  tutor: z.object({ id: id(), firstName: text(), lastName: text() }).optional(),
  step: z.enum(STEPS),
  situation: z.enum(Object.keys(SITUATIONS) as (keyof typeof SITUATIONS)[]),
  waitingFor: z.enum(WAITED_FOR),
  overdue: z.boolean(),
  date: date(),
  mail: z
    .object({
      recipient: z.enum(['auditeur', 'tutor', 'former_tutor', 'staff', 'manager']),
      description: text(),
      to: z.object({ name: text(), address: text() }),
      queuedAt: moment(),
      attempts: z.int(),
      lastError: text().optional(),
    })
    .optional(),
});

/** What staff have to do: each section with its first entries. */
export const worklistAnswer = z
  .object({
    sections: z.array(
      z.object({
        name: z.enum(WORK_SECTIONS),
        count: z.int(),
        more: z.boolean().meta({ description: 'Il y en a davantage que le nombre compté.' }),
        items: z.array(workEntry),
        nextCursor: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Worklist' });

export const workSectionAnswer = listOf(workEntry).meta({ id: 'WorkSection' });

/** An import, without its lines. */
export const importAnswer = z
  .object({
    id: id(),
    fileName: text().optional(),
    status: z.enum(['previewed', 'running', 'finished']),
    createdAt: moment(),
    expiresAt: moment(),
    columns: z.array(z.object({ path: text(), title: text() })),
    ignoredColumns: z.array(text()),
    counts: z.object({ refused: z.int(), ready: z.int(), enrolled: z.int(), failed: z.int() }),
    alreadyEnrolled: z
      .int()
      .meta({ description: 'Parmi les lignes refusées, celles dont le dossier est déjà ouvert.' }),
  })
  .meta({ id: 'Import' });

export const importLinesAnswer = listOf(
  z.object({
    line: z.int(),
    cells: z.record(z.string(), z.string()).optional(),
    priceCents: z.int().optional(),
    status: z.enum(['refused', 'ready', 'enrolled', 'failed']),
    refusals: z.array(z.object({ path: text(), code: text(), message: text() })),
    enrolment: z
      .object({ id: id(), reference: text(), auditeur: z.object({ firstName: text(), lastName: text() }) })
      .optional(),
  }),
).meta({ id: 'ImportLines' });
