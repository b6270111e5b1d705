import { z } from 'zod';
import { ExportAboutSchema } from '../../contract/export-about.ts';
import { LANGUAGES } from '../../locales/catalogues.ts';
import en from '../../locales/en.json' with { type: 'json' };
import type { StoredMessage } from '../../locales/messages.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { listKinds, type ViewContext } from '../../views/index.ts';
import { isSearchable } from './remains/index.ts';
import type { RemovedTerm } from './terms.ts';

const WORD = /[\p{L}\p{M}]+/gu;
/** Words of the longest phrase that is known: of a longer name, one that no export has by itself. */
const MAX_PHRASE = 3;
/** Words of every export that are in no list of texts: names of the program, of devices, and of formats. */
const FIXED =
  'Apple Juicer iPhone iPad iPod iOS macOS SHA UTC GMT ABOUT JSON JSONL HTML PDF CSV Page Times BOM true false null';

/**
 * Words and short phrases that exports of a backup have whatever its records say: their own texts, names of kinds and columns, and paths
 * of source files. A contact called “WhatsApp” is replaced in all records, but cannot be searched for.
 */
export async function ownWords(
  { store, titleOf }: ViewContext,
  backup: BackupId,
  language: string,
): Promise<ReadonlySet<string>> {
  const words = new Set<string>();
  const add = (texts: string): void => {
    const found = fold(texts).match(WORD) ?? [];
    for (const index of found.keys()) {
      for (let length = 1; length <= MAX_PHRASE; length++) {
        const phrase = found.slice(index, index + length).join(' ');
        words.add(phrase);
        // A name is found with the ending of a genitive, too.
        words.add(phrase.replace(/s$/, ''));
      }
    }
  };
  add(FIXED);
  const { device } = await store.backups.get(backup);
  add(device.productName ?? '');
  for (const { store: name, domain, relativePath, artifact } of await store.sources.list(backup)) {
    add(`${name} ${domain} ${relativePath} ${titleOf(artifact)}`);
  }
  for (const { outcome, reason } of await store.ledger.latest(backup)) {
    if (reason !== null) add(ownTexts(reason, outcome === 'absent', language).join(' '));
  }
  add(propertyNames(z.toJSONSchema(ExportAboutSchema, { io: 'input', unrepresentable: 'any' })).join(' '));
  for (const { id, artifactNames, columns } of listKinds().items) {
    add([id, ...Object.values(artifactNames), ...columns.map(({ name }) => name)].join(' '));
  }
  // Descriptions for programs are in English whatever the language.
  add(JSON.stringify([en.export, LANGUAGES[language]?.['export'] ?? '']));
  return words;
}

/**
 * The texts of a message without its parameters, which may come from the backup. With `isDeclared`, all parameters come
 * from the declaration of an artifact and are included.
 */
function ownTexts({ code, params }: StoredMessage, isDeclared: boolean, language: string): string[] {
  const templates = [en, LANGUAGES[language]].map((texts) =>
    code.split('.').reduce<unknown>((tree, name) => (tree as Record<string, unknown> | undefined)?.[name], texts),
  );
  const inside = Object.values(params).flatMap((param) =>
    typeof param === 'object' ? ownTexts(param, isDeclared, language) : isDeclared ? [String(param)] : [],
  );
  return [code, ...templates.filter((text) => typeof text === 'string'), ...inside];
}

/** The names of all properties in a JSON Schema. */
function propertyNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
}

/** The terms that can be searched, and the labels of those that cannot. */
export function searchableTerms(
  terms: readonly RemovedTerm[],
  own: ReadonlySet<string>,
): { readonly searched: readonly RemovedTerm[]; readonly notSearched: readonly string[] } {
  const searched: RemovedTerm[] = [];
  const notSearched = new Set<string>();
  for (const term of terms) {
    const phrase = (fold(term.value).match(WORD) ?? []).join(' ');
    // A mail address, or a name with a number, is in no text of an export, whatever its words are.
    const isOwn = term.kind !== 'number' && !/[@\d]/.test(term.value) && own.has(phrase);
    if (isOwn || !isSearchable(term)) notSearched.add(term.label);
    else searched.push(term);
  }
  return { searched, notSearched: [...notSearched] };
}
