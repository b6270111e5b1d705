import { iconsOf } from '../../formats/icon-state.ts';
import { defineRecords, documents, f } from '../kit/records/index.ts';

const KINDS = { app: ['app', 'App'], folder: ['folder', 'Folder'], widget: ['widget', 'Widget'] } as const;

/** Pages of the home screen with apps, folders and widgets. */
export const homeScreen = defineRecords({
  id: 'home-screen',
  area: 'apps',
  version: 2,
  needs: 'any',
  absent: 'This backup does not hold the layout of the home screen.',
  seenOn: ['iOS 9 (real backup)', 'iOS 13 to 17 (layout of another tool)', 'the code of iOS 18', 'synthetic'],
  store: documents('HomeDomain', 'Library/SpringBoard/IconState.plist'),
  table: 'home_screen_icons',
  name: ['Home screen icon', 'Home screen icons'],
  icon: 'layout-grid',
  privacy: 'P0',
  rows: iconsOf,
  fields: {
    position: f.text(
      'position',
      'Page and place: 01.04; `dock`, `today` (Today View) and `library` (on no page) are no pages.',
    ),
    kind: f.code('kind', 'What it is.', KINDS),
    name: f.text('name', 'Name of a folder, or which widget.'),
    app: f.text('app', 'Bundle id of the app.'),
    folder: f.text('folder', 'Folder that it is in.'),
    size: f.text('size', 'Size of a widget, as the phone has it.', { label: 'Size' }),
    hiddenAt: f.date('hiddenAt', 'When the page that it is on was hidden.', { label: 'Page hidden' }),
    focus: f.list('focus', 'Focus modes with this page, by their ids.', { label: 'Focus' }),
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
            {
              gridSize: 'small',
              elements: [{ widgetIdentifier: 'forecast', containerBundleIdentifier: 'com.apple.weather' }],
            },
          ],
          ['com.example.diary'],
        ],
        listUniqueIdentifiers: ['6D1A', '9E2B'],
        listMetadata: {
          '6D1A': { focusModeIdentifiers: ['com.apple.focus.work'] },
          '9E2B': { hiddenDate: new Date('2025-03-04T18:20:00Z') },
        },
        ignored: ['com.example.offers'],
      },
    },
    rows: `
      position   | kind   | name        | app                   | folder      | size  | hiddenAt             | focus
      dock.01    | app    |             | com.apple.mobilephone |             |       |                      |
      01.01      | app    |             | com.apple.mobilemail  |             |       |                      | ["com.apple.focus.work"]
      01.02      | folder | On the road |                       |             |       |                      | ["com.apple.focus.work"]
      01.02.1.01 | app    |             | com.example.trails    | On the road |       |                      | ["com.apple.focus.work"]
      01.03      | widget | forecast    | com.apple.weather     |             | small |                      | ["com.apple.focus.work"]
      02.01      | app    |             | com.example.diary     |             |       | 2025-03-04T18:20:00Z |
      library.01 | app    |             | com.example.offers    |             |       |                      |`,
  },
});
