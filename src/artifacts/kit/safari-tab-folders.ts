import { isDomainError } from '../../model/errors.ts';
import type { Lookup } from './records/declaration.ts';
import { from, lookup, textOf } from './records/index.ts';
import type { Computed } from './records/source.ts';
import { asRecord, decodeValue } from './records/value.ts';

/** `subtype` of folders of `SafariTabs.db` (docs/format/apps-and-system.md); that of a group of tabs is 0. */
const [FAVOURITES, PROFILE, FREQUENT] = [1, 2, 5];
const FAVOURITES_TITLE = 'TopScopedBookmarkList';
/** `external_uuid` of folders of Safari's own; in a profile it is followed by `-` and that of the profile. */
const PINNED = /^(?:pinned|privatePinned)(?:-|$)/;
const SPECIAL = /^(?:pinned|privatePinned|recentlyClosed)(?:-|$)/;
const PRIVATE_PINNED = 'privatePinned';
/** Titles of private folders. A group that is synchronised can have any of these from its owner. */
const PRIVATE = ['private', PRIVATE_PINNED];
const [LOCAL_TITLE, PRIVATE_TITLE] = ['Local', 'Private'];

/** A folder around a page. */
interface Folder {
  readonly title: string;
  readonly subtype: unknown;
  readonly uuid: string;
  readonly isSynchronised: boolean;
  readonly isUnnamed: boolean;
}

const COLUMNS = ['title', 'subtype', 'external_uuid', 'syncable', 'extra_attributes'].map((name) => `@up.${name}`);

function isUnnamed(attributes: unknown): boolean {
  if (!(attributes instanceof Uint8Array) || attributes.length === 0) return false;
  try {
    return asRecord(decodeValue(attributes))?.['IsUnnamed'] === true;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return false;
  }
}

/** The folders around a page, outermost first. Older databases are without some of the columns. */
function foldersOf(values: readonly unknown[]): readonly Folder[] {
  const [titles = [], subtypes = [], uuids = [], syncables = [], attributes = []] = values.map((each) =>
    Array.isArray(each) ? (each as readonly (string | number | null)[]) : [],
  );
  return titles.map((title, at) => ({
    title: textOf(title),
    subtype: subtypes[at] ?? null,
    uuid: textOf(uuids[at] ?? null),
    isSynchronised: (syncables[at] ?? 1) !== 0,
    isUnnamed: isUnnamed(attributes[at]),
  }));
}

const isOfFavourites = ({ title, subtype }: Folder): boolean => subtype === FAVOURITES || title === FAVOURITES_TITLE;
const isPrivate = ({ title, uuid, isSynchronised }: Folder): boolean =>
  PRIVATE.includes(title) || uuid === PRIVATE_PINNED || (title === PRIVATE_TITLE && !isSynchronised);
/** Groups that Safari shows by a name. */
const isNamed = (folder: Folder): boolean =>
  (folder.subtype ?? 0) === 0 &&
  !folder.isUnnamed &&
  !SPECIAL.test(folder.uuid) &&
  !isPrivate(folder) &&
  !(folder.title === LOCAL_TITLE && !folder.isSynchronised);
const ofFolders = (find: (folders: readonly Folder[]) => string | boolean | null): Computed =>
  from(COLUMNS, (...values) => find(foldersOf(values)));

const PRIVATE_GROUPS = 'private-groups';
const LOCAL_GROUPS = 'local-groups';
const groupsOf = (store: string, column: string): Lookup => ({
  store,
  of: 'windows',
  key: from(['@path', column], (path, id) => (id === null ? null : `${textOf(path)} ${textOf(id)}`)),
  value: column,
});
/** Lookups of the groups of windows in a store of tabs, one with the private pages and one with the others of each. */
export const groupsOfWindows = (store: string): Readonly<Record<string, Lookup>> => ({
  [PRIVATE_GROUPS]: groupsOf(store, 'private_tab_group_id'),
  [LOCAL_GROUPS]: groupsOf(store, 'local_tab_group_id'),
});
const PARENT = from(['@path', 'parent'], (path, id) => (id === null ? null : `${textOf(path)} ${textOf(id)}`));

/** True for private pages: those in the group of a window for them, and pinned private ones. */
export const IS_IN_PRIVATE_FOLDER: Computed = from(
  [lookup(PRIVATE_GROUPS, PARENT), ofFolders((folders) => folders.some(isPrivate))],
  (ofWindow, isInFolder) => ofWindow !== null || isInFolder === true,
);

/** Name of the group of tabs. Pages in no group are in one that each window has. */
export const TAB_GROUP: Computed = from(
  [
    [lookup(PRIVATE_GROUPS, PARENT), lookup(LOCAL_GROUPS, PARENT)],
    ofFolders((folders) => {
      const favourites = folders.findIndex(isOfFavourites);
      const group = folders.at(favourites === -1 ? -1 : favourites - 1);
      // The first folder is the root that all are in.
      return group !== undefined && group !== folders[0] && isNamed(group) ? group.title : null;
    }),
  ],
  (ofWindow, name) => (ofWindow === null && name !== '' ? name : null),
);

/** Name of the profile. */
export const TAB_PROFILE: Computed = ofFolders(
  (folders) => folders.find(({ subtype }) => subtype === PROFILE)?.title || null,
);

/** True for the favourites of a group of tabs. */
export const IS_GROUP_FAVOURITE: Computed = ofFolders((folders) => folders.some(isOfFavourites));

/** True for pages that were often visited. */
export const IS_FREQUENT: Computed = ofFolders((folders) => folders.some(({ subtype }) => subtype === FREQUENT));

/** True in folders of pinned pages. */
export const IS_IN_PINNED_FOLDER: Computed = ofFolders((folders) => folders.some(({ uuid }) => PINNED.test(uuid)));
