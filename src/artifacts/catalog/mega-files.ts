import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';

/** The roots have no names of their own: 2 the files, 3 the vault, 4 the bin (nodetype_t of MEGA's SDK). */
const FOLDER = from(['@up.name', '@up.type'], (names, types) =>
  Array.isArray(names) && Array.isArray(types)
    ? names.map((name, index) => ROOTS[textOf(types[index])] ?? textOf(name)).join('/')
    : null,
);
const ROOTS: Readonly<Record<string, string>> = { 2: 'Cloud Drive', 3: 'Vault', 4: 'Rubbish Bin' };

/** Files of MEGA by name; their contents are in the cloud only. */
export const megaFiles = defineRecords({
  id: 'mega-files',
  title: 'MEGA',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no list of files of MEGA.',
  seenOn: ['iOS 17 (966 files in a backup, as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomainGroup-group.mega.ios', 'GroupSupport/megaclient_statecache1?_*.db'),
  table: 'mega_files',
  name: ['File in MEGA', 'Files in MEGA'],
  icon: 'cloud',
  privacy: 'P1',
  rows: 'nodes',
  where: from(['type'], (type) => type === 0),
  tree: { parent: 'parenthandle', key: 'nodehandle' },
  fields: {
    name: f.text('name', 'Name of the file.'),
    folder: f.text(FOLDER, 'The folder.'),
    size: f.bytes('size', 'Size.'),
    addedAt: f.unixTime('ctime', 'When it was added.'),
    modifiedAt: f.unixTime('mtime', 'When it was last changed.'),
    isFavorite: f.flag('fav', 'It is a favourite.', { label: 'Favourite' }),
    isShared: f.flag('share', 'It is shared.', { label: 'Shared' }),
  },
  show: { at: 'addedAt', title: 'name', text: ['folder'] },
  example: {
    files: {
      'AppDomainGroup-group.mega.ios/GroupSupport/megaclient_statecache14_x.db': {
        tables: {
          nodes: `
            nodehandle | parenthandle | type | name         | size  | ctime      | mtime      | fav | share
            900        | -1           | 2    | CRYPTO_ERROR |       |            |            |     |
            901        | 900          | 1    | Harvest      |       | 1740000000 |            | 0   | 0
            902        | 901          | 0    | lemons.jpg   | 20480 | 1749200000 | 1749100000 | 1   | 0`,
        },
      },
    },
    rows: `
      name       | folder              | size  | addedAt              | modifiedAt           | isFavorite | isShared
      lemons.jpg | Cloud Drive/Harvest | 20480 | 2025-06-06T08:53:20Z | 2025-06-05T05:06:40Z | true       | false`,
  },
});
