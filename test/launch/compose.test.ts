import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: string;
  restart?: string;
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const text = readFileSync(new URL('../../temporal-docker-compose.yml', import.meta.url), 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const services = Object.entries(compose.services);
const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');

describe('temporal-docker-compose.yml', () => {
  it('has Temporal, its schema, its namespace, its pages, and both roles of the application', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'database',
      'server',
      'temporal',
      'temporal-database',
      'temporal-namespace',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
  });

  it.each(services)('pins the image of %s to one exact version', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z0-9]+)*$/);
  });

  it('runs the same version of Temporal everywhere', () => {
    const { temporal, 'temporal-schema': schema, 'temporal-namespace': namespace } = compose.services;
    const versions = [temporal, schema, namespace].map((service) => service?.image?.split(':')[1]);
    expect(new Set(versions).size).toBe(1);
  });

  it('takes every secret from the environment, and says which one is missing, unless it can be done without', () => {
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/^(AWS|OIDC)_/.test(name)) expect(value).toBe(`\${${name}:-}`);
        else if (/PASSWORD|PWD|SECRET|SMTP_URL|DATABASE_URL/.test(name)) expect(value).toMatch(/\$\{[A-Z_]+:\?.+\}/);
      }
    }
  });

  it('publishes nothing beyond the machine’s own loopback', () => {
    for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('checks the health of whatever keeps running', () => {
    const lasting = services.filter(([, { restart }]) => restart === 'unless-stopped');
    const checked = lasting.filter(([name, { healthcheck, build }]) => healthcheck ?? (build && name === 'server'));
    expect(checked.map(([name]) => name)).toEqual(lasting.map(([name]) => name));
    for (const [, { healthcheck }] of services) {
      for (const word of healthcheck?.test ?? []) expect(typeof word).toBe('string');
    }
  });

  it('waits only for services that exist', () => {
    for (const [, { depends_on = {} }] of services) {
      for (const name of Object.keys(depends_on)) expect(compose.services).toHaveProperty([name]);
    }
  });
});

describe('The Dockerfile', () => {
  it('starts from pinned images, runs as an ordinary user, and says whether it is healthy', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) expect(image).toMatch(/^node:20\.\d+\.\d+-bookworm-slim$/);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK/m);
  });
});
