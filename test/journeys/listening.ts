import { parisDate, parisTime } from '../../calendar/paris-time.ts';
import type { Dossier } from './enrolments.ts';
import type { World, WorldMail } from './world.ts';

/** A mail that arrived about an enrolment, with what our queue calls it. */
export interface Heard extends WorldMail {
  /** The template, `reminder` for instance. */
  name: string;
  /** « relance (dépôt du rapport), à l’auditeur » */
  description: string;
}

/** Every mail that arrived about an enrolment, in the order of their own dates. */
export async function mailsAbout(world: World, { id }: Pick<Dossier, 'id'>): Promise<Heard[]> {
  const arrived = await world.mails();
  const queued = await world.query<{ message_id: string; name: string; description: string }>(
    'select message_id, name, description from mails where enrolment_id = $1 order by queued_at, version, ordinal',
    [id],
  );
  return queued.flatMap(({ message_id, name, description }) =>
    arrived.filter(({ messageId }) => messageId === message_id).map((mail) => ({ ...mail, name, description })),
  );
}

export interface Listener {
  /** The mails about the enrolment since one last asked. */
  mails(): Promise<Heard[]>;
  /** The same, each as « 2037-11-12 08:00 relance (dépôt du rapport), à l’auditeur »: when, by Paris time; what; to whom. */
  told(): Promise<string[]>;
}

/** Listens to what is mailed about an enrolment, from now on. */
export async function listenTo(world: World, dossier: Pick<Dossier, 'id'>): Promise<Listener> {
  let heard = (await mailsAbout(world, dossier)).length;
  const mails = async () => {
    const all = await mailsAbout(world, dossier);
    const since = all.slice(heard);
    heard = all.length;
    return since;
  };
  return {
    mails,
    told: async () =>
      (await mails()).map(({ date, description }) => `${parisDate(date)} ${parisTime(date)} ${description}`),
  };
}
