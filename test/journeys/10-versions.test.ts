import { docx, pdfOf } from '../documents/made-files.ts';
import { openWorldOn } from './almanac.ts';
import { form } from './caller.ts';
import { favourable, unfavourable, withPlanning } from './enrolments.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorldOn('2037-11-02');
});
afterAll(() => world.close());

type Listed = { kind: string; version: number; current: boolean; name: string; id: string };
const listed = (documents: Listed[]) =>
  documents.map(({ kind, version, current, name }) => `${kind} ${version}${current ? ' current' : ''}: ${name}`);

describe('Every version is kept and listed', () => {
  it('reports deposited again, the correction, the revision and the avis, to the archive', async () => {
    const dossier = await withPlanning(world);
    const { auditeur, tutor, manager, path } = dossier;
    const contents = new Map<string, Buffer>();
    const deposit = async (who: typeof auditeur, to: string, name: string, content: Buffer) => {
      contents.set(name, content);
      return who.post(`${path}/${to}`, form({}, { name, content }));
    };
    await deposit(auditeur, 'report', 'v1.pdf', await pdfOf(5));
    await deposit(auditeur, 'report', 'v2.docx', docx());
    const third = await deposit(auditeur, 'report', 'v3.pdf', await pdfOf(6));
    expect(listed(third.documents)).toEqual(['report 1: v1.pdf', 'report 2: v2.docx', 'report 3 current: v3.pdf']);
    await deposit(tutor, 'correction', 'annotée.pdf', await pdfOf(9));
    const revised = await deposit(auditeur, 'revision', 'révisé.pdf', await pdfOf(7));
    const all = [
      'report 1: v1.pdf',
      'report 2: v2.docx',
      'report 3 current: v3.pdf',
      'correction 1 current: annotée.pdf',
      'revision 1 current: révisé.pdf',
    ];
    expect(listed(revised.documents)).toEqual(all);

    await tutor.post(`${path}/avis`, unfavourable(dossier));
    await manager.post(`${path}/avis/correction`, { ...favourable(dossier), reason: 'Erreur de saisie' });
    const { documents, avis } = await auditeur.get(path);
    expect(listed(documents)).toEqual(all);
    expect(avis).toMatchObject({
      version: 2,
      mention: 'validated',
      previous: [{ version: 1, mention: 'not_validated' }],
    });
    for (const { id, name } of documents) {
      const { status, headers } = await tutor.ask('HEAD', `${path}/documents/${id}`);
      expect([status, headers.get('content-length')]).toEqual([200, String(contents.get(name)?.length)]);
    }
  });

  it('the same file deposited twice is two versions of one content', async () => {
    const { auditeur, path } = await withPlanning(world);
    const content = await pdfOf(3);
    await auditeur.post(`${path}/report`, form({}, { name: 'rapport.pdf', content }));
    const { documents } = await auditeur.post(`${path}/report`, form({}, { name: 'rapport.pdf', content }));
    expect(listed(documents)).toEqual(['report 1: rapport.pdf', 'report 2 current: rapport.pdf']);
    expect(documents[0].sha256).toBe(documents[1].sha256);
    expect(documents[0].id).not.toBe(documents[1].id);
  });
});
