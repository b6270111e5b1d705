import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'];
/** Listen addresses for all interfaces; not valid as host names. */
const WILDCARDS = new Set(['0.0.0.0', '::', '']);

/** Accepted host names. */
export interface HostOptions {
  /** The address it listens on. */
  readonly host: string;
  readonly allowedHosts: readonly string[];
}

/**
 * Rejects requests with an unknown Host and requests from pages of other origins. Prevents DNS rebinding: a page whose
 * name resolves to this machine still sends its own name as Host.
 */
export function checkHosts(server: FastifyInstance, { host, allowedHosts }: HostOptions): void {
  const names = new Set([...LOCAL_NAMES, ...allowedHosts.map(bareName)]);
  if (!WILDCARDS.has(host)) names.add(bareName(host));
  server.addHook('onRequest', async (request) => {
    const name = hostName(request.headers.host);
    if (name === null || !(names.has(name) || isOwnAddress(name, request))) {
      throw new DomainError('FORBIDDEN', msg('detail.unknown-host'));
    }
    if (request.headers.origin !== undefined && !isSameOrigin(request)) {
      throw new DomainError('FORBIDDEN', msg('detail.other-site'));
    }
  });
}

/** True if the Origin of the request is this server. */
export function isSameOrigin({ headers: { origin, host } }: FastifyRequest): boolean {
  if (origin === undefined || host === undefined) return false;
  const url = URL.parse(origin);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  // Uses the scheme of the origin for both, because it determines the default port.
  return url.origin === URL.parse(`${url.protocol}//${host}`)?.origin;
}

/** The name in a Host header, in lower case without brackets and port; null if there is none. */
function hostName(header: string | undefined): string | null {
  const url = header === undefined || /[/?#@\\\s]/.test(header) ? null : URL.parse(`http://${header}`);
  return url === null ? null : bareName(url.hostname);
}

function bareName(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '');
}

/** True if the name is the IP address of the connection; IP addresses are not subject to DNS rebinding. */
function isOwnAddress(name: string, request: FastifyRequest): boolean {
  if (isIP(name) === 0) return false;
  return request.socket.localAddress?.replace(/^::ffff:/, '') === name;
}
