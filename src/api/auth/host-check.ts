import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../model/errors.ts';

const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'];
/** Bound to these, the server answers at every address of the machine: they are no names themselves. */
const WILDCARDS = new Set(['0.0.0.0', '::', '']);

/** Under which names the server may be asked. */
export interface HostOptions {
  /** The address it listens at. */
  readonly host: string;
  readonly allowedHosts: readonly string[];
}

/**
 * Refuses requests for names that are not ours, and requests from pages of other origins. A page whose name was made to
 * point at this machine (DNS rebinding) still sends its own name as Host.
 */
export function checkHosts(server: FastifyInstance, { host, allowedHosts }: HostOptions): void {
  const names = new Set([...LOCAL_NAMES, ...allowedHosts.map(bareName)]);
  if (!WILDCARDS.has(host)) names.add(bareName(host));
  server.addHook('onRequest', async (request) => {
    const name = hostName(request.headers.host);
    if (name === null || !(names.has(name) || isOwnAddress(name, request))) {
      throw new DomainError('FORBIDDEN', 'The server is not known by this name; see APPLE_JUICER_API__ALLOWED_HOSTS.');
    }
    if (request.headers.origin !== undefined && !isSameOrigin(request)) {
      throw new DomainError('FORBIDDEN', 'A page of another origin may not use this server.');
    }
  });
}

/** True when the request says that it comes from a page of this very server. */
export function isSameOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  if (origin === undefined || host === undefined) return false;
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  // The scheme decides which port need not be written; both headers are compared in the form of the origin's.
  return url.origin === URL.parse(`${url.protocol}//${host}`)?.origin;
}

/** The name in a Host header, in lower case and without brackets or port; null when there is none. */
function hostName(header: string | undefined): string | null {
  const url = header === undefined || /[/?#@\\\s]/.test(header) ? null : URL.parse(`http://${header}`);
  return url === null ? null : bareName(url.hostname);
}

function bareName(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '');
}

/** The address this connection arrived at: an address cannot be rebound, and a wildcard server has many. */
function isOwnAddress(name: string, request: FastifyRequest): boolean {
  if (isIP(name) === 0) return false;
  return request.socket.localAddress?.replace(/^::ffff:/, '') === name;
}
