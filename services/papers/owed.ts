import { type Backend, present } from '../backend.ts';

/** Delivers the attestations of avis that were recorded by a version of the program that had none. */
export async function deliverOwed(backend: Backend): Promise<void> {
  const { at } = await present(backend);
  await backend.stores.attestations.deliverOwed({ at, publicUrl: backend.publicUrl });
}
