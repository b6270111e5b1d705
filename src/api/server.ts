import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerFactory,
  type RouteOptions,
} from 'fastify';
import type { Logger } from 'pino';
import type { App } from '../app.ts';
import { watchCatalog } from '../indexing/catalog-watch.ts';
import type { FolderWatch } from '../indexing/folder-watch.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { collectMethods } from './allowed-methods.ts';
import { replaceApiToken, tokenVerifier } from './auth/api-token.ts';
import { authenticate } from './auth/authenticate.ts';
import { BrowserLogins } from './auth/browser-logins.ts';
import { forgetBrowsers } from './auth/forget-browsers.ts';
import { checkHosts } from './auth/host-check.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { defined } from './defined.ts';
import { ExportJobs } from './export-jobs/export-jobs.ts';
import { type Listener, REQUEST_TIMEOUT_MS } from './listener.ts';
import { createLogger } from './logging.ts';
import { sendProblem } from './problems.ts';
import { Purging } from './purging.ts';
import { ALL_ROUTES } from './routes/index.ts';
import { addProof } from './routes/proof.ts';
import { schemaController } from './schema-controller.ts';
import { addSecurityHeaders, setSecurityHeaders } from './security-headers.ts';

/** Default body limit. */
const MAX_BODY_BYTES = 16 * 1024;

/** Maximum length of path parameters. */
const MAX_PARAM_LENGTH = 512;

/** Options of {@link buildServer}. */
export interface ServerOptions {
  /** The API token. */
  readonly token: string;
  /** Its file; without one it cannot be replaced. */
  readonly tokenPath?: string | null;
  /** See `announceServer`. Without it the server proves nothing. */
  readonly proofSecret?: string;
  /** Creates one-time links. Default: a private instance. */
  readonly browsers?: BrowserLogins;
  /** Default: standard output with the level of the settings. */
  readonly logger?: Logger;
  /** Folder of the built web app. Default: the one of this installation. */
  readonly pageFolder?: string;
  /** Listens already. Default: a server of its own. */
  readonly listener?: Listener;
}

/** Builds the HTTP server without listening. Closing it ends event streams and downloads. */
export async function buildServer(app: App, options: ServerOptions): Promise<FastifyInstance> {
  const browsers = options.browsers ?? new BrowserLogins();
  const { listener } = options;
  const logger: FastifyBaseLogger = options.logger ?? createLogger(app.settings.log.level);
  const closing = new AbortController();
  // Each download and event stream adds a listener.
  setMaxListeners(0, closing.signal);

  const server: FastifyInstance = fastify<Server>({
    loggerInstance: logger,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...(listener === undefined ? {} : servedBy(listener)),
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    // Hooks do not run for invalid URLs.
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(reply);
      void sendProblem(error, request, reply);
    },
    clientErrorHandler: answerBrokenRequest,
    schemaController,
  });
  server.setErrorHandler(sendProblem);
  const allowedMethods = collectMethods(server);
  server.setNotFoundHandler(async (request, reply) => {
    const allowed = allowedMethods(request.url.split('?', 1)[0] ?? '');
    // A path with `..` is another one for URL patterns than for the router, and a file that is not there has a route.
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      void reply.header('allow', allowed.join(', '));
      throw new DomainError('METHOD_NOT_ALLOWED', msg('detail.method-not-allowed', { allowed: allowed.join(', ') }));
    }
    throw new DomainError('NOT_FOUND', msg('detail.no-such-address'));
  });
  server.addHook('preClose', async () => closing.abort());

  const purging = new Purging(
    () => app.store.purge({ signal: closing.signal }),
    (error) => logger.error({ err: error }, 'deleted rows could not be removed'),
  );
  // Rows deleted before the last server stopped.
  server.addHook('onListen', async () => purging.start());
  server.addHook('onClose', () => purging.close());

  watchWhileListening(server, app, logger);

  const exportJobs = new ExportJobs(app, logger);
  server.addHook('onListen', async () => exportJobs.start());
  server.addHook('onClose', () => exportJobs.close());

  addSecurityHeaders(server);
  const { host, allowed_hosts: allowedHosts, public_url: publicUrl } = app.settings.api;
  const publicHosts = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  checkHosts(server, { host, allowedHosts: [...allowedHosts, ...publicHosts] });
  await server.register(cookie);
  await server.register(rateLimit, { global: false });
  let isToken = tokenVerifier(options.token);
  authenticate(server, { isToken: (candidate) => isToken(candidate), browsers });
  const rotateToken = async (): Promise<void> => {
    isToken = tokenVerifier(await replaceApiToken(options.tokenPath ?? null));
    browsers.revokeAll();
    await forgetBrowsers({ browsers, sessions: app.sessions, exportJobs });
  };
  const described = collectDescribed(server);
  const { pageFolder } = options;
  const context = {
    app,
    routes: described,
    browsers,
    rotateToken,
    purging,
    exportJobs,
    closing: closing.signal,
    ...defined({ pageFolder }),
  };
  if (options.proofSecret !== undefined) addProof(server, options.proofSecret);
  for (const routes of ALL_ROUTES) await server.register(routes(context));
  await server.ready();
  return server;
}

/** The types of Fastify's options are those of HTTP/2 too. */
function servedBy(listener: Listener): { readonly serverFactory: FastifyServerFactory } {
  return { serverFactory: (answer) => listener.serve(answer) };
}

/** Collects the routes that are added after this and belong into the documentation. */
function collectDescribed(server: FastifyInstance): readonly RouteOptions[] {
  const routes: RouteOptions[] = [];
  server.addHook('onRoute', (route) => {
    if (route.schema?.hide !== true) routes.push(route);
  });
  return routes;
}

/** Looks at the folders of backups again when they change, from listening to closing. */
function watchWhileListening(server: FastifyInstance, app: App, logger: FastifyBaseLogger): void {
  if (!app.settings.backup_paths.watch) return;
  let watch: FolderWatch | null = null;
  server.addHook('onListen', async () => {
    watch = watchCatalog({
      catalog: app.catalog,
      store: app.store,
      onError: (error) => logger.error({ err: error }, 'the folders of backups could not be searched'),
    });
  });
  server.addHook('onClose', async () => watch?.close());
}
