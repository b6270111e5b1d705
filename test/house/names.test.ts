import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/artifacts/kinds.ts';
import { registry } from '../../src/artifacts/registry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Files that must not contain names of artifacts, because they work with any kind. */
const FILES = '{src/{views,api,cli,export,contract},web/src}/**/*.{ts,tsx}';

/** Artifacts with folders of their own: files in a folder, or with a name, equal to the id may contain their names. */
const RICH: ReadonlySet<string> = new Set(
  globSync('src/artifacts/rich/*', { cwd: ROOT }).map((path) => path.split(/[/\\]/).at(-1) ?? ''),
);

/** Distinctive ids of artifacts, tables and kinds, searched in every literal and key. */
const NAMES: ReadonlySet<string> = new Set(
  [...registry.flatMap(({ id, tables }) => [id, ...Object.keys(tables)]), ...kinds.map(({ id }) => id)].filter(
    (name) => /[_-]/.test(name) || name === 'whatsapp',
  ),
);

/** The artifact that each name belongs to. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ...registry.flatMap(({ id, tables }) => [id, ...Object.keys(tables)].map((name) => [name, id] as const)),
  ...kinds.map(({ id, artifact }) => [id, artifact] as const),
]);

/**
 * Ids that are also common English words, such as `notes` of the ledger: only counted as arguments of {@link ASKING}.
 */
const WORDS: ReadonlySet<string> = new Set(
  registry.flatMap(({ id, tables }) => [id, ...Object.keys(tables)]).filter((name) => !NAMES.has(name)),
);

/** Calls whose first or second argument is the id of an artifact or the name of a table. */
const ASKING =
  /^(?:rowsOf|rowsLike|runOf|selectFrom|findTable|findKind|kindOf|kindOfTable|titleOf|chatSourceOf|callSourceOf|richViewsOf)$/;

/** Names of variables and properties that hold the id of an artifact or the name of a table. */
const HOLDER = /\b(?:artifact|table|app)\b/i;

const wordOf = (node: { readonly type: string; readonly value?: unknown } | null): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' && WORDS.has(node.value) ? node.value : null;

/** The names in a file, with line numbers. */
function namesIn(path: string, text = readFileSync(`${ROOT}/${path}`, 'utf8')): string[] {
  const found: string[] = [];
  const report = (name: string, at: number): void => {
    found.push(`${path}:${text.slice(0, at).split('\n').length} ${name}`);
  };
  const { program } = parseSync(path, text);
  new Visitor({
    Literal({ value, start }) {
      if (typeof value === 'string' && NAMES.has(value)) report(value, start);
    },
    TemplateElement({ value, start }) {
      for (const word of value.raw.match(/[\w-]+/g) ?? []) if (NAMES.has(word)) report(word, start);
    },
    Property({ key, value, start, computed }) {
      if (computed || key.type !== 'Identifier') return;
      if (NAMES.has(key.name)) report(key.name, start);
      const word = wordOf(value);
      if (word !== null && HOLDER.test(key.name)) report(word, start);
    },
    SwitchStatement({ discriminant, cases }) {
      if (!HOLDER.test(text.slice(discriminant.start, discriminant.end))) return;
      for (const { test } of cases) {
        const word = wordOf(test);
        if (word !== null) report(word, test?.start ?? 0);
      }
    },
    // Maps by artifact or table, and lists of them: nothing but ids.
    ObjectExpression({ properties, start }) {
      const keys = properties.map((each) =>
        each.type !== 'Property' || each.computed
          ? ''
          : each.key.type === 'Identifier'
            ? each.key.name
            : (wordOf(each.key) ?? ''),
      );
      if (keys.length > 1 && keys.every((key) => WORDS.has(key) || NAMES.has(key))) report(keys.join(), start);
    },
    ArrayExpression({ elements, start }) {
      const words = elements.map(wordOf);
      if (words.length > 1 && words.every((word) => word !== null)) report(words.join(), start);
    },
    CallExpression({ callee, arguments: given }) {
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
            ? callee.property.name
            : '';
      if (!ASKING.test(name)) return;
      for (const each of given) {
        const word = wordOf(each);
        if (word !== null) report(word, each.start);
      }
    },
    BinaryExpression({ operator, left, right }) {
      if (!/^[!=]==?$/.test(operator)) return;
      for (const [side, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const word = wordOf(side);
        if (word !== null && HOLDER.test(text.slice(other.start, other.end))) report(word, side.start);
      }
    },
  }).visit(program);
  return found;
}

const files = globSync(FILES, { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\.test\.tsx?$/.test(path))
  .toSorted();

const isOfRich = (path: string): boolean => path.split('/').some((part) => RICH.has(part.replace(/\.tsx?$/, '')));

describe('code above the artifacts', () => {
  it('is found', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(RICH).toContain('whatsapp');
    expect([...NAMES]).toEqual(expect.arrayContaining(['whatsapp', 'photo_assets', 'whatsapp-call']));
    expect(WORDS).toContain('contacts');
    expect(namesIn('src/views/photos/rich.ts')).not.toEqual([]);
  });

  it.each([
    ["rowsOf(ctx, 'notes')", ['x.ts:1 notes']],
    ["if (hit.artifact === 'calls') go();", ['x.ts:1 calls']],
    ["const of = 'photos' !== table;", ['x.ts:1 photos']],
    ["switch (app) { case 'teams': go(); }", ['x.ts:1 teams']],
    ["const view = { artifact: 'notes' };", ['x.ts:1 notes']],
    ["const icons = { calls: Phone, notes: Note, 'contacts': Person };", ['x.ts:1 calls,notes,contacts']],
    ["const asked = ['calls', 'notes'];", ['x.ts:1 calls,notes']],
    ["const kind = 'photo_assets';", ['x.ts:1 photo_assets']],
    ['const rows = sql`SELECT key FROM photo_assets WHERE key = ${key}`;', ['x.ts:1 photo_assets']],
    ["sort === 'messages' || counts({ messages, notes: 1, other: 2 }) || ['messages', x]", []],
  ])('is found in %j', (code, found) => {
    expect(namesIn('x.ts', code)).toEqual(found);
  });

  it('contains no names of artifacts, tables or kinds, except in folders of rich artifacts', () => {
    const named = files.filter((path) => !isOfRich(path)).flatMap((path) => namesIn(path));
    expect(named).toEqual([]);
  });

  it('names in the folder of a rich artifact no other artifact', () => {
    const others = files
      .filter((path) => isOfRich(path))
      .flatMap((path) =>
        namesIn(path).filter((found) => {
          const owner = OWNERS.get(found.split(' ')[1] ?? '');
          return owner !== undefined && !path.split('/').some((part) => part.replace(/\.tsx?$/, '') === owner);
        }),
      );
    expect(others).toEqual([]);
  });
});
