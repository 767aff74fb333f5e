import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { STEPS } from '../domain/enrolment.ts';
import type { Backend } from '../services/backend.ts';
import { lastSweep } from '../services/sweep-contents.ts';

/** Counts requests, and shows what an operator watches, for Prometheus. */
export interface Metrics {
  count: RequestHandler;
  show: RequestHandler;
}

export function createMetrics({ stores, files }: Pick<Backend, 'stores' | 'files'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ['method', 'route', 'status'];
  const requests = new Counter({
    name: 'jalons_http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'jalons_http_request_seconds',
    help: 'How long requests took.',
    labelNames,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const mails = new Gauge({ name: 'jalons_mails', help: 'Mails, by state.', labelNames: ['state'], registers });
  const repeats = new Gauge({
    name: 'jalons_mails_possible_repeats',
    help: 'Mails that may have gone twice.',
    registers,
  });
  const steps = new Gauge({ name: 'jalons_enrolments', help: 'Enrolments, by step.', labelNames: ['step'], registers });
  const overdue = new Gauge({
    name: 'jalons_enrolments_overdue',
    help: 'Open enrolments that are overdue.',
    registers,
  });
  const toStart = new Gauge({
    name: 'jalons_enrolments_not_started',
    help: 'Registrations without workflow.',
    registers,
  });
  const missing = new Gauge({
    name: 'jalons_contents_missing',
    help: 'Documents and logos whose content was not in the storage when it was last swept.',
    registers,
  });

  const refresh = async () => {
    missing.set(lastSweep({ files })?.missing ?? 0);
    const figures = await stores.figures();
    mails.set({ state: 'queued' }, figures.mails.queued);
    mails.set({ state: 'failing' }, figures.mails.failing);
    mails.set({ state: 'sent' }, figures.mails.sent);
    repeats.set(figures.mails.possibleRepeats);
    for (const step of STEPS) steps.set({ step }, figures.steps[step] ?? 0);
    overdue.set(figures.overdue);
    toStart.set(figures.notStarted);
  };

  return {
    count: (request, response, next) => {
      const begin = process.hrtime.bigint();
      response.once('finish', () => {
        const labels = { method: request.method, route: response.locals.route ?? 'other', status: response.statusCode };
        requests.inc(labels);
        seconds.observe(labels, Number(process.hrtime.bigint() - begin) / 1e9);
      });
      next();
    },
    show: async (_request, response) => {
      // Without the database, the process's own figures are still shown.
      await refresh().catch(() => undefined);
      response.type(registry.contentType).send(await registry.metrics());
    },
  };
}
