import { iconsOf } from '../../formats/icon-state.ts';
import { defineRecords, documents, f } from '../kit/records/index.ts';

const KINDS = { app: ['app', 'App'], folder: ['folder', 'Folder'], widget: ['widget', 'Widget'] } as const;

/** Pages of the home screen with apps, folders and widgets. */
export const homeScreen = defineRecords({
  id: 'home-screen',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup does not hold the layout of the home screen.',
  seenOn: ['iOS 9 (real backup)', 'iOS 13 to 17 (layout of another tool)', 'synthetic'],
  store: documents('HomeDomain', 'Library/SpringBoard/IconState.plist'),
  table: 'home_screen_icons',
  name: ['Home screen icon', 'Home screen icons'],
  icon: 'layout-grid',
  privacy: 'P0',
  rows: iconsOf,
  fields: {
    position: f.text('position', 'Page and place, `dock` for the dock: 01.04.'),
    kind: f.code('kind', 'What it is.', KINDS),
    name: f.text('name', 'Name of a folder.'),
    app: f.text('app', 'Bundle id of the app.'),
    folder: f.text('folder', 'Folder that it is in.'),
  },
  show: { title: ['name', 'app'], text: ['folder'], order: 'position' },
  example: {
    store: {
      plist: {
        buttonBar: ['com.apple.mobilephone'],
        iconLists: [
          [
            'com.apple.mobilemail',
            { displayName: 'On the road', iconLists: [['com.example.trails']] },
            { elements: [{ widgetIdentifier: 'forecast', containerBundleIdentifier: 'com.apple.weather' }] },
          ],
        ],
      },
    },
    rows: `
      position   | kind   | name        | app                   | folder
      dock.01    | app    |             | com.apple.mobilephone |
      01.01      | app    |             | com.apple.mobilemail  |
      01.02      | folder | On the road |                       |
      01.02.1.01 | app    |             | com.example.trails    | On the road
      01.03      | widget | forecast    | com.apple.weather     |`,
  },
});
