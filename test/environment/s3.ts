import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { answers, becomes, freePort } from '../../launch/ports.ts';
import { ground } from './ground.ts';
import { type S3Program, s3Program } from './s3-program.ts';

/** A real S3 server on loopback that a test file has for itself. */
export interface S3Server {
  readonly name: S3Program['name'];
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** To look and act behind the product's back. */
  readonly client: S3Client;
  /** Makes an empty bucket. */
  newBucket(): Promise<string>;
  stop(): Promise<void>;
}

/** The program, or why there is none: to be asked while a test file is read, so that its tests can be skipped. */
export async function findS3(): Promise<{ program: S3Program } | { missing: string }> {
  try {
    return { program: await s3Program() };
  } catch (error) {
    const missing = (error as Error).message;
    process.stdout.write(`  S3 : tests are skipped, ${missing}\n`);
    return { missing };
  }
}

/** Starts the server on a free port, with a key and a folder of its own. */
export async function startS3(program: S3Program): Promise<S3Server> {
  const port = await freePort();
  const folder = mkdtempSync(join(ground().folder, 's3-'));
  const credentials = { accessKeyId: `AK${hex(8)}`, secretAccessKey: hex(20) };
  const child = spawn(linked(folder, program), [...program.parameters, ...parametersOf(program, folder, port)], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      ...program.environment,
      ROOT_ACCESS_KEY_ID: credentials.accessKeyId,
      ROOT_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    stdio: 'ignore',
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  if (!(await becomes(() => answers(port), 30_000))) throw new Error(`${program.name} did not start on port ${port}.`);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  return {
    name: program.name,
    endpoint,
    credentials,
    client,
    async newBucket() {
      const bucket = `jalons-${hex(6)}`;
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      return bucket;
    },
    async stop() {
      client.destroy();
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Under a name inside the run's folder, so that what is started of it ends with the run. */
function linked(folder: string, { name, path }: S3Program): string {
  const link = join(folder, name);
  symlinkSync(path, link);
  return link;
}

function parametersOf({ name }: S3Program, folder: string, port: number): string[] {
  if (name === 'moto') return ['-H', '127.0.0.1', '-p', String(port)];
  const [objects, properties] = ['objects', 'properties'].map((part) => {
    mkdirSync(join(folder, part));
    return join(folder, part);
  });
  // Not every file system keeps extended attributes: they go beside.
  return ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', properties ?? '', objects ?? ''];
}
