import type { Backend } from '../../services/backend.ts';
import type { PageRoute } from '../page-route.ts';
import { figurePages } from './figures.tsx';

/** The pages of managers: figures and settings. */
export const managerPages = (backend: Backend): PageRoute[] => [...figurePages(backend)];
