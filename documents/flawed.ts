import type { FileFlaw } from '../domain/report.ts';

/** What is wrong with the file being looked into: said by throwing it, so that every check reads as one line. */
export class Flawed extends Error {
  readonly flaw: FileFlaw;
  constructor(flaw: FileFlaw, why: string) {
    super(why);
    this.name = 'Flawed';
    this.flaw = flaw;
  }
}
