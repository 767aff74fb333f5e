import { resolve } from 'node:path';
import { parseStorageUrl, StorageUrlError } from '../../documents/storage-location.ts';

function mistakesOf(url: string): readonly string[] {
  try {
    parseStorageUrl(url);
    return [];
  } catch (error) {
    if (error instanceof StorageUrlError) return error.mistakes;
    throw error;
  }
}

describe('STORAGE_URL', () => {
  it.each([
    ['file:///var/lib/jalons', '/var/lib/jalons'],
    ['file:///var/lib/mes%20documents', '/var/lib/mes documents'],
    ['file:/srv/jalons', '/srv/jalons'],
    ['file:.data/documents', '/home/jalons/.data/documents'],
    ['file:./a', '/home/jalons/a'],
  ])('%s is the folder %s', (url, folder) => {
    expect(parseStorageUrl(url, '/home/jalons')).toEqual({ kind: 'file', folder });
  });

  it('a relative folder is under the current one', () => {
    expect(parseStorageUrl('file:x')).toEqual({ kind: 'file', folder: resolve('x') });
  });

  it.each(['', 'documents', '/srv/documents', 'file:', 'file://host/x', 'file:%zz', 'https://s3.example.org/b'])(
    '%j is refused in one line that says what is taken',
    (url) => {
      expect(mistakesOf(url)).toEqual([
        'STORAGE_URL\u00a0: attend file:DOSSIER, file:///CHEMIN/ABSOLU ou s3://SEAU/PRÉFIXE?endpoint=…',
      ]);
    },
  );

  it('a bucket of AWS needs its name only: region, encryption and credentials are found elsewhere', () => {
    expect(parseStorageUrl('s3://jalons')).toEqual({ kind: 's3', bucket: 'jalons', prefix: '', pathStyle: false });
  });

  it('a bucket of another provider is reached at its endpoint, by path unless told otherwise', () => {
    const url = 's3://jalons/cnam/pdl/?endpoint=https://s3.example.org:9000/';
    expect(parseStorageUrl(url)).toEqual({
      kind: 's3',
      bucket: 'jalons',
      prefix: 'cnam/pdl',
      endpoint: 'https://s3.example.org:9000',
      region: 'us-east-1',
      pathStyle: true,
    });
    expect(parseStorageUrl(`${url}&pathStyle=false&region=gra`)).toMatchObject({ pathStyle: false, region: 'gra' });
  });

  it('encryption at rest can be asked for, with a key of the account or the one that is named', () => {
    const encryption = (parameters: string) => parseStorageUrl(`s3://jalons?region=eu-west-3&${parameters}`);
    expect(encryption('sse=AES256')).toMatchObject({ encryption: { algorithm: 'AES256' } });
    expect(encryption('sse=aws:kms')).toMatchObject({ encryption: { algorithm: 'aws:kms' } });
    expect(encryption('sse=aws:kms&sseKey=arn:aws:kms:eu-west-3:1:key/a')).toMatchObject({
      encryption: { algorithm: 'aws:kms', key: 'arn:aws:kms:eu-west-3:1:key/a' },
    });
  });

  it.each([
    ['s3://', 'il manque le nom du seau'],
    ['s3:///prefix', 'il manque le nom du seau'],
    ['s3:jalons', 'il manque le nom du seau'],
    ['s3://Jalons', 'n’est pas un nom de seau'],
    ['s3://mes_documents', 'n’est pas un nom de seau'],
    ['s3://a b', 'pas une adresse lisible'],
    ['s3://jalons:9000/p', 'un port va dans endpoint'],
    ['s3://jalons/a/../../b c', 'n’est pas un préfixe'],
    ['s3://jalons/a//b', 'n’est pas un préfixe'],
    ['s3://jalons/été', 'n’est pas un préfixe'],
    ['s3://jalons#x', '«\u00a0#\u00a0»'],
    ['s3://jalons?endpoint=s3.example.org', 'endpoint attend'],
    ['s3://jalons?endpoint=ftp://s3.example.org', 'endpoint attend'],
    ['s3://jalons?endpoint=', 'endpoint attend'],
    ['s3://jalons?region=', 'region attend'],
    ['s3://jalons?pathStyle=oui', 'pathStyle attend true ou false'],
    ['s3://jalons?sse=AES', 'sse attend AES256 ou aws:kms'],
    ['s3://jalons?sse=AES256&sseKey=k', 'sseKey ne va qu’avec sse=aws:kms'],
    ['s3://jalons?sseKey=k', 'sseKey ne va qu’avec sse=aws:kms'],
    ['s3://jalons?zone=x', 'paramètre inconnu «\u00a0zone\u00a0»'],
    ['s3://jalons?region=a&region=b', 'region est donné deux fois'],
  ])('%s is refused in one line', (url, said) => {
    const mistakes = mistakesOf(url);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/^STORAGE_URL\u00a0: [^\n]+$/);
    expect(mistakes[0]).toContain(said);
  });

  it('every mistake is told, a line each', () => {
    expect(mistakesOf('s3:///?endpoint=x&pathStyle=1&sse=2&zone=3')).toHaveLength(5);
  });

  it.each(['s3://AKIA:hunter2@jalons', 's3://jalons?secret=hunter2', 's3://jalons?endpoint=https://u:hunter2@h'])(
    'credentials have no place in it, and are not repeated: %s',
    (url) => {
      const mistakes = mistakesOf(url);
      expect(mistakes).toHaveLength(1);
      expect(mistakes.join()).not.toContain('hunter2');
    },
  );
});
