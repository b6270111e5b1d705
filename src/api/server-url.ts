import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** URL of a listening server for clients on this machine; wildcard addresses are replaced by 127.0.0.1. */
export function serverUrl({ server }: Pick<FastifyInstance, 'server'>): string {
  const { address, port } = server.address() as AddressInfo;
  const host = /^(?:0\.0\.0\.0|::)$/.test(address) ? '127.0.0.1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
