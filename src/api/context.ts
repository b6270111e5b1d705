import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { App } from '../app.ts';
import type { BrowserLogins } from './auth/browser-logins.ts';
import type { Purging } from './purging.ts';

/** What routes work with. */
export interface ApiContext {
  readonly app: App;
  readonly browsers: BrowserLogins;
  /** Removes what deletions hide. */
  readonly purging: Purging;
  /** Aborts when the server closes: streams end then. */
  readonly closing: AbortSignal;
  /** Folder of the built page; the one of this installation when not given. */
  readonly pageFolder?: string;
}

/** The routes of one resource. */
export type Routes = (context: ApiContext) => FastifyPluginAsyncZod;
