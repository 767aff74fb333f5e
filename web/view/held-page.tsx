import type { Child } from 'hono/jsx';
import type { FormState } from '../form.ts';
import { ROLE_NAMES } from '../navigation.ts';
import { paths } from '../paths.ts';
import type { Visitor } from '../visitor.ts';
import { Actions, Button, LinkButton } from './button.tsx';
import { PageHead } from './page-head.tsx';
import { hasTexts, TypedChoices, TypedTexts } from './typed-texts.tsx';

/** Why a form that was sent is not taken: nobody is signed in, it is for another role, or it was made for another session. */
export type HeldBecause = 'signed_out' | 'other_role' | 'stale';

export interface HeldForm {
  because: HeldBecause;
  /** What it holds, with the key that it came with and a token for now. */
  form: FormState;
  /** Where it was sent, and is sent again. */
  action: string;
  /** It may have had a file. */
  multipart?: boolean;
  labels?: Readonly<Record<string, string>>;
  visitor?: Visitor;
  /** Where one goes once signed in. */
  next: string;
  /** Where a personal link is asked for, if one opens this. */
  personalLink?: string;
}

export const HELD_TITLES: Record<HeldBecause, string> = {
  signed_out: 'Votre session est terminée',
  other_role: 'Ce formulaire demande un autre rôle',
  stale: 'Confirmez l’envoi',
};

/** A form that could not be taken, kept whole on a page until it can: nothing of it is lost, and nothing is stored. */
export const HeldPage = (held: HeldForm) => (
  <>
    <PageHead title={HELD_TITLES[held.because]} />
    <div class="notice warning" role="alert" tabindex={-1} data-focus>
      <p>
        {held.multipart ? <WithoutFile because={held.because} /> : <Whole />}
        {held.because === 'stale' ? null : ' Ne la fermez pas.'}
      </p>
    </div>
    <WhatToDo {...held} />
    <Again {...held} />
  </>
);

const Whole = () => (
  <>
    <strong>Cet envoi n’a pas été pris en compte, et rien n’est perdu&nbsp;:</strong> ce que vous aviez saisi est gardé
    sur cette page.
  </>
);

const WithoutFile = ({ because }: Pick<HeldForm, 'because'>) => (
  <>
    <strong>Cet envoi n’a pas été pris en compte, et un fichier ne se garde pas&nbsp;:</strong> vous le choisirez de
    nouveau {because === 'signed_out' ? 'une fois connecté' : 'au prochain envoi'}. Ce que vous aviez saisi est gardé
    sur cette page.
  </>
);

const WhatToDo = (held: HeldForm): Child => {
  if (held.because === 'stale') return <Confirming {...held} />;
  return (
    <ol class="held-steps">
      <li>{held.because === 'signed_out' || held.visitor?.only ? <SignIn {...held} /> : <OtherRole {...held} />}</li>
      <li>
        <p>Revenez ensuite sur cette page, et pressez «&nbsp;Envoyer de nouveau&nbsp;».</p>
      </li>
    </ol>
  );
};

const SignIn = ({ next, personalLink }: HeldForm) => (
  <>
    <p>Connectez-vous dans un autre onglet.</p>
    <LinkButton href={paths.signIn(next)} newTab>
      Se connecter
    </LinkButton>
    {personalLink ? (
      <p>
        Vous étiez entré par le lien personnel d’un courriel&nbsp;? Ouvrez-le de nouveau, ou{' '}
        <a href={personalLink} target="_blank" rel="noopener">
          recevez-en un autre (nouvel onglet)
        </a>
        .
      </p>
    ) : null}
  </>
);

const OtherRole = ({ visitor }: HeldForm) => (
  <>
    <p>
      {visitor
        ? `Vous êtes connecté comme ${ROLE_NAMES[visitor.principal.role]}, à l’adresse ${visitor.email}. `
        : null}
      {visitor && visitor.identities.length > 1
        ? 'Changez de rôle dans votre compte.'
        : 'Si vous avez une autre adresse, déconnectez-vous, puis connectez-vous avec celle-là.'}
    </p>
    <LinkButton href={paths.account()} look="secondary" newTab>
      Mon compte
    </LinkButton>
  </>
);

const Confirming = ({ visitor }: HeldForm) => (
  <p>
    {visitor
      ? `Ce formulaire a été ouvert avant votre dernière connexion. Vous êtes connecté comme ${visitor.principal.name} (${ROLE_NAMES[visitor.principal.role]}, ${visitor.email}).`
      : 'Ce formulaire avait expiré.'}
  </p>
);

const Again = ({ because, form, action, multipart, labels }: HeldForm) => (
  <form method="post" action={action} enctype={multipart ? 'multipart/form-data' : undefined}>
    <input type="hidden" name="_csrf" value={form.csrf} />
    <input type="hidden" name="cle" value={form.key} />
    <TypedChoices values={form.values} />
    {hasTexts(form.values) ? (
      <>
        <h2>Ce que vous aviez saisi</h2>
        <p>Par prudence, vous pouvez aussi le copier.</p>
        <TypedTexts values={form.values} labels={labels} />
      </>
    ) : null}
    <Actions>
      <Button>{because === 'stale' ? 'Envoyer' : 'Envoyer de nouveau'}</Button>
    </Actions>
  </form>
);
