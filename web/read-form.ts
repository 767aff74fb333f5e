import express, { type Request, type RequestHandler, type Response } from 'express';
import { fieldsOfUpload, singleUpload } from '../api/uploads.ts';
import { MAX_FILE_BYTES } from '../domain/report.ts';
import type { PageRoute } from './page-route.ts';

const FORM_BYTES = 1024 * 1024;
const urlencoded = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: 2_000 });

/** Reads the form of a POST: its fields into `body`, its file into `uploadFolder` until the response is over. */
export const readForm = (route: PageRoute, uploadFolder: string): RequestHandler =>
  readBy(route, singleUpload('file', MAX_FILE_BYTES, uploadFolder));

/** Reads what was typed, and throws the file away as it comes: nobody who is not let in leaves one with us. */
export function readTyped(route: PageRoute): (request: Request, response: Response) => Promise<void> {
  const read = readBy(route, fieldsOfUpload('file', MAX_FILE_BYTES));
  return (request, response) =>
    new Promise((done, fail) => void read(request, response, (error?: unknown) => (error ? fail(error) : done())));
}

const readBy =
  ({ upload }: PageRoute, multipart: RequestHandler): RequestHandler =>
  (request, response, next) => {
    if (upload && request.is('multipart/form-data')) return multipart(request, response, next);
    urlencoded(request, response, (error) => {
      request.body ??= {};
      next(error);
    });
  };
