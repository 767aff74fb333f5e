import type { Request, RequestHandler, Response } from 'express';
import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import { Written } from '../api/route.ts';
import type { Role } from '../domain/actions.ts';
import type { ReceivedFile } from '../services/deposits.ts';
import type { Principal } from '../services/principal.ts';
import type { FormState } from './form.ts';
import type { Visitor } from './visitor.ts';

/** Whom a page is for: anyone, or who has signed in under one of these roles. */
export type Who = 'anyone' | readonly Role[];

/** A visitor may be nobody where anyone is let in. */
type Let<W extends Who, T> = W extends 'anyone' ? T | undefined : T;

/** A request that was let in and is well formed. */
export interface PageCall<W extends Who, Params, Query, Body> {
  visitor: Let<W, Visitor>;
  principal: Let<W, Principal>;
  params: Params;
  query: Query;
  /** Of a POST: the fields as the schema `fields` gives them. */
  body: Body;
  /** The file of a POST whose route takes uploads. */
  file?: ReceivedFile;
  /** For the forms of the page to be shown: empty, or refused with its values and errors. */
  form: FormState;
  /** The same for a form and its repeats; see services/idempotency-scope.ts. */
  scope: string;
  /** The address asked for, with its query. */
  address: string;
  /** For what only HTTP knows (sessions, cookies). */
  http: { request: Request; response: Response };
}

/** A page in its layout. */
export interface Page {
  kind: 'page';
  content: Child;
  /** Instead of the route's. */
  title?: string;
  status: number;
  /** The width of tables and figures rather than that of a text. */
  wide: boolean;
  /** A form waits on it to be sent: its top offers no way to sign in that would leave it. */
  holding?: boolean;
}

/** A piece of a page, without its layout: what htmx asks for. */
export interface Fragment {
  kind: 'fragment';
  content: Child;
}

/** What follows an act: another page, with a message said once at its top. */
export interface SeeOther {
  kind: 'see_other';
  to: string;
  message?: string;
}

export type PageAnswer = Page | Fragment | SeeOther | Written;

/** Answers with a page in its layout; 200 unless said. */
export const page = (
  content: Child,
  { title, status = 200, wide = false }: { title?: string; status?: number; wide?: boolean } = {},
): Page => ({ kind: 'page', content, title, status, wide });

/** Answers with a piece of a page, for htmx. */
export const fragment = (content: Child): Fragment => ({ kind: 'fragment', content });

/** Answers 303 with an address of this site; `message` is said once at the top of the page there. */
export const seeOther = (to: string, message?: string): SeeOther => ({ kind: 'see_other', to, message });

/** Answers with something that is no page: a file. */
export const written = (write: (response: Response) => Promise<void>): Written => new Written(write);

type Handle<W extends Who, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = (
  call: PageCall<W, z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<PageAnswer> | PageAnswer;

interface Common<W extends Who, P extends z.ZodType, Q extends z.ZodType> {
  /** As Express writes it: `/dossiers/:id`. */
  path: string;
  who: W;
  /** Of the page, without the product's name; a page may answer with a better one. */
  title: string;
  params?: P;
  query?: Q;
  /** What htmx asks for while a form is filled in: who is no more signed in is led nowhere, which would lose the form. */
  piece?: boolean;
  /** Run first, before anything is read: rate limits. */
  before?: readonly RequestHandler[];
}

interface Declaration<W extends Who, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Common<W, P, Q> {
  method: 'get' | 'post';
  /** Of a POST: what its form holds; dotted names are paths, empty fields are absent. */
  fields?: B;
  /** Of a POST: its form is multipart, with perhaps a file in the field `file`. */
  upload?: boolean;
  /** Of a POST: done at each sending, whatever its key `cle` (a preview, a sign-in). */
  everyTime?: boolean;
  /** What each field is called, for the messages about it. */
  labels?: Readonly<Record<string, string>>;
  handle: Handle<W, P, Q, B>;
  /** Of a POST refused: the page to show again, with `call.form` holding values and errors; else an error page. */
  again?: Handle<W, P, Q, z.ZodType>;
}

/** One page or one form's target, from which the router and the role × page matrix are both made. */
export type PageRoute = Declaration<Who, z.ZodType, z.ZodType, z.ZodType>;

/** Declares a page or the target of a form, with the types of its schemas in its handler. */
export const pageRoute = <
  const W extends Who,
  P extends z.ZodType = z.ZodType<unknown>,
  Q extends z.ZodType = z.ZodType<unknown>,
  B extends z.ZodType = z.ZodType<unknown>,
>(
  declaration: Declaration<W, P, Q, B>,
): PageRoute => declaration as unknown as PageRoute;

interface FormDeclaration<W extends Who, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>
  extends Common<W, P, Q> {
  fields: B;
  upload?: boolean;
  everyTime?: boolean;
  labels?: Readonly<Record<string, string>>;
  /** The page with its form, filled from `call.form`; asked again, with values and errors, after a refusal. */
  show: Handle<W, P, Q, z.ZodType>;
  /** Does what the form asks and says where to go; what it throws as a refusal is told on the form. */
  act: Handle<W, P, Q, B>;
}

/** Declares a page with one form: GET shows it, POST acts once a key or shows it again with what is wrong. */
export const formPage = <
  const W extends Who,
  P extends z.ZodType = z.ZodType<unknown>,
  Q extends z.ZodType = z.ZodType<unknown>,
  B extends z.ZodType = z.ZodType<unknown>,
>({
  show,
  act,
  fields,
  upload,
  everyTime,
  labels,
  ...common
}: FormDeclaration<W, P, Q, B>): PageRoute[] => [
  pageRoute({ ...common, method: 'get', handle: show }),
  pageRoute({ ...common, method: 'post', fields, upload, everyTime, labels, handle: act, again: show }),
];
