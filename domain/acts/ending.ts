import type { Command, Expire, ExtendLimit, Withdraw } from '../commands.ts';
import { inFrench } from '../dates.ts';
import type { Facts } from '../enrolment.ts';
import { requireExtension, requireLimitReached } from '../limit.ts';
import { everyone, mailTo } from '../mails.ts';
import { situationOf } from '../progress.ts';
import { requireReason } from '../real-date.ts';
import { type Act, callOff, requireSituation } from './act.ts';

/** A meeting still to come goes with the enrolment that ends. */
const free = (facts: Facts, command: Command) =>
  situationOf(facts, command.at) === 'meeting_booked' ? callOff(facts, 'enrolment_ended') : { facts, mails: [] };

/** R33: until the avis, with a reason; all are told. */
export const withdraw: Act<Withdraw> = {
  judge(facts, command) {
    requireSituation(facts, 'withdraw', command);
    requireReason(command.hasReason, 'un abandon');
  },
  apply(facts, command) {
    const freed = free(facts, command);
    return {
      facts: { ...freed.facts, ended: { outcome: 'withdrawn', on: command.today } },
      lines: [{ type: 'enrolment.withdrawn', text: 'Abandon de la prestation{reason}.' }],
      mails: [...freed.mails, ...mailTo(everyone(facts), 'withdrawn', { on: command.today })],
      accepted: { on: command.today },
    };
  },
};

/** R34: at the limit a manager decides; the software never closes on its own. */
export const expire: Act<Expire> = {
  judge(facts, command) {
    requireSituation(facts, 'expire', command);
    requireReason(command.hasReason, 'clore un dossier comme expiré');
    requireLimitReached(facts.limit, command.today);
  },
  apply(facts, command) {
    const freed = free(facts, command);
    const told = { on: command.today, limit: facts.limit };
    return {
      facts: { ...freed.facts, ended: { outcome: 'expired', on: command.today } },
      lines: [
        {
          type: 'enrolment.expired',
          text: `Dossier clos comme expiré (limite\u00a0: ${inFrench(facts.limit)}){reason}.`,
        },
      ],
      mails: [...freed.mails, ...mailTo(everyone(facts), 'expired', told)],
      accepted: { on: command.today },
    };
  },
};

/** R32: a manager extends the two-semester limit, with a reason. */
export const extendLimit: Act<ExtendLimit> = {
  judge(facts, command) {
    requireSituation(facts, 'extendLimit', command);
    requireReason(command.hasReason, 'prolonger la limite');
    requireExtension(command.limit, facts.limit, command.today);
  },
  apply(facts, command) {
    const told = { limit: command.limit, previous: facts.limit };
    return {
      facts: { ...facts, limit: command.limit },
      lines: [
        {
          type: 'limit.extended',
          text: `Limite de la prestation reportée du ${inFrench(facts.limit)} au ${inFrench(command.limit)}{reason}.`,
        },
      ],
      mails: mailTo(everyone(facts), 'limit_extended', told),
      accepted: { on: command.today },
    };
  },
};
