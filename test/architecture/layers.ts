/** What the code of a folder may import, beside its own files. */
export interface Layer {
  readonly imports?: readonly string[];
  /** Only with `import type`. */
  readonly types?: readonly string[];
  /** The only libraries it may use… */
  readonly libraries?: readonly string[];
  /** …or those that it may not. */
  readonly never?: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly node: boolean;
}

const PORTS = ['activities/ports', 'services/ports', 'log'];

/** The import table of ARCHITECTURE.md. Composition roots (api/main.ts, workers/, launch/) may import everything. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  domain: { libraries: ['date-fns'], node: false },
  workflows: {
    imports: ['domain'],
    types: ['activities'],
    libraries: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
  },
  activities: {
    imports: ['domain'],
    types: ['log'],
    never: ['express', 'knex', 'pg', 'nodemailer', '@temporalio/client', '@temporalio/worker'],
    node: true,
  },
  db: { imports: ['domain'], types: PORTS, never: ['express', 'nodemailer', '@temporalio'], node: true },
  mail: { imports: ['domain'], types: PORTS, never: ['express', 'knex', 'pg', '@temporalio'], node: true },
  documents: {
    imports: ['domain'],
    types: PORTS,
    never: ['express', 'knex', 'pg', 'nodemailer', '@temporalio'],
    node: true,
  },
  calendar: {
    imports: ['domain'],
    types: PORTS,
    never: ['express', 'knex', 'pg', 'nodemailer', '@temporalio'],
    node: true,
  },
  services: {
    imports: ['domain', 'workflows/messages', 'workflows/search-attributes'],
    types: ['db', 'activities/ports', 'log'],
    never: ['express', 'knex', 'pg', 'nodemailer', '@temporalio/worker', '@temporalio/activity'],
    node: true,
  },
  api: {
    imports: ['services', 'domain'],
    types: ['log'],
    never: ['knex', 'pg', 'nodemailer', '@temporalio'],
    node: true,
  },
  web: {
    imports: [
      'services',
      'domain',
      // How requests come and refusals go, the same for pages as for the API.
      'api/bodies',
      'api/content-disposition',
      'api/cursors',
      'api/download',
      'api/log-requests',
      'api/problem',
      'api/rate-limits',
      'api/route',
      'api/schemas',
      'api/uploads',
      'api/validation',
    ],
    types: ['log'],
    never: ['knex', 'pg', 'nodemailer', '@temporalio'],
    node: true,
  },
};

/** Files that put the others together. */
export const COMPOSITION_ROOTS = ['api/main.ts', 'api/serve.ts'];

/** Top-level folders and files that the rules look at. */
export const LOOKED_AT = [...Object.keys(LAYERS), 'workers', 'launch', 'test', 'bench', '.ci', 'config.ts', 'log.ts'];
