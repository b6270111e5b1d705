import { Embedded } from '../../model/example.ts';
import { defineRecords, f, from, plistOf, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type Value } from '../kit/records/value.ts';

/** Most links that are listed of one shortcut, and how deep parameters are nested. */
const MAX_LINKS = 200;
const MAX_DEPTH = 24;
const LINK = /\bhttps?:\/\/[^\s"'<>\u{fffc}]+/giu;
/** What iOS calls its own actions. */
const BUILT_IN = 'is.workflow.actions.';

/** The actions of a shortcut: a property list that is a list, or a dictionary with one. */
function actionsOf(data: Value | null): readonly Value[] {
  const document = data instanceof Uint8Array && data.length > 0 ? decodeValue(data) : data;
  return asList(document) ?? asList(asRecord(document)?.['WFWorkflowActions']) ?? [];
}

function* linksIn(value: Value | undefined, depth = 0): Generator<string> {
  if (value === undefined || depth > MAX_DEPTH) return;
  if (typeof value === 'string') yield* value.match(LINK) ?? [];
  for (const part of asList(value) ?? Object.values(asRecord(value) ?? {})) yield* linksIn(part, depth + 1);
}

const DATA = 'actions.ZDATA';
const ACTIONS = from([DATA], (data) =>
  actionsOf(data).flatMap((action) => {
    const name = textOf(asRecord(action)?.['WFWorkflowActionIdentifier']);
    return name === '' ? [] : name.replace(BUILT_IN, '');
  }),
);
const LINKS = from([DATA], (data) => {
  const links = new Set<string>();
  for (const action of actionsOf(data)) {
    for (const link of linksIn(asRecord(action)?.['WFWorkflowActionParameters'])) {
      if (links.size < MAX_LINKS) links.add(link);
    }
  }
  return [...links];
});

/** Shortcuts: what they do, step by step, and the web addresses that they call. */
export const shortcuts = defineRecords({
  id: 'shortcuts',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no shortcuts.',
  seenOn: ['tables as other tools read them', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/Shortcuts/Shortcuts.sqlite'),
  table: 'shortcuts',
  name: ['Shortcut', 'Shortcuts'],
  icon: 'workflow',
  privacy: 'P2',
  rows: 'ZSHORTCUT',
  join: { actions: { table: 'ZSHORTCUTACTIONS', on: 'Z_PK', key: 'ZSHORTCUT' } },
  fields: {
    name: f.text('ZNAME', 'Its name.'),
    about: f.text('ZACTIONSDESCRIPTION', 'What it does, as the app sums it up.', { label: 'What it does' }),
    actionCount: f.integer('ZACTIONCOUNT', 'How many steps it has.', { label: 'Steps' }),
    actions: f.list(ACTIONS, 'Its steps, by their identifiers. Those of iOS stand without `is.workflow.actions`.'),
    links: f.list(LINKS, 'Web addresses in its steps.'),
    createdAt: f.cocoaTime('ZCREATIONDATE', 'When it was made.'),
    modifiedAt: f.cocoaTime('ZMODIFICATIONDATE', 'When it was last changed.', { label: 'Last changed' }),
    usedAt: f.cocoaTime('ZLASTRUNEVENTDATE', 'When it last ran.', { label: 'Last run' }),
  },
  show: {
    at: 'modifiedAt',
    title: 'name',
    text: ['about', 'actions', 'links'],
  },
  example: {
    store: {
      tables: {
        ZSHORTCUT: `
          Z_PK | ZNAME          | ZACTIONSDESCRIPTION | ZACTIONCOUNT | ZCREATIONDATE | ZMODIFICATIONDATE | ZLASTRUNEVENTDATE
          1    | Tell the choir | 2 actions           | 2            | 700000000     | 770900000         | 770990000
          2    | Empty          |                     | 0            | 700000000     | 700000000         |`,
        ZSHORTCUTACTIONS: [
          {
            Z_PK: 11,
            ZSHORTCUT: 1,
            ZDATA: new Embedded(
              plistOf(`[
                {"WFWorkflowActionIdentifier": "is.workflow.actions.downloadurl", "WFWorkflowActionParameters": {
                  "WFURL": "https://choir.example/next", "WFHTTPHeaders": {"Value": {"note": "see https://choir.example/help"}}}},
                {"WFWorkflowActionIdentifier": "com.example.trails.Start", "WFWorkflowActionParameters": {}}]`),
            ),
          },
        ],
      },
    },
    rows: [
      {
        name: 'Tell the choir',
        about: '2 actions',
        actionCount: 2,
        actions: ['downloadurl', 'com.example.trails.Start'],
        links: ['https://choir.example/next', 'https://choir.example/help'],
        createdAt: Date.UTC(2023, 2, 8, 20, 26, 40),
        modifiedAt: Date.UTC(2025, 5, 6, 10, 53, 20),
        usedAt: Date.UTC(2025, 5, 7, 11, 53, 20),
      },
      { name: 'Empty', actionCount: 0, actions: [], links: [] },
    ],
  },
});
