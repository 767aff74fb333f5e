import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Backend } from '../../services/backend.ts';
import type { CentreView } from '../../services/centres.ts';
import { badField } from '../../services/duplicates.ts';
import { code, z } from '../../services/fields/fields.ts';
import { openLogo, putLogo, removeLogo } from '../../services/logos.ts';
import { MANAGERS, STAFF } from '../../services/principal.ts';
import type { FormState } from '../form.ts';
import { type PageRoute, page, pageRoute, seeOther, written } from '../page-route.ts';
import { paths, withQuery } from '../paths.ts';
import { Actions, Button, ButtonForm } from '../view/button.tsx';
import { Card } from '../view/card.tsx';
import { FileField } from '../view/field.tsx';
import { Form } from '../view/form.tsx';
import { PageHead } from '../view/page-head.tsx';

const centrePath = z.object({ code: code() });
const REMOVE = 'retirer';

/** The logo of a centre's papers: shown, put, taken off. */
export const logoPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: '/reglages/centre/:code/logo',
    who: STAFF,
    title: 'Logo',
    params: centrePath,
    handle: async ({ principal, params }) => {
      const { logo, content } = await openLogo(backend, principal, params.code);
      return written(async (response) => {
        response.type(logo.format);
        await pipeline(content, response).catch(() => response.destroy());
      });
    },
  }),
  pageRoute({
    method: 'post',
    path: '/reglages/centre/:code/logo',
    who: MANAGERS,
    title: 'Logo',
    params: centrePath,
    fields: z.object({ faire: z.literal(REMOVE).optional() }),
    upload: true,
    again: ({ params, form }) => page(<LogoPage code={params.code} form={form} />, { title: 'Logo' }),
    handle: async ({ principal, params, body, file }) => {
      const back = withQuery(paths.centreSettings(), { centre: params.code });
      if (body.faire) {
        await removeLogo(backend, principal, params.code);
        return seeOther(back, 'Le logo est retiré des prochains documents.');
      }
      if (!file?.path) throw badField('logo.missing', 'file', 'Choisissez une image PNG ou JPEG.');
      await putLogo(backend, principal, params.code, await readFile(file.path));
      return seeOther(back, 'Le logo figure sur les prochains documents.');
    },
  }),
];

/** The logo that a centre has, and how to give it another. */
export const CentreLogo = ({ form, centre }: { form: FormState; centre: CentreView }) => (
  <Card title="Logo des documents" id="logo">
    {centre.logo ? (
      <p>
        <img class="logo" src={paths.logo(centre.code)} alt={`Logo de ${centre.name}`} />
      </p>
    ) : (
      <p>Aucun&nbsp;: les documents portent le nom du centre.</p>
    )}
    <LogoForm form={{ ...form, errors: [], message: undefined, values: {} }} code={centre.code} />
    {centre.logo ? (
      <Actions>
        <ButtonForm form={form} action={paths.logo(centre.code)} fields={{ faire: REMOVE }} look="quiet">
          Retirer le logo
        </ButtonForm>
      </Actions>
    ) : null}
  </Card>
);

const LogoForm = ({ form, code: of }: { form: FormState; code: string }) => (
  <Form form={form} action={paths.logo(of)} multipart>
    <FileField
      form={form}
      label="Image"
      accept=".png,.jpg,.jpeg,image/png,image/jpeg"
      hint="PNG ou JPEG, 512&nbsp;Kio au plus."
      required
    />
    <Actions>
      <Button look="secondary">Envoyer le logo</Button>
    </Actions>
  </Form>
);

const LogoPage = ({ form, code: of }: { form: FormState; code: string }) => (
  <>
    <PageHead
      title="Logo des documents"
      back={{ href: withQuery(paths.centreSettings(), { centre: of }), label: 'Centre et règles' }}
    />
    <LogoForm form={form} code={of} />
  </>
);
