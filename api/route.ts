import type { Response } from 'express';
import type { z } from 'zod';
import type { Role } from '../domain/actions.ts';
import type { ReceivedFile } from '../services/deposits.ts';
import type { Principal } from '../services/principal.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** How a body comes: JSON; a form (multipart, urlencoded or JSON) with perhaps a file; the bytes of a file, of an image. */
export type BodyKind = 'json' | 'form' | 'bytes' | 'image';

/** Whether a route takes bytes as they are, or as the file of a form. */
export const takesBytes = ({ bodyKind }: { bodyKind?: BodyKind }): boolean =>
  bodyKind === 'bytes' || bodyKind === 'image';

/** A request that was let in and is well formed. */
export interface Call<Params, Query, Body> {
  principal: Principal;
  params: Params;
  query: Query;
  body: Body;
  /** The file of a form. */
  file?: ReceivedFile;
  /** The body as it is, of routes that take bytes. */
  bytes: Buffer;
  /** The same for a request and its repeats; see services/idempotency-scope.ts. */
  scope: string;
}

/** An answer that is not JSON: the handler writes it itself. */
export class Written {
  readonly write: (response: Response) => Promise<void>;
  constructor(write: (response: Response) => Promise<void>) {
    this.write = write;
  }
}

interface Declaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: Method;
  /** As OpenAPI writes it: `/api/enrolments/{id}`. */
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  roles: readonly Role[];
  params?: P;
  query?: Q;
  body?: B;
  bodyKind?: BodyKind;
  /** The status of success; 200 when absent. */
  status?: 200 | 201 | 204;
  answer?: z.ZodType;
  /** The media type of an answer that is not JSON. */
  answerType?: string;
  /** Adds to the answer what must not be kept of it with its idempotency key. */
  seal?: (answer: unknown, scope: string) => unknown;
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>;
}

/** One route, from which the Express router and the OpenAPI document are both made. */
export type Route = Declaration<z.ZodType, z.ZodType, z.ZodType>;

/** Declares a route, with the types of its schemas in its handler. */
export const route = <
  P extends z.ZodType = z.ZodType<unknown>,
  Q extends z.ZodType = z.ZodType<unknown>,
  B extends z.ZodType = z.ZodType<unknown>,
>(
  declaration: Declaration<P, Q, B>,
): Route => declaration as unknown as Route;
