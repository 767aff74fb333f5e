import type { PageRoute } from './page-route.ts';
import { paths } from './paths.ts';

/**
 * The page that a form was on, by the address it was sent to: the nearest one, from there upwards, that can be looked at.
 * Some forms are sent to addresses that show nothing (`/dossiers/…/avis/relecture`), where nobody can be led back to.
 */
export function pagesBehind(routes: readonly PageRoute[]): (path: string) => string {
  const pages = routes.filter(({ method }) => method === 'get').map(({ path }) => patternOf(path));
  const isPage = (path: string): boolean => pages.some((pattern) => pattern.test(path));
  return (path) => {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (isPage(at)) return at;
    return paths.home();
  };
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
