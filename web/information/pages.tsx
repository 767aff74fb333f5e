import type { Child } from 'hono/jsx';
import type { Backend } from '../../services/backend.ts';
import { type PublicCentre, publicCentres } from '../../services/public-centres.ts';
import { homeOf } from '../navigation.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Accessibility } from './accessibility.tsx';
import { Help } from './help.tsx';
import { Landing } from './landing.tsx';
import { Legal } from './legal.tsx';
import { Privacy } from './privacy.tsx';

/** What the product says of itself: for anyone. */
export const informationPages = (backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: paths.home(),
    who: 'anyone',
    title: 'Accompagnement à la validation de l’unité d’activité',
    handle: async ({ visitor }) =>
      visitor
        ? seeOther(homeOf(visitor.principal.role))
        : page(<Landing centres={await publicCentres(backend)} />, { wide: true }),
  }),
  about(backend, paths.help(), 'Aide', (centres) => <Help centres={centres} />),
  about(backend, paths.accessibility(), 'Accessibilité', (centres) => (
    <Accessibility centres={centres} publicUrl={backend.publicUrl} />
  )),
  about(backend, paths.legal(), 'Mentions légales', (centres) => <Legal centres={centres} />),
  about(backend, paths.privacy(), 'Données personnelles', (centres) => <Privacy centres={centres} />),
];

const about = (
  backend: Backend,
  path: string,
  title: string,
  content: (centres: readonly PublicCentre[]) => Child,
): PageRoute =>
  pageRoute({
    method: 'get',
    path,
    who: 'anyone',
    title,
    handle: async () => page(content(await publicCentres(backend))),
  });
