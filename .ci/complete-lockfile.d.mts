/** The optional packages that some package of the lockfile wants and that have no line: `[name, version]`. */
export function missingOptionals(
  packages: Record<string, { optionalDependencies?: Record<string, string> }>,
): [name: string, version: string][];
