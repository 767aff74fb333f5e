/** A field's id, from its name, for labels and the error summary; `planning.reportDue` → `champ-planning-reportDue`. */
export const fieldId = (name: string): string => `champ-${name.replaceAll(/[^\w-]/g, '-')}`;
