import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { type FileFormat, MEDIA_TYPES } from '../domain/report.ts';
import { saved } from './content-disposition.ts';
import { nameForDownload } from './file-names.ts';
import { Written } from './route.ts';

export interface Downloaded {
  fileName: string;
  mediaType: string;
  content: Readable;
  /** Absent of a file that is made while it is sent. */
  sizeBytes?: number;
}

/** Answers with a file to be saved, never to be shown. Nobody on the way keeps it: what is in it is personal. */
export const download = ({ fileName, mediaType, content, sizeBytes }: Downloaded): Written =>
  new Written(async (response: Response) => {
    response.set({ 'Content-Type': mediaType, 'Cache-Control': 'private, no-store', ...saved(fileName) });
    if (sizeBytes !== undefined) response.set('Content-Length', String(sizeBytes));
    if (response.req.method === 'HEAD') {
      content.destroy();
      return void response.end();
    }
    await pipeline(content, response).catch((error: NodeJS.ErrnoException) => {
      response.destroy();
      // Who goes away in the middle is no fault of ours; a fault of ours cuts the answer short, and is told.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  });

/** Answers with a deposited document: its type and the end of its name are those of its format, whatever it was called. */
export const downloadDocument = (
  { name, format, sizeBytes }: { name: string; format: FileFormat; sizeBytes: number },
  content: Readable,
): Written => download({ fileName: nameForDownload(name, format), mediaType: MEDIA_TYPES[format], content, sizeBytes });
