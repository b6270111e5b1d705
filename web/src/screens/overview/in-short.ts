import { isThere, type KindOfBackup, onePerScreen } from '../../kinds/by-area.ts';
import { BACKUP_NAV } from '../../navigation.ts';

/** Maximum number of kinds shown for all areas; the others are behind a link. */
const SHOWN = 11;

const NAV_PATHS: readonly string[] = BACKUP_NAV.map(({ to }) => to);

/** Place of the screen of a kind in the navigation; those without one, and those that are not there, come last. */
function placeOf(kind: KindOfBackup): number {
  const place = NAV_PATHS.indexOf(`/b/$backupId/${kind.view.list?.screen ?? ''}`);
  return place === -1 || !isThere(kind) ? NAV_PATHS.length : place;
}

/**
 * Of all areas, first what has a screen of its own: messages and photos, however many pulses a watch has measured. Then the
 * richest.
 */
export function inShort(richest: readonly KindOfBackup[]): readonly KindOfBackup[] {
  const first = onePerScreen(richest.filter((kind) => placeOf(kind) < NAV_PATHS.length));
  const others = richest.filter((kind) => placeOf(kind) === NAV_PATHS.length);
  return [...first.toSorted((one, other) => placeOf(one) - placeOf(other)), ...others].slice(0, SHOWN);
}
