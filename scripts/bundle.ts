import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What people start or import; what the sources start or load later comes to it by itself. */
const ENTRIES = ['src/cli/main.ts', 'src/backup/index.ts'];

/**
 * Libraries of hundreds of small modules, which take longer to find than to run. The others stay outside: they look for
 * files beside themselves, or are one file already. `zod` and what works on its schemas have to be the same copy.
 */
const INSIDE = ['kysely', 'zod', 'libphonenumber-js', 'commander', 'fastify-type-provider-zod'];

/** `new URL('./x.ts', import.meta.url)`: a file beside the source. */
const BESIDE = /new URL\(\s*(['"`])(\.[^'"`]+)\1,\s*import\.meta\.url,?\s*\)/g;

/** `import('./x.ts')`: loaded when it is needed. */
const LATER = /\bimport\(\s*(['"`])(\.[^'"`]+)\1\s*\)/g;

/**
 * Bundles the sources into few files in `folder`, all of them beside each other: a process starts in half the time. Takes
 * about a second. `folder` lies where `dist` does: one below `package.json`.
 */
export async function bundle(folder: string): Promise<void> {
  const entries = [...ENTRIES, ...startedSources()];
  const build = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: Object.fromEntries(entries.map((path) => [flat(path), path])),
    external: (id) => !/^[./]|^[a-z]:/i.test(id) && !INSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [catalog(), filesBeside()],
  });
  try {
    await build.write({ dir: folder, format: 'esm', chunkFileNames: 'part-[name]-[hash].js' });
  } finally {
    await build.close();
  }
}

/**
 * Sources that a process or a thread is started with, or that are loaded later. The latter too: of a room that is only
 * loaded later the bundler would put what few commands use beside the server, and load that with the room.
 */
function startedSources(): string[] {
  const found = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) => {
    if (path.endsWith('.test.ts') || path.includes('testing') || path === LOADER) return [];
    const source = readFileSync(join(ROOT, path), 'utf8');
    return [...source.matchAll(BESIDE), ...source.matchAll(LATER)].map(([, , beside = '']) =>
      posix(join(dirname(path), beside)),
    );
  });
  return [...new Set(found)]
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts') && !ENTRIES.includes(path))
    .toSorted();
}

/** Points what lies beside a source to where the bundle has it: sources beside each other, all else below `package.json`. */
function filesBeside(): Plugin {
  return {
    name: 'files-beside',
    transform(code, id) {
      const path = relative(ROOT, id);
      if (path.startsWith('..') || path.startsWith('node_modules')) return null;
      return code.replace(BESIDE, (_all, _quote, beside: string) => {
        const target = posix(join(dirname(path), beside));
        const there = target.startsWith('src/') ? `./${flat(target)}.js` : `../${target}`;
        return `new URL(${JSON.stringify(there)}, import.meta.url)`;
      });
    },
  };
}

/** The source that finds the artifacts of one file each, which in a bundle are no longer files. */
const LOADER = 'src/artifacts/load-catalog.ts';

/** Imports the artifacts of one file each by name, in the order in which the source finds them. */
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

/** `src/cli/main.ts` as `cli-main`. */
function flat(path: string): string {
  return path
    .replace(/^src\//, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-');
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
