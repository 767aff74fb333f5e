/** Why `npm ci` must run in `folder` before a program, or undefined when it need not. */
export function whyInstall(folder: string, forTests: boolean): string | undefined;
