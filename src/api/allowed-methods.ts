import type { FastifyInstance } from 'fastify';

/** Lists the methods that an address has, for the `Allow` header of 405 answers (RFC 9110 §15.5.6). */
export type AllowedMethods = (path: string) => readonly string[];

/** Collects the routes that are added after this. */
export function collectMethods(server: FastifyInstance): AllowedMethods {
  const added: { readonly url: string; readonly methods: readonly string[] }[] = [];
  // Compiled with the first request for an address that does not exist, instead of at the start.
  let compiled: { readonly pattern: URLPattern; readonly methods: readonly string[] }[] | null = null;
  server.addHook('onRoute', ({ url, method }) => {
    // A wildcard route is that of the page, which answers at every address that no other route has.
    if (url === '*' || url === '/*') return;
    added.push({ url, methods: [method].flat() });
  });
  return (path) => {
    compiled ??= added.map(({ url, methods }) => ({ pattern: new URLPattern({ pathname: url }), methods }));
    const methods = compiled.flatMap((route) => (route.pattern.test({ pathname: path }) ? route.methods : []));
    return [...new Set(methods)].sort();
  };
}
