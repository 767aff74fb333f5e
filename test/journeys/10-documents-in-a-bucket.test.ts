import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ListMultipartUploadsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { PDFDocument } from 'pdf-lib';
import { createLog } from '../../log.ts';
import { findS3, type S3Server, startS3 } from '../environment/s3.ts';
import { openProxy, type S3Proxy } from '../environment/s3-proxy.ts';
import { form } from './caller.ts';
import { aPdf, type Planned, withPlanning } from './enrolments.ts';
import { openWorld, type World } from './world.ts';

const s3 = await findS3();
const PREFIX = 'cnam/documents';

/** A readable PDF of one page that no compression makes small. */
async function largePdf(bytes: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  pdf.context.register(pdf.context.stream(randomBytes(bytes)));
  return pdf.save();
}

const file = (content: Uint8Array) => form({}, { name: 'rapport.pdf', content });
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

if ('missing' in s3) it.skip(`Documents in a bucket: ${s3.missing}`, () => undefined);
else
  describe('With STORAGE_URL=s3://…, documents lie in the bucket', () => {
    let server: S3Server;
    let proxy: S3Proxy;
    let world: World;
    let bucket: string;
    let dossier: Planned;
    const lines: string[] = [];
    beforeAll(async () => {
      server = await startS3(s3.program);
      proxy = await openProxy(server.endpoint);
      bucket = await server.newBucket();
      process.env.AWS_ACCESS_KEY_ID = server.credentials.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = server.credentials.secretAccessKey;
      world = await openWorld({
        storageUrl: `s3://${bucket}/${PREFIX}?endpoint=${proxy.endpoint}`,
        log: createLog('test', 'info', { write: (line) => void lines.push(line) }),
      });
      dossier = await withPlanning(world);
    });
    afterEach(() => proxy.decide(() => 'pass'));
    afterAll(async () => {
      await world?.close();
      await proxy?.close();
      await server?.stop();
      delete process.env.AWS_ACCESS_KEY_ID;
      delete process.env.AWS_SECRET_ACCESS_KEY;
    });

    const deposit = (content: Uint8Array, key: string = randomUUID()) =>
      dossier.auditeur.ask('POST', `${dossier.path}/report`, file(content), { 'idempotency-key': key });
    const rows = () => world.query<{ sha256: string; accepted: boolean }>('select sha256, accepted from documents');
    const everything = async (): Promise<string[]> => {
      const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket }));
      const { Uploads = [] } = await server.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return [...Contents, ...Uploads].map(({ Key = '' }) => Key);
    };
    const addressOf = async (sha256: string): Promise<string> => {
      const { documents } = await dossier.tutor.get(dossier.path);
      return `/api${dossier.path}/documents/${documents.find((one: { sha256: string }) => one.sha256 === sha256).id}`;
    };
    const read = async (sha256: string): Promise<Buffer> => {
      const token = await tokenOfAdministrator();
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(world.url + (await addressOf(sha256)), { headers });
      return Buffer.from(await response.arrayBuffer());
    };
    const tokenOfAdministrator = async (): Promise<string> =>
      (await world.administrator.post('/tokens', { label: 'lecture', role: 'administrator' })).token;

    it('a bucket that fails refuses the deposit with 503, and leaves neither row, object nor half an upload', async () => {
      const content = await largePdf(17 * 2 ** 20);
      let parts = 0;
      proxy.decide(({ path }) => {
        if (path.includes('partNumber=')) parts += 1;
        return parts > 1 && path.includes('partNumber=') ? { refuse: 500, code: 'InternalError' } : 'pass';
      });
      const refused = await deposit(content, 'one deposit');
      expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(refused.body.detail).toContain('Le fichier n’a pas pu être enregistré');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await rows()).toEqual([]);
      expect(await everything()).toEqual([]);

      proxy.decide(() => 'pass');
      expect((await deposit(content, 'one deposit')).status).toBe(200);
      expect(await rows()).toEqual([{ sha256: hashOf(content), accepted: true }]);
      expect(await everything()).toEqual([`${PREFIX}/${hashOf(content)}`]);
      expect((await read(hashOf(content))).equals(content)).toBe(true);
    });

    it('a document is deposited and read again, and deposited twice it is stored once', async () => {
      const { content } = await aPdf(7);
      const before = (await everything()).length;
      for (const _time of [1, 2]) expect((await deposit(content)).status).toBe(200);
      expect(await everything()).toHaveLength(before + 1);
      expect((await read(hashOf(content))).equals(content)).toBe(true);
    });

    it('a document that a sweep took away before its row was there is stored again, in the same deposit', async () => {
      const { content } = await aPdf(4);
      let looks = 0;
      proxy.decide(({ method }) => {
        if (method === 'HEAD') looks += 1;
        return method === 'HEAD' ? { refuse: 404, code: 'NotFound' } : 'pass';
      });
      proxy.seen.length = 0;
      expect((await deposit(content)).status).toBe(200);
      expect(looks).toBe(1);
      expect(proxy.seen.filter(({ method }) => method === 'PUT')).toHaveLength(2);
    });

    it('a document cannot be read while the bucket does not answer: 503, as long as that lasts', async () => {
      const { content } = await aPdf(6);
      await deposit(content);
      const address = (await addressOf(hashOf(content))).replace('/api', '');
      proxy.decide(() => ({ refuse: 503, code: 'SlowDown' }));
      const answer = await dossier.tutor.ask('GET', address);
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.body.detail).toContain('Ce fichier ne peut pas être lu pour le moment');
      proxy.decide(() => 'pass');
      expect((await dossier.tutor.ask('GET', address)).status).toBe(200);
    });

    it('a document that was altered in the bucket is not given whole, and it is told in the log', async () => {
      const { content } = await aPdf(5);
      await deposit(content);
      const altered = Buffer.from(content).fill(0, 10, 20);
      const Key = `${PREFIX}/${hashOf(content)}`;
      await server.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: altered }));
      await expect(read(hashOf(content))).rejects.toThrow();
      expect(lines.filter((line) => line.includes('ContentDamaged'))).toHaveLength(1);
    });

    it('nothing of the bucket’s keys is logged', () => {
      expect(lines.length).toBeGreaterThan(10);
      const { accessKeyId, secretAccessKey } = server.credentials;
      for (const secret of [accessKeyId, secretAccessKey]) expect(lines.join().includes(secret)).toBe(false);
    });
  });
