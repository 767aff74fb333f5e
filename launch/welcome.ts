/** What `npm start` prints once everything answers. */
export interface Welcome {
  readonly application: string;
  /** Absent when the environment gave a Temporal or mail server: its pages are elsewhere. */
  readonly temporalUi: string | undefined;
  readonly mailUi: string | undefined;
  readonly dataDir: string;
  readonly milliseconds: number;
  readonly notices: readonly string[];
}

/** A duration as French people read it. */
export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).replace('.', ',')}\u00a0s`;
}

/** What, and where it is, as the welcome shows it. */
export const addressLine = (what: string, where: string): string => `${what.padEnd(33)}${where}`;

/** The lines to print: where everything is, what to do next, how to stop. */
export function welcomeLines(welcome: Welcome): string[] {
  const addresses = [
    ['Application', welcome.application],
    ['API, documentation', `${welcome.application}/api/docs`],
    ['Temporal, les dossiers en cours', welcome.temporalUi],
    ['Messagerie d’essai', welcome.mailUi],
  ].filter((line): line is [string, string] => line[1] !== undefined);
  return [
    '',
    `Jalons est prêt (${inSeconds(welcome.milliseconds)}).`,
    '',
    ...addresses.map(([what, where]) => `  ${addressLine(what, where)}`),
    '',
    ...welcome.notices.map((notice) => `  ${notice}`),
    '  Pour essayer\u00a0: connectez-vous\u00a0; ou README.md, «\u00a0A first enrolment\u00a0», par l’API\u00a0; ou «\u00a0npm run demo\u00a0».',
    `  Données et journaux\u00a0: ${welcome.dataDir}`,
    '  Pour arrêter\u00a0: Ctrl-C.',
    '',
  ];
}
