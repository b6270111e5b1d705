import { cpSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { partNames } from './bundle-parts.ts';
import { entryName } from './entry-name.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Modules that people run or import; modules loaded by them are found automatically. */
const ENTRIES = ['src/cli/main.ts', 'src/cli/portable/main.ts', 'src/backup/public.ts'];

/**
 * Bundled libraries, with everything that they import: they have hundreds of small modules, which take longer to find
 * than to run, or every command loads them. The others are not bundled because they load files beside themselves or are a
 * single file. `zod` and the libraries that use its schemas must share one copy.
 */
export const INSIDE: readonly string[] = [
  'kysely',
  'zod',
  'libphonenumber-js',
  'commander',
  'fastify',
  '@fastify/cookie',
  '@fastify/rate-limit',
  '@fastify/static',
  'fastify-type-provider-zod',
  'pino',
  'pg-connection-string',
  'yazl',
];

/** Terms stay; the rest is in the sources. */
const COMMENTS = { legal: true, annotation: false, jsdoc: false };

/** Data that the sources read: copied into the bundle, so that it can be moved. */
const ASSETS = 'assets/';

/** `new URL('./x.ts', import.meta.url)`: a file beside the source. */
const BESIDE = /new URL\(\s*(['"`])(\.[^'"`]+)\1,\s*import\.meta\.url,?\s*\)/g;

/** `import('./x.ts')`: loaded on demand. */
const LATER = /\bimport\(\s*(['"`])(\.[^'"`]+)\1\s*\)/g;

/**
 * Bundles the sources into a few files in `folder`: processes start in half the time. Takes about a second. `folder`
 * must be directly below the folder of `package.json`, like `dist`. Returns the paths of the modules in it.
 */
export async function bundle(folder: string): Promise<readonly string[]> {
  const entries = [...ENTRIES, ...startedSources()];
  const build = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: Object.fromEntries(entries.map((path) => [entryName(path), path])),
    external: (id, importer) => isBuiltin(id) || (isBare(id) && !isInside(id) && !importer?.includes('node_modules')),
    plugins: [catalog(), facts(), filesBeside()],
    // Entries may export more to other parts, but for the library, which is in no group.
    preserveEntrySignatures: 'allow-extension',
    // What one command loads on demand may be in a part that another loads at once.
    checks: { ineffectiveDynamicImport: false },
  });
  try {
    const { output } = await build.write({
      dir: folder,
      format: 'esm',
      chunkFileNames: 'part-[name]-[hash].js',
      comments: COMMENTS,
      // What a group loads is in groups, too, so that no part misses what it needs.
      codeSplitting: { groups: [{ name: partNames(ROOT), debugName: 'parts' }], includeDependenciesRecursively: false },
    });
    cpSync(join(ROOT, ASSETS), join(folder, ASSETS), { recursive: true });
    return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  } finally {
    await build.close();
  }
}

/** True for the name of a package, false for a path. */
function isBare(id: string): boolean {
  return !/^[./\0]|^[a-z]:/i.test(id);
}

function isInside(id: string): boolean {
  return INSIDE.some((name) => id === name || id.startsWith(`${name}/`));
}

/**
 * Sources that processes or threads start with, or that are loaded on demand. The latter are entries too, because
 * otherwise the bundler would put rarely used code into the same file as the server.
 */
function startedSources(): string[] {
  const found = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) => {
    if (path.endsWith('.test.ts') || path === LOADER) return [];
    const source = readFileSync(join(ROOT, path), 'utf8');
    return [...source.matchAll(BESIDE), ...source.matchAll(LATER)].map(([, , beside = '']) =>
      posix(join(dirname(path), beside)),
    );
  });
  return [...new Set(found)]
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts') && !ENTRIES.includes(path))
    .toSorted();
}

/** Rewrites URLs of files beside a source: sources and assets are in the bundle folder, other files below `package.json`. */
function filesBeside(): Plugin {
  return {
    name: 'files-beside',
    transform(code, id) {
      const path = relative(ROOT, id);
      if (path.startsWith('..') || path.startsWith('node_modules')) return null;
      return code.replace(BESIDE, (_all, _quote, beside: string) => {
        const target = posix(join(dirname(path), beside));
        const there = target.startsWith('src/')
          ? `./${entryName(target)}.js`
          : target.startsWith(ASSETS)
            ? `./${target}`
            : `../${target}`;
        return `new URL(${JSON.stringify(there)}, import.meta.url)`;
      });
    },
  };
}

/** The source that loads the single-file artifacts, which are not files in a bundle. */
const LOADER = 'src/artifacts/load-catalog.ts';

/** Imports the single-file artifacts by name, in the same order as the source. */
function catalog(): Plugin {
  return {
    name: 'catalog',
    load(id) {
      if (posix(relative(ROOT, id)) !== LOADER) return null;
      const files = globSync('src/artifacts/catalog/*.ts', { cwd: ROOT })
        .map((path) => basename(path))
        .filter((name) => !name.endsWith('.test.ts'))
        .toSorted();
      const imports = files.map((name, index) => `import * as file${index} from './catalog/${name}';`);
      const all = files.map((_, index) => `...Object.values(file${index})`);
      return `${imports.join('\n')}\nexport const catalog = [${all.join(', ')}];\n`;
    },
  };
}

/** The source with what is known of all artifacts without running them. */
const FACTS = 'src/artifacts/registry-facts.ts';

/** Puts values in place of the code that makes them from all artifacts. */
function facts(): Plugin {
  return {
    name: 'facts',
    async load(id) {
      if (posix(relative(ROOT, id)) !== FACTS) return null;
      const values: Readonly<Record<string, unknown>> = await import(pathToFileURL(id).href);
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`)
        .join('');
    },
  };
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
