import type { Backend } from '../../services/backend.ts';
import { homeOf } from '../navigation.ts';
import { type PageRoute, page, pageRoute, seeOther } from '../page-route.ts';
import { paths } from '../paths.ts';
import { Landing } from './landing.tsx';

/** What the product says of itself: for anyone. */
export const informationPages = (_backend: Backend): PageRoute[] => [
  pageRoute({
    method: 'get',
    path: paths.home(),
    who: 'anyone',
    title: 'Accompagnement à la validation de l’unité d’activité',
    handle: ({ visitor }) => (visitor ? seeOther(homeOf(visitor.principal.role)) : page(<Landing />)),
  }),
];
