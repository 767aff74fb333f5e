/** Jest loads this file with Node alone: TypeScript comes through tsx, for what this file imports and nothing else. */
import { tsImport } from 'tsx/esm/api';

export default async function globalSetup() {
  const { setUp } = await tsImport('./setup.ts', import.meta.url);
  globalThis.jalonsTearDown = await setUp();
}
