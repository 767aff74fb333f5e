import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type BodyKind, type Route, takesBytes } from './route.ts';
import { z as zod } from './schemas.ts';

const problemSchema = zod
  .object({
    type: zod.string(),
    title: zod.string(),
    status: zod.int(),
    detail: zod.string(),
    code: zod.string(),
    errors: zod.array(zod.object({ path: zod.string(), code: zod.string(), message: zod.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457\u00a0; detail est en français, code est stable.' });

const PROBLEMS: Record<number, string> = {
  400: 'Demande mal formée',
  401: 'Jeton absent ou inconnu',
  403: 'Le rôle ne permet pas cette action',
  404: 'Introuvable, ou hors de portée',
  409: 'Impossible en l’état, ou doublon',
  413: 'Contenu trop volumineux',
  415: 'Type de contenu non pris en charge',
  422: 'Une règle dit non',
  429: 'Trop de demandes',
  503: 'Issue inconnue\u00a0: recommencer avec la même clé',
};

const MEDIA: Record<BodyKind, readonly string[]> = {
  json: ['application/json'],
  form: ['multipart/form-data', 'application/x-www-form-urlencoded', 'application/json'],
  bytes: ['text/csv', 'application/json', 'text/calendar', 'application/octet-stream', 'multipart/form-data'],
  image: ['image/png', 'image/jpeg', 'application/octet-stream', 'multipart/form-data'],
};

const idempotencyKey = zod.object({
  'Idempotency-Key': zod
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Une répétition reçoit la première réponse.' }),
});

/** The OpenAPI 3.1 document of `routes`, from the very schemas that validate requests. */
export function openApiDocument(routes: readonly Route[], publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Jalons',
      version: '1.0.0',
      description:
        'Prestation d’accompagnement à la validation de l’unité d’activité\u00a0: chaque dossier est un workflow Temporal. ' +
        'Dates AAAA-MM-JJ à Paris, instants ISO 8601, erreurs RFC 9457.',
    },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const requestParams = {
    ...(route.params ? { path: route.params as z.ZodObject } : {}),
    ...(route.query ? { query: route.query as z.ZodObject } : {}),
    ...(route.method === 'get' ? {} : { header: idempotencyKey }),
  };
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(route.roles.length > 0 ? { description: `Rôles\u00a0: ${route.roles.join(', ')}.` } : { security: [] }),
    requestParams,
    ...(route.body ? { requestBody: { required: isBodyRequired(route), content: requestContent(route) } } : {}),
    responses: { [route.status ?? 200]: success(route), ...problems(route) },
  } as ZodOpenApiOperationObject;
}

/** A body that may be empty may be absent. */
const isBodyRequired = (route: Route): boolean => takesBytes(route) || !route.body?.safeParse({}).success;

function requestContent(route: Route) {
  const kind = route.bodyKind ?? 'json';
  return Object.fromEntries(
    MEDIA[kind].map((media) => [media, { schema: kind === 'json' ? route.body! : withFile(route, media) }]),
  );
}

/** A form's schema as shown: with its file, which the schema that validates the fields does not have. */
function withFile(route: Route, media: string): z.ZodType {
  if (media !== 'multipart/form-data') return route.body!;
  if (takesBytes(route)) return zod.object({ file: zod.string().meta({ format: 'binary' }) });
  const file = zod.string().optional().meta({ description: 'PDF, DOCX ou ODT, 20 Mio au plus.', format: 'binary' });
  return zod.object({ ...(route.body as z.ZodObject).shape, file });
}

function success(route: Route) {
  if (route.status === 204) return { description: 'Fait' };
  if (route.answerType) {
    return {
      description: 'Le contenu',
      content: { [route.answerType]: { schema: { type: 'string' as const, format: 'binary' } } },
    };
  }
  return { description: 'Réponse', content: { 'application/json': { schema: route.answer ?? zod.unknown() } } };
}

function problems(route: Route) {
  const statuses = Object.keys(PROBLEMS).filter((status) => route.method !== 'get' || !['413', '415'].includes(status));
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: PROBLEMS[Number(status)]!, content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}
