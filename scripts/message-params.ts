import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue } from '../src/locales/renderer.ts';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** `TYPE` of FormatJS, which the formatter does not export. */
const KIND = { argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6 } as const;

/** Length of a line with its end. */
const MAX_LINE = 121;

/** Groups of messages that are counted while reading a backup: `count` is filled in when they are rendered. */
const COUNTED = ['lost.', 'note.'];

/** All texts of a catalogue with their ids: `lost.damaged-rows`. */
export function textsOf(catalogue: Catalogue, above = ''): (readonly [id: string, text: string])[] {
  return Object.entries(catalogue).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${above}${name}`, value] as const] : textsOf(value, `${above}${name}.`),
  );
}

/** Placeholders of a text in ICU MessageFormat with their TypeScript types, by name. @throws SyntaxError */
export function placeholdersOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  collect(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst(), found);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function collect(elements: Elements, found: Map<string, string>): void {
  for (const element of elements) {
    const kind: number = element.type;
    if (kind === KIND.argument) found.set(nameOf(element), found.get(nameOf(element)) ?? 'Param');
    if (kind === KIND.number || kind === KIND.date || kind === KIND.time) found.set(nameOf(element), 'number');
    if (!('options' in element)) continue;
    found.set(nameOf(element), kind === KIND.plural ? 'number' : choices(Object.keys(element.options)));
    for (const { value } of Object.values(element.options)) collect(value, found);
  }
}

function nameOf(element: Elements[number]): string {
  return 'value' in element ? element.value : '';
}

function choices(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' | ');
}

/** The source of the types `Params` and `PageParams`: the placeholders of every id. */
export function messageParams({ page, ...messages }: Catalogue): string {
  const lines = textsOf(messages).map(([id, text]) => {
    const isCounted = COUNTED.some((group) => id.startsWith(group));
    return lineOf(
      id,
      [...placeholdersOf(text)].filter(([name]) => !isCounted || name !== 'count'),
    );
  });
  const pageLines = (typeof page === 'object' ? textsOf(page) : [])
    .map(([id, text]) => [id, [...placeholdersOf(text)]] as const)
    .filter(([, params]) => params.length > 0)
    .map(([id, params]) =>
      lineOf(
        id,
        params.map(([name, type]) => [name, type === 'Param' ? 'Value' : type]),
      ),
    );
  return (
    '// Made by `npm run messages` from en.json.\n' +
    "import type { Param } from './stored-message.ts';\n\n" +
    '/** The placeholders of every message, by its id. */\n' +
    `export interface Params {\n${lines.join('')}}\n\n` +
    '/** What a placeholder on the page can stand for. */\n' +
    'type Value = string | number;\n\n' +
    '/** The placeholders of the texts of the page that have some, by their id without `page`. */\n' +
    `export interface PageParams {\n${pageLines.join('')}}\n`
  );
}

/** The module with the catalogues of all languages but English. */
export function cataloguesModule(languages: readonly string[]): string {
  const others = languages.filter((language) => language !== 'en').toSorted();
  const imports = others.map(
    (language) => `import ${nameOfLanguage(language)} from './${language}.json' with { type: 'json' };\n`,
  );
  const entries = others.map((language) => {
    const name = nameOfLanguage(language);
    return name === language ? name : `'${language}': ${name}`;
  });
  return (
    '// Made by `npm run messages` from the files beside it.\n' +
    imports.join('') +
    "import type { Catalogue } from './renderer.ts';\n\n" +
    '/** The catalogues of all languages but English, by language tag. */\n' +
    `export const LANGUAGES: Readonly<Record<string, Catalogue>> = { ${entries.join(', ')} };\n`
  );
}

/** The module with the tags of all languages, English first, for code that needs no catalogue. */
export function languageTagsModule(languages: readonly string[]): string {
  const others = languages.filter((language) => language !== 'en').toSorted();
  const tags = ['en', ...others].map((language) => `'${language}'`).join(', ');
  return (
    '// Made by `npm run messages` from the files beside it.\n' +
    '/** Tags of all languages, English first. */\n' +
    `export const LANGUAGE_TAGS: readonly string[] = [${tags}];\n`
  );
}

/** `pt-BR` as `ptBR`. */
function nameOfLanguage(language: string): string {
  return language.replaceAll('-', '');
}

/** One member of an interface, as the formatter would write it. */
function lineOf(id: string, params: readonly (readonly [name: string, type: string])[]): string {
  const members = params.map(([name, kind]) => `readonly ${name}: ${kind}`);
  const line = `  readonly '${id}': ${members.length === 0 ? '{}' : `{ ${members.join('; ')} }`};\n`;
  if (line.length <= MAX_LINE) return line;
  return `  readonly '${id}': {\n${members.map((member) => `    ${member};\n`).join('')}  };\n`;
}
