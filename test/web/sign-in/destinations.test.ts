import { allPages } from '../../../web/routes.ts';
import { DESTINATIONS } from '../../../web/sign-in/destination.ts';
import { type House, openHouse } from '../../api/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it.each([...new Set(DESTINATIONS)])('personal links lead to %s, which is a page', (path) => {
  const pages = allPages(house.backend).filter(({ method }) => method === 'get');
  expect(pages.map((page) => page.path)).toContain(path);
});

it('a tutor who is asked to agree on another date is led to where it is entered', () => {
  expect(DESTINATIONS).toContain('/dossiers/:id/planning');
});
