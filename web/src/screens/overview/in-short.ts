import { isThere, type KindOfBackup } from '../../kinds/by-area.ts';
import { needsAttention } from '../../kinds/outcome-words.ts';
import { BACKUP_NAV } from '../../navigation.ts';

/** Maximum number of kinds shown for all areas; the others are behind a link. */
const SHOWN = 11;

const NAV_PATHS: readonly string[] = BACKUP_NAV.map(({ to }) => to);

/**
 * Place of the screen of a kind in the navigation; those without one, and those that are not there, come last. What could
 * not be read keeps its place: an overview without messages would look like a phone without messages.
 */
function placeOf(kind: KindOfBackup): number {
  const place = NAV_PATHS.indexOf(`/b/$backupId/${kind.view.list?.screen ?? ''}`);
  return place === -1 || !(isThere(kind) || needsAttention(kind)) ? NAV_PATHS.length : place;
}

/**
 * Of all areas, first what has a screen of its own: messages and photos, however many pulses a watch has measured. Then the
 * richest.
 */
export function inShort(richest: readonly KindOfBackup[]): readonly KindOfBackup[] {
  const first = new Map<number, KindOfBackup>();
  // A kind whose screen opens without a search is the subject of that screen: photos, not the people in them.
  for (const kind of richest.toSorted((one, other) => searches(one) - searches(other))) {
    const place = placeOf(kind);
    if (place < NAV_PATHS.length && !first.has(place)) first.set(place, kind);
  }
  const inOrder = [...first].toSorted(([one], [other]) => one - other).map(([, kind]) => kind);
  return [...inOrder, ...richest.filter((kind) => !inOrder.includes(kind))].slice(0, SHOWN);
}

function searches({ view: { list } }: KindOfBackup): number {
  return list?.search === undefined ? 0 : 1;
}
