import { expectImportUnharmed } from './imports.ts';
import { describeKills } from './kills.ts';

describeKills('server', (running) => {
  it('in the midst of an import: confirmed again, every line is enrolled once, and none is lost', async () => {
    await expectImportUnharmed(running());
  }, 300_000);
});
