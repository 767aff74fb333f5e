import { readConfig } from '../config.ts';
import { movableClock } from './demo/clock.ts';
import { Api } from './demo/http.ts';
import { setStage } from './demo/stage.ts';
import { playStory } from './demo/story.ts';
import { runMain } from './role-config.ts';

interface CaughtMail {
  id: string;
  to: { address: string }[];
  subject: string;
}

/** `npm run demo`: a whole enrolment in under a minute, told in French, through the public API and a clock that skips. */
await runMain(async () => {
  const begin = Date.now();
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say('Démonstration\u00a0: un dossier entier, de l’inscription à la suite d’un avis défavorable.');
  const stage = await setStage(readConfig());
  const clock = await movableClock(stage.temporalAddress);
  const seen = new Set<string>();
  const mails = async () => {
    const caught = (await (await fetch(`${stage.mailUrl}/api/email`)).json()) as CaughtMail[];
    const fresh = caught.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    return fresh.map(({ to, subject }) => ({ to: to.map(({ address }) => address).join(', '), subject }));
  };
  try {
    const api = new Api(stage.url, stage.token);
    const id = await playStory({ api, clock, tell: say, mails });
    const { items } = await api.get<{ items: { at: string; text: string }[] }>(`/enrolments/${id}/journal?limit=200`);
    say(
      `\nLe journal du dossier compte ${items.length} lignes. Démonstration jouée en ${Math.round((Date.now() - begin) / 1_000)} s.`,
    );
  } finally {
    await clock.close();
    await stage.strike();
  }
});
