/** Endings of files that are for people who develop with a package: types, maps and documentation. */
const DROPPED_ENDING = /\.(?:map|[cm]?ts|md|markdown|tsbuildinfo|flow|yml|yaml|cc|gyp|lua|jpg|gif)$/i;

/** Folders of a package, at its top, that nothing loads at run time. */
const DROPPED_FOLDER = /^(?:tests?|docs?|examples?|bench(?:mark)?s?|coverage|\.github|include|share|typings?)\//i;

/** Files with the terms under which a package may be passed on. */
export const LICENCE_FILE = /^(?:licen[cs]es?|copying|notice|third.?party.?notices?)(?:[.-][^/]*)?$/i;

/** Packages with a build for `import` that only `require` loads: those of `@fastify/static` for Swagger. */
const REQUIRED_ONLY = [
  '@isaacs/nonrecursive-glob-match',
  'brace-expansion',
  'glob',
  'lru-cache',
  'minimatch',
  'minipass',
  'path-scurry',
];

/** Other builds of a package than the one that is loaded, by name of the package. */
const OTHER_BUILDS: Readonly<Record<string, RegExp>> = {
  'libheif-js': /^(?:libheif\/|libheif-wasm\/libheif-bundle\.|index\.js$|wasm(?:-bundle)?\.js$)/,
  '@sqlite.org/sqlite-wasm': /^dist\/(?:index\.mjs|sqlite3-)/,
  bullmq: /^dist\/esm\//,
  'ical.js': /^(?:lib\/|dist\/ical\.(?!js$))/,
  luxon: /^(?:build\/(?!node\/)|src\/)/,
  msgpackr: /^dist\/(?!node\.cjs$)/,
  sharp: /^dist\/.*\.cjs$/,
  'intl-messageformat': /\.iife\.js$/,
  yaml: /^browser\//,
  ajv: /^lib\//,
  // Its page loads the bundle.
  '@fastify/swagger-ui': /^static\/swagger-ui\.js$/,
  ...Object.fromEntries(REQUIRED_ONLY.map((name) => [name, /^dist\/(?:esm|commonjs\/(?:browser|react-native))\//])),
};

/** True if a file is needed while the package runs. `path` is relative to the package. */
export function keepFile(name: string, path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (LICENCE_FILE.test(base)) return true;
  if (/^node-(?:bin-)?(?:darwin|linux|win)-/.test(name)) return path === 'bin/node' || path === 'bin/node.exe';
  return !DROPPED_ENDING.test(base) && !DROPPED_FOLDER.test(path) && OTHER_BUILDS[name]?.test(path) !== true;
}
