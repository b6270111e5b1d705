import { realpathSync } from 'node:fs';

/** Path of a zone file, with the name of its zone; `posix` and `right` have the same zones again. */
const ZONE_FILE = /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/;

/**
 * Makes the time zone one with a name. C libraries also take a `:` before the name in `TZ`, the path of a zone file, and
 * an empty text for UTC. Node treats these as a zone without a name and without summer time: times of half a year would
 * be an hour off, and days as options and exports would be refused. An unknown zone is UTC, as in C.
 */
export function settleTimeZone(env: NodeJS.ProcessEnv = process.env): void {
  const given = env['TZ'];
  if (given === undefined || hasNamedZone()) return;
  const zone = zoneNameOf(given);
  if (zone === null) delete env['TZ'];
  else env['TZ'] = zone;
  if (!hasNamedZone()) env['TZ'] = 'UTC';
}

/** Name of the zone that a C library takes from `TZ`; null for the zone of the system. */
export function zoneNameOf(tz: string): string | null {
  const name = tz.trim().replace(/^:/, '');
  if (name === '') return 'UTC';
  return name.startsWith('/') ? (ZONE_FILE.exec(target(name))?.[1] ?? null) : name;
}

function hasNamedZone(): boolean {
  const { timeZone }: { timeZone?: string } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone !== undefined && timeZone !== 'Etc/Unknown';
}

/** `/etc/localtime` is a link to a zone file on most systems. */
function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
