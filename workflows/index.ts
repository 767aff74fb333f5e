/** What the worker's bundle exports: its one workflow, under its own name. */
export { enrolment } from './enrolment.ts';
