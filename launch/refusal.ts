import { ConfigError } from '../config.ts';

/** Why the start is refused: one French line that says what to do. */
export class LaunchRefusal extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LaunchRefusal';
  }
}

/** The lines to show a person for an error of the start: ours as they are, an unexpected one with where it was thrown. */
export function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return error.mistakes.map((mistake) => `Configuration : ${mistake}`);
  if (error instanceof LaunchRefusal) return [error.message];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
