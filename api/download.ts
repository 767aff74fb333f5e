import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { attachment } from './content-disposition.ts';
import { Written } from './route.ts';

/** Answers with a file that is made while it is sent. Nobody keeps it: what is in it is personal. */
export const download = (file: { fileName: string; mediaType: string; content: Readable }): Written =>
  new Written(async (response: Response) => {
    response.set({
      'Content-Type': file.mediaType,
      'Content-Disposition': attachment(file.fileName),
      'Cache-Control': 'private, no-store',
    });
    // Who goes away in the middle is no fault of ours; a fault in the middle cuts the answer short.
    await pipeline(file.content, response).catch(() => response.destroy());
  });
