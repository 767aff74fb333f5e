import { raw } from 'hono/html';
import type { Backend, MailPreview } from '../../services/backend.ts';
import { notFound } from '../../services/errors.ts';
import { z } from '../../services/fields/fields.ts';
import { ADMINISTRATORS } from '../../services/principal.ts';
import { type PageRoute, page, pageRoute, written } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Card, Facts } from '../view/card.tsx';
import { PageHead } from '../view/page-head.tsx';

/** The mails of the process as they would be written, with made-up data. */
export const mailPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/administration/courriels',
    who: ADMINISTRATORS,
    title: 'Modèles de courriels',
    handle: () => page(<Mails mails={backend.mailPreviews.list()} />),
  }),
  pageRoute({
    method: 'get',
    path: '/administration/courriels/modeles.css',
    who: ADMINISTRATORS,
    title: 'Styles des courriels',
    handle: () =>
      written(async (response) => {
        response.type('css').send(backend.mailPreviews.stylesheet());
      }),
  }),
  pageRoute({
    method: 'get',
    path: '/administration/courriels/:id',
    who: ADMINISTRATORS,
    title: 'Modèle de courriel',
    params: z.object({ id: z.string().max(100) }),
    handle: ({ params }) => {
      const mail = backend.mailPreviews.find(params.id);
      if (!mail) throw notFound('Modèle de courriel');
      return page(<Mail mail={mail} />, { title: mail.subject });
    },
  }),
];

/** Those about the same thing and for the same reader, in one group. */
function grouped(mails: readonly MailPreview[]): [string, MailPreview[]][] {
  const groups = new Map<string, MailPreview[]>();
  for (const mail of mails) groups.set(mail.description, [...(groups.get(mail.description) ?? []), mail]);
  return [...groups];
}

/** By its subject; of mails of the same one, which: the second, the third… */
function nameAmong(mails: readonly MailPreview[], index: number): string {
  const { subject } = mails[index]!;
  const before = mails.slice(0, index).filter((mail) => mail.subject === subject).length;
  return before > 0 ? `${subject}, variante ${before + 1}` : subject;
}

const Mails = ({ mails }: { mails: readonly MailPreview[] }) => (
  <>
    <PageHead title="Modèles de courriels">
      {`${mails.length} courriels, tels qu’ils partent, au sujet d’un dossier inventé. Leur texte ne se modifie pas ici.`}
    </PageHead>
    <dl class="mail-list">
      {grouped(mails).map(([description, variants]) => (
        <div>
          <dt>{description.replace(/^./, (first) => first.toUpperCase())}</dt>
          {variants.map(({ id }, index) => (
            <dd>
              <a href={paths.mail(id)}>{nameAmong(variants, index)}</a>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  </>
);

const Mail = ({ mail }: { mail: MailPreview }) => (
  <>
    <PageHead title={mail.subject} back={{ href: paths.mails(), label: 'Modèles de courriels' }}>
      {mail.description}
    </PageHead>
    <Card title="En-têtes" id="en-tetes">
      <Facts
        facts={[
          { label: 'À', value: mail.to },
          { label: 'Objet', value: mail.subject },
          { label: 'Pièce', value: mail.hasInvitation ? 'une invitation de calendrier' : undefined },
        ]}
      />
    </Card>
    <link rel="stylesheet" href={paths.mailStyles()} />
    <Card title="Tel qu’il se lit" id="html">
      <div class="mail-preview">{raw(mail.body)}</div>
    </Card>
    <Card title="En texte seul" id="texte">
      <pre class="mail-text">{mail.text}</pre>
    </Card>
  </>
);
