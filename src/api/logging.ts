import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './logged-error.ts';

/** Properties that must never be logged. */
const SECRETS = [
  'password',
  'token',
  'session',
  'cookie',
  'set-cookie',
  'authorization',
  'x-api-token',
  'x-backup-session',
];

/**
 * Creates the server's logger (JSON lines). Of a request's address it logs the pattern of the route: paths and queries
 * hold names and numbers of persons and what was searched for. Headers are not logged.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: {
      paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.headers["${name}"]`]),
      censor: '[secret]',
    },
    serializers: {
      err: (error: unknown) => loggedError(error),
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? null,
        remoteAddress: request.ip,
      }),
      res: (reply: FastifyReply) => ({ statusCode: reply.statusCode }),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
