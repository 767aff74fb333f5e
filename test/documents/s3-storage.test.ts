import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { S3Options } from '../../documents/s3-bucket.ts';
import type { S3Location } from '../../documents/s3-location.ts';
import { createS3Storage } from '../../documents/s3-storage.ts';
import type { DocumentStorage } from '../../documents/storage.ts';
import { findS3, type S3Server, startS3 } from '../environment/s3.ts';
import { openProxy, type Passing, type S3Proxy } from '../environment/s3-proxy.ts';
import { type Place, storageContract } from './storage.contract.ts';

const PREFIX = 'cnam/documents';
const LARGE = 17 * 2 ** 20;
const found = await findS3();

if ('missing' in found) it.skip(`Documents in a bucket: ${found.missing}`, () => undefined);
else
  describe('Documents in a bucket', () => {
    let server: S3Server;
    let proxy: S3Proxy;
    let bucket: string;
    beforeAll(async () => {
      server = await startS3(found.program);
      proxy = await openProxy(server.endpoint);
    });
    afterAll(async () => {
      await proxy?.close();
      await server?.stop();
    });

    const storageAt = (place: Partial<S3Location> = {}, options: S3Options = {}): Promise<DocumentStorage> =>
      createS3Storage(
        {
          kind: 's3',
          bucket,
          prefix: PREFIX,
          endpoint: proxy.endpoint,
          region: 'us-east-1',
          pathStyle: true,
          ...place,
        },
        { credentials: server.credentials, pageSize: 2, ...options },
      );
    const everything = async (): Promise<string[]> => {
      const { Contents = [] } = await server.client.send(new ListObjectsV2Command({ Bucket: bucket }));
      const { Uploads = [] } = await server.client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return [...Contents, ...Uploads].map(({ Key = '' }) => Key);
    };
    const beginUpload = async (key: string) => {
      const half = { Bucket: bucket, Key: key };
      const { UploadId } = await server.client.send(new CreateMultipartUploadCommand(half));
      await server.client.send(new UploadPartCommand({ ...half, UploadId, PartNumber: 1, Body: 'Rap' }));
      return { ...half, UploadId };
    };
    const open = async (): Promise<Place> => {
      bucket = await server.newBucket();
      return {
        storage: await storageAt(),
        everything,
        async damage(sha256, bytes) {
          await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: `${PREFIX}/${sha256}`, Body: bytes }));
        },
        async leaveHalf() {
          await beginUpload(`${PREFIX}/${'a'.repeat(64)}`);
        },
        datesHalves: server.name !== 'moto',
        async forbidWriting() {
          proxy.decide(({ method }) => (method === 'GET' ? 'pass' : { refuse: 403, code: 'AccessDenied' }));
        },
        async vanish() {
          for (const Key of await everything())
            await server.client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
          await server.client.send(new DeleteBucketCommand({ Bucket: bucket }));
        },
      };
    };
    const close = async (): Promise<void> => {
      proxy.decide(() => 'pass');
      proxy.seen.length = 0;
    };

    describe('as everywhere', () => storageContract(open, close));

    describe('and there', () => {
      let storage: DocumentStorage;
      beforeEach(async () => {
        ({ storage } = await open());
      });
      afterEach(close);

      const content = Buffer.from('Rapport d’activité');
      const sha256 = createHash('sha256').update(content).digest('hex');
      const large = randomBytes(LARGE);
      const puts = () => proxy.seen.filter(({ method }) => method === 'PUT' || method === 'POST');
      const isPart = ({ path }: Passing) => path.includes('partNumber=');

      it('a document is the object of its hash under the prefix, and other objects are left alone', async () => {
        for (const key of ['autre', `${PREFIX}/note`, `${PREFIX}-bis/${sha256}`]) {
          await server.client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'x' }));
        }
        await storage.put(content);
        expect(await everything()).toContain(`${PREFIX}/${sha256}`);
        const names = [];
        for await (const item of storage.list()) names.push(item.sha256);
        expect(names).toEqual([sha256]);
        const atTheRoot = await storageAt({ prefix: '' });
        await atTheRoot.put(content);
        expect(await everything()).toContain(sha256);
      });

      it('uploads that others began in the bucket are not swept', async () => {
        const theirs = await beginUpload(`${PREFIX}-bis/${sha256}`);
        expect(await storage.sweepUnfinished(new Date(Date.now() + 60_000))).toBe(0);
        await server.client.send(new AbortMultipartUploadCommand(theirs));
      });

      it('up to 16 MiB goes in one request that carries its sha256, more in parts that carry a checksum each', async () => {
        await storage.put(large.subarray(0, 16 * 2 ** 20));
        expect(puts()).toHaveLength(1);
        expect(puts()[0]?.headers['x-amz-checksum-sha256']).toBeDefined();
        proxy.seen.length = 0;
        await storage.put(large);
        const parts = puts().filter(isPart);
        expect(parts).toHaveLength(3);
        for (const { headers } of parts) expect(headers).toHaveProperty('x-amz-checksum-crc32');
      });

      it('encryption at rest is asked for where the address says so, in one request as in parts', async () => {
        const asked = async (place: Partial<S3Location>) => {
          proxy.seen.length = 0;
          proxy.decide(() => ({ refuse: 400, code: 'InvalidRequest' }));
          const encrypting = await storageAt(place);
          for (const bytes of [content, large]) await encrypting.put(bytes).catch(() => undefined);
          return puts().map(({ headers }) => [
            headers['x-amz-server-side-encryption'],
            headers['x-amz-server-side-encryption-aws-kms-key-id'],
          ]);
        };
        expect(await asked({})).toEqual([[], []].map(() => [undefined, undefined]));
        expect(await asked({ encryption: { algorithm: 'AES256' } })).toEqual([1, 2].map(() => ['AES256', undefined]));
        const kms = { algorithm: 'aws:kms', key: 'k' } as const;
        expect(await asked({ encryption: kms })).toEqual([1, 2].map(() => ['aws:kms', 'k']));
      });

      it('a bucket that falters is asked again, and the content is whole', async () => {
        let faults = 0;
        proxy.decide(({ method }) => {
          faults += 1;
          if (faults === 1) return 'cut';
          if (faults === 2) return { refuse: 503, code: 'SlowDown' };
          return method === 'PUT' && faults === 4 ? 'lose the answer' : 'pass';
        });
        await storage.put(content);
        await storage.put(large);
        expect(faults).toBeGreaterThan(4);
        for (const bytes of [content, large]) {
          const name = createHash('sha256').update(bytes).digest('hex');
          expect((await buffer(await storage.open(name))).equals(bytes)).toBe(true);
        }
        expect(await everything()).toHaveLength(2);
      });

      it('an upload whose parts are refused is aborted: no half object, no upload left open', async () => {
        let parts = 0;
        proxy.decide((passing) => {
          if (isPart(passing)) parts += 1;
          return isPart(passing) && parts > 1 ? { refuse: 500, code: 'InternalError' } : 'pass';
        });
        await expect(storage.put(large)).rejects.toThrow('InternalError');
        expect(await everything()).toEqual([]);
      });

      it('an upload that the network cuts off for good leaves no object, and its parts to the next sweep', async () => {
        let begun = false;
        proxy.decide((passing) => {
          begun ||= isPart(passing);
          return begun ? 'cut' : 'pass';
        });
        await expect(storage.put(large)).rejects.toThrow('MultipartUpload');
        proxy.decide(() => 'pass');
        expect(await storage.exists(createHash('sha256').update(large).digest('hex'))).toBe(false);
        expect(await everything()).toHaveLength(1);
        expect(await storage.sweepUnfinished(new Date(Date.now() + 60_000))).toBe(1);
        expect(await everything()).toEqual([]);
      });

      it('a bucket that never answers is given up within bounds', async () => {
        const impatient = await storageAt({}, { answerMs: 200, attempts: 2 });
        proxy.decide(() => 'silence');
        const begin = Date.now();
        for (const ask of [() => impatient.put(content), () => impatient.open(sha256), () => impatient.health()]) {
          await expect(ask()).rejects.toThrow('pas de réponse à temps');
        }
        expect(Date.now() - begin).toBeLessThan(5_000);
        expect(proxy.seen).toHaveLength(6);
      });

      it('a reader that goes away lets the connection go', async () => {
        await storage.put(large);
        const name = createHash('sha256').update(large).digest('hex');
        for (let time = 0; time < 60; time += 1) (await storage.open(name)).destroy();
        expect((await buffer(await storage.open(name))).length).toBe(LARGE);
      });

      it('a failure says what was done, where and why, and nothing of the keys', async () => {
        const { accessKeyId, secretAccessKey } = server.credentials;
        const told = async (attempt: Promise<unknown>): Promise<string> => {
          const error = await attempt.then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          expect(error).toMatchObject({ name: 'StorageFailure' });
          expect(error).not.toHaveProperty('cause');
          const all = inspect(error, { depth: 9, showHidden: true });
          for (const secret of [accessKeyId, secretAccessKey, 'AWS4-HMAC']) expect(all).not.toContain(secret);
          return (error as Error).message;
        };
        const where = `s3://${bucket}/${PREFIX} (${proxy.endpoint})`;
        proxy.decide(() => ({ refuse: 403, code: 'SignatureDoesNotMatch' }));
        expect(await told(storage.put(content))).toBe(
          `PutObject, ${where}\u00a0: clé secrète refusée, SignatureDoesNotMatch, HTTP 403`,
        );
        proxy.decide(() => ({ refuse: 418, code: 'Odd' }));
        expect(await told(storage.open(sha256))).toBe(`GetObject, ${where}\u00a0: Odd, HTTP 418`);
        proxy.decide(() => ({ refuse: 404, code: 'NotFound' }));
        expect(await told(storage.health())).toContain(', NotFound, HTTP 404');
        proxy.decide(() => 'pass');
        const elsewhere = await storageAt({ bucket: 'jalons-nowhere' });
        expect(await told(elsewhere.health())).toContain('ce seau n’existe pas, NoSuchBucket');
        const nobody = await storageAt({ endpoint: 'http://127.0.0.1:1' });
        expect(await told(nobody.health())).toContain('(http://127.0.0.1:1)');
      });

      it('credentials are found in the environment, as the SDK does, and their absence is said', async () => {
        const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_EC2_METADATA_DISABLED', 'HOME'];
        const before = names.map((name) => [name, process.env[name]] as const);
        try {
          Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' });
          const lost = await storageAt({}, { credentials: undefined });
          await expect(lost.health()).rejects.toThrow('aucun identifiant');
          const { accessKeyId, secretAccessKey } = server.credentials;
          Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
          await (await storageAt({}, { credentials: undefined })).health();
        } finally {
          for (const [name, value] of before) {
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
          }
        }
      });
    });
  });
