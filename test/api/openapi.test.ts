import { Validator } from '@seriousme/openapi-schema-validator';
import { openApiDocument } from '../../api/openapi.ts';
import { allRoutes } from '../../api/routes/all.ts';
import type { Backend } from '../../services/backend.ts';

const routes = allRoutes({} as Backend);
const document = openApiDocument(routes, 'http://jalons.test');

/** The contract's table, but for the page that checks attestations. */
const CONTRACT = `
POST /api/enrolments
GET /api/enrolments
GET /api/enrolments/{id}
GET /api/enrolments/{id}/journal
GET /api/enrolments/{id}/tutor-suggestions
POST /api/enrolments/{id}/tutor
POST /api/enrolments/{id}/meeting
DELETE /api/enrolments/{id}/meeting
POST /api/enrolments/{id}/meeting/outcome
GET /api/enrolments/{id}/planning/proposal
PUT /api/enrolments/{id}/planning
POST /api/enrolments/{id}/report
POST /api/enrolments/{id}/correction
POST /api/enrolments/{id}/revision
POST /api/enrolments/{id}/avis
POST /api/enrolments/{id}/avis/correction
POST /api/enrolments/{id}/follow-up
POST /api/enrolments/{id}/time-entries
GET /api/enrolments/{id}/time-entries
POST /api/enrolments/{id}/tutoring-record/confirmation
POST /api/enrolments/{id}/survey
POST /api/enrolments/{id}/withdrawal
POST /api/enrolments/{id}/limit
POST /api/enrolments/{id}/expiry
GET /api/enrolments/{id}/documents/{documentId}
GET /api/enrolments/{id}/attestation.pdf
GET /api/enrolments/{id}/evaluation.pdf
GET /api/enrolments/{id}/tutoring-record.pdf
GET /api/enrolments/{id}/completion-certificate.pdf
GET /api/tutors
POST /api/tutors
PATCH /api/tutors/{id}
GET /api/certifications
POST /api/certifications
PATCH /api/certifications/{code}
GET /api/registration-windows
POST /api/registration-windows
PATCH /api/registration-windows/{id}
GET /api/centres/{code}
PATCH /api/centres/{code}
GET /api/users
POST /api/users
PATCH /api/users/{id}
DELETE /api/users/{id}
GET /api/tokens
POST /api/tokens
PATCH /api/tokens/{id}
DELETE /api/tokens/{id}
GET /api/centres
POST /api/centres
DELETE /api/centres/{code}
GET /api/calendar
PUT /api/calendar`
  .trim()
  .split('\n');

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it.each(CONTRACT)('describes %s', (line) => {
    const [method, path] = line.split(' ') as [string, string];
    expect(document.paths?.[path]?.[method.toLowerCase() as 'get']).toBeDefined();
  });

  it('describes every route that is served, each under a name of its own', () => {
    const ids = routes.map((route) => route.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const described = Object.values(document.paths ?? {}).flatMap((path) => Object.keys(path));
    expect(described).toHaveLength(routes.length);
  });

  it('shows the body that validates requests, with what rules ask for left optional', () => {
    const schema = document.components?.schemas?.Registration as { required: string[]; additionalProperties: boolean };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(['auditeur', 'certification', 'funding']);
  });

  it('asks for a body where an empty one would be refused, and only there', () => {
    const bodyOf = (path: string, method: 'post' | 'put' | 'delete') => document.paths?.[path]?.[method]?.requestBody;
    expect(bodyOf('/api/enrolments', 'post')).toMatchObject({ required: true });
    expect(bodyOf('/api/enrolments/{id}/meeting', 'delete')).toMatchObject({ required: false });
    expect(bodyOf('/api/calendar', 'put')).toMatchObject({
      required: true,
      content: { 'multipart/form-data': { schema: { properties: { file: { format: 'binary' } } } } },
    });
  });

  it('tells that reading may be refused in the state too: a closed enrolment has no planning to propose', () => {
    const responses = document.paths?.['/api/enrolments/{id}/planning/proposal']?.get?.responses ?? {};
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '404', '409', '422', '429', '503']));
  });
});
