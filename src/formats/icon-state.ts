import { asDict, type MaybePlistValue, type PlistDict, type PlistValue } from './plist-value.ts';

/** Maximum nesting of folders that is followed; iOS has one level. */
const MAX_DEPTH = 4;

const two = (index: number): string => String(index + 1).padStart(2, '0');
const listOf = (value: MaybePlistValue): readonly PlistValue[] | null => (Array.isArray(value) ? value : null);
const textOf = (value: MaybePlistValue): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What is known of the page that icons are on. */
interface Page {
  readonly hiddenAt: Date | null;
  readonly focus: readonly PlistValue[] | null;
}

const NO_PAGE: Page = { hiddenAt: null, focus: null };

/**
 * The icons of an `IconState.plist` in order: the dock, the pages, then Today View and the apps that are on no page. The
 * contents of a folder follow the folder. `position` is `dock.01`, `01.04` (page and slot), `01.04.1.02` (page and slot
 * within a folder), `today.01` or `library.01`.
 */
export function* iconsOf(document: PlistValue): Generator<PlistValue> {
  const state = asDict(document);
  if (state === null) return;
  const list = (key: string): readonly PlistValue[] => listOf(state[key]) ?? [];
  yield* iconsIn(list('buttonBar'), 'dock', null, 0, NO_PAGE);
  const ids = list('listUniqueIdentifiers');
  const pages = asDict(state['listMetadata']);
  for (const [page, icons] of list('iconLists').entries()) {
    const id = textOf(ids[page]);
    const facts = id === null ? null : asDict(pages?.[id]);
    const hidden = facts?.hiddenDate;
    yield* iconsIn(listOf(icons) ?? [], two(page), null, 0, {
      hiddenAt: hidden instanceof Date ? hidden : null,
      focus: listOf(facts?.focusModeIdentifiers),
    });
  }
  yield* iconsIn(list('today'), 'today', null, 0, NO_PAGE);
  yield* iconsIn(list('ignored'), 'library', null, 0, NO_PAGE);
}

function* iconsIn(
  icons: readonly PlistValue[],
  prefix: string,
  folder: string | null,
  depth: number,
  page: Page,
): Generator<PlistValue> {
  for (const [place, icon] of icons.entries()) {
    const position = `${prefix}.${two(place)}`;
    if (typeof icon === 'string') yield iconRow({ position, kind: 'app', app: icon, folder, ...page });
    const entry = asDict(icon);
    if (entry === null) continue;
    const lists = listOf(entry.iconLists);
    if (lists === null) {
      yield* otherIcon(entry, position, folder, page);
      continue;
    }
    const name = textOf(entry.displayName) ?? textOf(entry.defaultDisplayName);
    yield iconRow({ position, kind: 'folder', name, folder, ...page });
    if (depth >= MAX_DEPTH) continue;
    for (const [part, inside] of lists.entries()) {
      yield* iconsIn(listOf(inside) ?? [], `${position}.${part + 1}`, name, depth + 1, page);
    }
  }
}

/** A widget, a stack of widgets, or an app described by a dictionary. */
function* otherIcon(entry: PlistDict, position: string, folder: string | null, page: Page): Generator<PlistValue> {
  const isWidget = textOf(entry.elementType) !== null || textOf(entry.widgetIdentifier) !== null;
  // A widget that is not in a stack is described by the icon itself, since iOS 15.
  const elements = listOf(entry.elements) ?? (isWidget ? [entry] : null);
  if (elements === null) {
    const [first, second] = entry.iconType === 'app' ? APP_KEYS.toReversed() : APP_KEYS;
    const app = textOf(entry[first ?? '']) ?? textOf(entry[second ?? '']);
    if (app !== null) yield iconRow({ position, kind: 'app', app, name: textOf(entry.displayName), folder, ...page });
    return;
  }
  const size = textOf(entry.gridSize);
  for (const element of elements) {
    const widget = asDict(element);
    const type = textOf(widget?.elementType);
    const name = textOf(widget?.widgetIdentifier) ?? (type === 'widget' ? null : type);
    const app = textOf(widget?.containerBundleIdentifier) ?? textOf(widget?.bundleIdentifier);
    yield iconRow({ position, kind: 'widget', name, app, folder, size, ...page });
  }
}

/** An app whose icon has a name of its own has that first, and the bundle id second. */
const APP_KEYS: readonly string[] = ['displayIdentifier', 'bundleIdentifier'];

/** A row without its null values: property lists have no null. */
function iconRow(values: Readonly<Record<string, PlistValue | readonly PlistValue[] | null>>): PlistValue {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Record<string, PlistValue>;
}
