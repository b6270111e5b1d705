import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { homeFolder, userName } from '../../model/home-folder.ts';
import type { Settings } from '../../settings.ts';
import { parseDsn } from '../../storage/index.ts';
import type { Check } from './check.ts';

/** A text that says where something is, and what is shown instead. */
type Place = readonly [text: string, shown: string];

/** Paths that are in no setting: an absolute one after white space, a quote or a bracket. */
const OTHER_PATH = /(?<=^|[\s"'“‘(])(?:[A-Za-z]:\\|\\\\|\/)[^\s"'”’)]+/g;

/** Shorter names, like "pi", are part of other words too often. */
const MIN_NAME = 3;

/** The checks without folders, hosts and names of people, for a report that others read. */
export function hidePlaces(checks: readonly Check[], settings: Settings | null): Check[] {
  const places = [...(settings === null ? [] : placesOf(settings)), ...ownPlaces()]
    .filter(([text]) => text.length >= MIN_NAME)
    .toSorted(([a], [b]) => b.length - a.length);
  const hide = (text: string): string =>
    places.reduce((rest, [place, shown]) => rest.replaceAll(place, shown), text).replaceAll(OTHER_PATH, '(a path)');
  return checks.map((check) => ({
    ...check,
    name: hide(check.name),
    message: hide(check.message),
    next: check.next === null ? null : hide(check.next),
  }));
}

function placesOf({ backup_paths: paths, postgres, redis, api }: Settings): Place[] {
  const parsed = parseDsn(postgres.dsn);
  const host = redis.url === undefined ? '' : new URL(redis.url).hostname;
  return [
    ...paths.base_path.map((path): Place => [path, '(a folder of backups)']),
    [paths.temp_path, '(the temporary folder)'],
    ...(parsed.engine === 'sqlite'
      ? [[parsed.path, '(the file)'] as const, [dirname(parsed.path), '(its folder)'] as const]
      : [[parsed.address.host ?? '', '(a host)'] as const, [parsed.address.database ?? '', '(a name)'] as const]),
    ...[host, api.host].filter((name) => !isLocal(name)).map((name): Place => [name, '(a host)']),
  ];
}

function ownPlaces(): Place[] {
  return [
    [homeFolder(), '~'],
    [hostname(), '(this host)'],
    [userName(), '(a user)'],
  ];
}

function isLocal(host: string): boolean {
  return ['', 'localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(host);
}
