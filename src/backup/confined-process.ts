import type { ForkOptions } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Environment variables passed to every child process: what Node and the system need. None can contain a secret. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ', 'NODE_COMPILE_CACHE'];

const LIBRARIES = `${sep}node_modules${sep}`;

/** What a child process needs beyond its own code. */
export interface Rights {
  /** Its main module. */
  readonly entry: URL;
  /** Folders and files that it may read. */
  readonly reads?: readonly string[];
  /** Folders that it may read and write, and create. */
  readonly writes?: readonly string[];
  /** Loads native libraries. They are not confined, but JavaScript that calls them is. */
  readonly addons?: boolean;
  /** Starts threads. */
  readonly threads?: boolean;
  /** Opens connections. */
  readonly network?: boolean;
  /** Further environment variables. */
  readonly variables?: readonly string[];
  /** V8 options. */
  readonly flags?: readonly string[];
}

/**
 * Options that start a child process under Node's permission model, with the environment variables that it needs: if a
 * hostile backup takes over its code, it can read, write, start and reach nothing else through Node.
 */
export function confined(rights: Rights): Required<Pick<ForkOptions, 'execArgv' | 'env'>> {
  const { entry, reads = [], writes = [], addons, threads, network, variables = [], flags = [] } = rights;
  const written = places(writes);
  const granted = [
    ...places([...codeFolders(entry), ...reads, ...writes]).map((path) => `--allow-fs-read=${path}`),
    ...written.map((path) => `--allow-fs-write=${path}`),
    ...(addons === true ? ['--allow-addons', '--disable-warning=PERM0001'] : []),
    ...(threads === true ? ['--allow-worker', '--disable-warning=PERM0006'] : []),
    ...(network === true ? ['--allow-net', '--disable-warning=ExperimentalWarning'] : []),
  ];
  const env = [...PASSED_ON, ...variables].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { execArgv: [...flags, '--permission', ...new Set(granted)], env: Object.fromEntries(env) };
}

/** The package of our code and that of `entry`, with the libraries beside and above them. */
function codeFolders(entry: URL): string[] {
  return [new URL(import.meta.url), entry].flatMap((module) => {
    const manifest = findPackageJSON(module);
    const folder = dirname(manifest ?? fileURLToPath(module));
    const above = folder.indexOf(LIBRARIES);
    return [folder, join(folder, 'node_modules'), ...(above < 0 ? [] : [folder.slice(0, above + LIBRARIES.length)])];
  });
}

/**
 * Paths to grant: each as given and with its links resolved, because permissions are compared with the path that is
 * opened. Node 26 does not find a folder whose name begins another granted one (`/a/b` beside `/a/b2`): then it is
 * the folder around them.
 */
function places(paths: readonly string[]): string[] {
  const found = new Set(paths.flatMap(asGiven));
  for (const path of found) {
    const hides = [...found].some((other) => other !== path && other.startsWith(path) && other[path.length] !== sep);
    if (hides) found.add(dirname(path));
  }
  return [...found];
}

function asGiven(path: string): string[] {
  const absolute = resolve(path);
  try {
    return [absolute, realpathSync(absolute)];
  } catch {
    // It does not exist yet: Node would take it for a file.
    return [absolute, join(absolute, '*')];
  }
}
