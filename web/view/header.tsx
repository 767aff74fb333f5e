import { freshForm } from '../form.ts';
import { currentIn, type NavigationGroup, type NavigationLink, navigationOf, ROLE_NAMES } from '../navigation.ts';
import { paths } from '../paths.ts';
import { type Identity, identityKey, isChosen, type Visitor } from '../visitor.ts';
import { ButtonForm, LinkButton } from './button.tsx';
import { Mark } from './mark.tsx';

interface HeaderProps {
  visitor?: Visitor;
  csrf: string;
  /** The page's own address: its link in the header is the current one. */
  path: string;
  /** Signing in is offered on the page, in another tab. */
  holding?: boolean;
}

/** The top of every page: the product's name, the role's links, and who one is. */
export const Header = ({ visitor, csrf, path, holding }: HeaderProps) => (
  <header class="site-header">
    <div class="container bar">
      <a class="brand" href={paths.home()}>
        <Mark />
        <span>Jalons</span>
      </a>
      {visitor ? <MainNavigation visitor={visitor} path={path} /> : null}
      {visitor ? <Account visitor={visitor} csrf={csrf} /> : null}
      {visitor || holding ? null : <SignIn path={path} />}
    </div>
  </header>
);

const SignIn = ({ path }: { path: string }) =>
  path.startsWith('/connexion') ? null : (
    <div class="account">
      <LinkButton href={paths.signIn(path === paths.home() ? undefined : path)} look="secondary">
        Se connecter
      </LinkButton>
    </div>
  );

type Current = ReturnType<typeof currentIn>;

const MainNavigation = ({ visitor: { principal }, path }: { visitor: Visitor; path: string }) => {
  const current = currentIn(principal.role, path);
  return (
    <nav class="main-navigation" aria-label="Navigation principale">
      <ul>
        {navigationOf(principal.role).map((entry) =>
          'links' in entry ? <Group group={entry} current={current} /> : <li>{anchor(entry, current)}</li>,
        )}
      </ul>
    </nav>
  );
};

const anchor = (link: NavigationLink, current: Current) => (
  <a href={link.path} aria-current={current(link)}>
    {link.label}
  </a>
);

const Group = ({ group: { label, links }, current }: { group: NavigationGroup; current: Current }) => (
  <li>
    <details class="menu" data-menu>
      <summary class={links.some(current) ? 'current' : undefined}>{label}</summary>
      <ul>
        {links.map((one) => (
          <li>{anchor(one, current)}</li>
        ))}
      </ul>
    </details>
  </li>
);

/** Who one is, one's other identities, and the way out. */
const Account = ({ visitor, csrf }: { visitor: Visitor; csrf: string }) => {
  const { role, name } = visitor.principal;
  return (
    <details class="menu account" data-menu>
      <summary>
        <span class="visually-hidden">Compte&nbsp;: </span>
        <span class="account-name">{name}</span> <span class="account-role">{ROLE_NAMES[role]}</span>
      </summary>
      <div class="panel">
        <p class="muted">{visitor.email}</p>
        {visitor.only ? <p class="muted">Vous êtes entré par un lien personnel&nbsp;: ce dossier seulement.</p> : null}
        <Identities visitor={visitor} csrf={csrf} />
        {visitor.only ? null : (
          <p>
            <a href={paths.account()}>Mon compte</a>
          </p>
        )}
        <ButtonForm form={freshForm(csrf)} action={paths.signOut()}>
          Se déconnecter
        </ButtonForm>
      </div>
    </details>
  );
};

const Identities = ({ visitor, csrf }: { visitor: Visitor; csrf: string }) => {
  const others = visitor.identities.filter((identity) => !isChosen(visitor, identity));
  if (others.length === 0) return null;
  return (
    <>
      {others.map((identity) => (
        <ButtonForm
          form={freshForm(csrf)}
          action={paths.switchIdentity()}
          fields={{ identity: identityKey(identity) }}
          look="quiet"
        >
          {`Continuer comme ${nameOf(identity)}`}
        </ButtonForm>
      ))}
    </>
  );
};

const nameOf = ({ role }: Identity): string => ROLE_NAMES[role];
