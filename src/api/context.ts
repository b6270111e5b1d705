import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { App } from '../main.ts';
import type { BrowserLogins } from './auth/browser-logins.ts';

/** What routes work with. */
export interface ApiContext {
  readonly app: App;
  readonly browsers: BrowserLogins;
  /** Aborts when the server closes: streams end then. */
  readonly closing: AbortSignal;
}

/** The routes of one resource. */
export type Routes = (context: ApiContext) => FastifyPluginAsyncZod;
