import type { Backend } from '../../services/backend.ts';
import { readFigures } from '../../services/figures.ts';
import { MANAGERS } from '../../services/principal.ts';
import { figuresAnswer } from '../answers.ts';
import { type Route, route } from '../route.ts';
import { code, line, z } from '../schemas.ts';

const query = z.strictObject({
  semester: line(20).optional(),
  certification: code().optional(),
  tutor: line(64).optional(),
  centre: code().optional(),
});

/** What managers steer by. */
export const figureRoutes = (backend: Backend): Route[] => [
  route({
    method: 'get',
    path: '/api/figures',
    operationId: 'readFigures',
    summary: 'Les chiffres du pilotage\u00a0: dossiers, délais, issues, accompagnement, satisfaction',
    tag: 'Pilotage',
    roles: MANAGERS,
    query,
    answer: figuresAnswer,
    handle: ({ principal, query: filters }) => readFigures(backend, principal, filters),
  }),
];
