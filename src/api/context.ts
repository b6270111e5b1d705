import type { RouteOptions } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { App } from '../app.ts';
import type { BrowserLogins } from './auth/browser-logins.ts';
import type { ExportJobs } from './export-jobs/export-jobs.ts';
import type { Purging } from './purging.ts';

/** Dependencies of routes. */
export interface ApiContext {
  readonly app: App;
  /** The routes of the documentation; complete once the server is ready. */
  readonly routes: readonly RouteOptions[];
  readonly browsers: BrowserLogins;
  /** Replaces the API token and logs all browsers out. @throws CONFLICT if it comes from the settings */
  readonly rotateToken: () => Promise<void>;
  /** Removes deleted rows in the background. */
  readonly purging: Purging;
  /** Exports that are made in the background. */
  readonly exportJobs: ExportJobs;
  /** Aborts when the server closes, to end streams. */
  readonly closing: AbortSignal;
  /** Folder of the built web app. Default: the one of this installation. */
  readonly pageFolder?: string;
}

/** The routes of one resource. */
export type Routes = (context: ApiContext) => FastifyPluginAsyncZod;
