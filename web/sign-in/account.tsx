import { z } from '../../api/schemas.ts';
import type { Backend } from '../../services/backend.ts';
import { notFound } from '../../services/errors.ts';
import { EVERYONE } from '../../services/principal.ts';
import {
  type Bearer,
  chooseIdentity,
  closeEverySession,
  closeSession,
  type OpenSession,
  sessionsOf,
} from '../../services/sessions.ts';
import type { FormState } from '../form.ts';
import { homeOf, ROLE_NAMES } from '../navigation.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Badge } from '../view/badge.tsx';
import { ButtonForm } from '../view/button.tsx';
import { Card, Facts } from '../view/card.tsx';
import { type FrenchTime, frenchTime } from '../view/moments.ts';
import { PageHead } from '../view/page-head.tsx';
import { Table } from '../view/table.tsx';
import { type Identity, identityKey, isChosen, type Visitor } from '../visitor.ts';
import type { BrowserSessions } from './sessions.ts';

/** Who one is, under which identity one acts, where one has signed in, and the ways out. */
export const accountPages = (backend: Backend, sessions: BrowserSessions): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: paths.account(),
    who: EVERYONE,
    title: 'Mon compte',
    handle: async ({ visitor, form, http: { response } }) => {
      const bearer = sessions.bearerIn(response);
      const open = bearer ? await sessionsOf(backend, bearer) : [];
      return page(<Account visitor={visitor} form={form} open={open} time={frenchTime(backend)} />);
    },
  }),
  pageRoute({
    method: 'post',
    path: paths.switchIdentity(),
    who: EVERYONE,
    title: 'Changer de rôle',
    fields: z.object({ identity: z.string() }),
    everyTime: true,
    handle: async ({ visitor, body, http: { response } }) => {
      const identity = visitor.identities.find((one) => identityKey(one) === body.identity);
      const bearer = sessions.bearerIn(response);
      if (!identity || !bearer) throw notFound('Identité');
      sessions.begin(response, await chooseIdentity(backend, bearer, identity));
      return seeOther(homeOf(identity.role), `Vous agissez maintenant comme ${ROLE_NAMES[identity.role]}.`);
    },
  }),
  pageRoute({
    method: 'post',
    path: paths.signOut(),
    who: 'anyone',
    title: 'Se déconnecter',
    everyTime: true,
    handle: async ({ http: { response } }) => {
      await endSession(backend, sessions.bearerIn(response));
      sessions.end(response);
      return seeOther(paths.home(), 'Vous êtes déconnecté.');
    },
  }),
  pageRoute({
    method: 'post',
    path: paths.signOutEverywhere(),
    who: EVERYONE,
    title: 'Se déconnecter partout',
    everyTime: true,
    handle: async ({ visitor, http: { response } }) => {
      if (visitor.only) await endSession(backend, sessions.bearerIn(response));
      else await closeEverySession(backend, visitor.email);
      sessions.end(response);
      return seeOther(paths.home(), visitor.only ? ONLY_HERE : 'Vous êtes déconnecté de tous vos appareils.');
    },
  }),
];

/** Who came by a personal link, perhaps forwarded, closes nobody's other sessions. */
const ONLY_HERE = 'Vous êtes déconnecté de cet appareil\u00a0; vos autres connexions restent ouvertes.';

async function endSession(backend: Backend, bearer: Bearer | undefined): Promise<void> {
  if (bearer) await closeSession(backend, bearer.secret);
}

interface AccountProps {
  visitor: Visitor;
  form: FormState;
  open: readonly OpenSession[];
  time: FrenchTime;
}

const Account = ({ visitor, form, open, time }: AccountProps) => (
  <>
    <PageHead title="Mon compte" />
    <Card title="Qui vous êtes" id="identite">
      <Facts
        facts={[
          { label: 'Nom', value: visitor.principal.name },
          { label: 'Adresse électronique', value: visitor.email },
          { label: 'Rôle', value: ROLE_NAMES[visitor.principal.role] },
        ]}
      />
    </Card>
    <OtherIdentities visitor={visitor} form={form} />
    <Card title={visitor.only ? 'Cette connexion' : 'Où vous êtes connecté'} id="sessions">
      <Table
        caption="Vos connexions en cours"
        hideCaption
        columns={[
          { label: 'Appareil', cell: (row: OpenSession) => <Device session={row} /> },
          { label: 'Ouverte', cell: ({ createdAt }) => time.stamp(createdAt) },
          { label: 'Dernière activité', cell: ({ seenAt }) => time.stamp(seenAt) },
          { label: 'Par', cell: ({ entry }) => ENTRIES[entry] },
        ]}
        rows={open}
        empty="Aucune connexion en cours."
      />
      {visitor.only ? <LeavingHere form={form} /> : <LeavingEverywhere form={form} />}
    </Card>
  </>
);

const LeavingEverywhere = ({ form }: { form: FormState }) => (
  <>
    <p class="muted">Si l’une d’elles n’est pas de vous, déconnectez-vous partout.</p>
    <ButtonForm form={form} action={paths.signOutEverywhere()}>
      Se déconnecter partout
    </ButtonForm>
  </>
);

const LeavingHere = ({ form }: { form: FormState }) => (
  <>
    <p class="muted">
      Vous êtes entré par un lien personnel&nbsp;: seule cette connexion est montrée. Pour voir toutes les vôtres, et y
      mettre fin, <a href={paths.signIn(paths.account())}>connectez-vous avec votre adresse</a>.
    </p>
    <ButtonForm form={form} action={paths.signOut()}>
      Se déconnecter
    </ButtonForm>
  </>
);

const Device = ({ session: { browser, current, limited } }: { session: OpenSession }) => (
  <>
    {browser} {current ? <Badge tone="info">celle-ci</Badge> : null}
    {limited ? <Badge>un seul dossier</Badge> : null}
  </>
);

const ENTRIES: Record<OpenSession['entry'], string> = {
  mail: 'lien de connexion',
  personal_link: 'lien personnel',
  console: 'lien du premier démarrage',
  sso: 'compte de l’établissement',
};

const OtherIdentities = ({ visitor, form }: { visitor: Visitor; form: FormState }) => {
  const others = visitor.identities.filter((identity) => !isChosen(visitor, identity));
  if (others.length === 0) return null;
  return (
    <Card title="Vos autres rôles" id="roles">
      {others.map((identity: Identity) => (
        <ButtonForm form={form} action={paths.switchIdentity()} fields={{ identity: identityKey(identity) }}>
          {`Continuer comme ${ROLE_NAMES[identity.role]}`}
        </ButtonForm>
      ))}
    </Card>
  );
};
