import { asDict, type MaybePlistValue, type PlistDict, type PlistValue } from './plist-value.ts';

/** Maximum nesting of folders that is followed; iOS has one level. */
const MAX_DEPTH = 4;

const two = (index: number): string => String(index + 1).padStart(2, '0');
const listOf = (value: MaybePlistValue): readonly PlistValue[] | null => (Array.isArray(value) ? value : null);
const textOf = (value: MaybePlistValue): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The icons of an `IconState.plist` in order: the dock, then the pages. The contents of a folder follow the folder.
 * `position` is `dock.01`, `01.04` (page and slot) or `01.04.1.02` (page and slot within a folder).
 */
export function* iconsOf(document: PlistValue): Generator<PlistValue> {
  const state = asDict(document);
  yield* iconsIn(listOf(state?.buttonBar) ?? [], 'dock', null, 0);
  for (const [page, icons] of (listOf(state?.iconLists) ?? []).entries()) {
    yield* iconsIn(listOf(icons) ?? [], two(page), null, 0);
  }
}

function* iconsIn(
  icons: readonly PlistValue[],
  prefix: string,
  folder: string | null,
  depth: number,
): Generator<PlistValue> {
  for (const [place, icon] of icons.entries()) {
    const position = `${prefix}.${two(place)}`;
    if (typeof icon === 'string') yield iconRow({ position, kind: 'app', app: icon, folder });
    const entry = asDict(icon);
    if (entry === null) continue;
    const lists = listOf(entry.iconLists);
    if (lists === null) {
      yield* otherIcon(entry, position, folder);
      continue;
    }
    const name = textOf(entry.displayName);
    yield iconRow({ position, kind: 'folder', name, folder });
    if (depth >= MAX_DEPTH) continue;
    for (const [page, inside] of lists.entries()) {
      yield* iconsIn(listOf(inside) ?? [], `${position}.${page + 1}`, name, depth + 1);
    }
  }
}

/** A widget, a stack of widgets, or an app described by a dictionary. */
function* otherIcon(entry: PlistDict, position: string, folder: string | null): Generator<PlistValue> {
  const elements = listOf(entry.elements);
  if (elements === null) {
    const app = textOf(entry.displayIdentifier) ?? textOf(entry.bundleIdentifier);
    if (app !== null) yield iconRow({ position, kind: 'app', app, name: textOf(entry.displayName), folder });
    return;
  }
  for (const element of elements) {
    const widget = asDict(element);
    const name = textOf(widget?.widgetIdentifier);
    yield iconRow({ position, kind: 'widget', name, app: textOf(widget?.containerBundleIdentifier), folder });
  }
}

/** A row without its null values: property lists have no null. */
function iconRow(values: Readonly<Record<string, string | null>>): PlistValue {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Record<string, string>;
}
