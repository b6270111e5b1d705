import { LANGUAGES } from '../../locales/catalogues.ts';
import en from '../../locales/en.json' with { type: 'json' };
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { listKinds, type ViewContext } from '../../views/index.ts';
import { isSearchable } from './remains/index.ts';
import type { RemovedTerm } from './terms.ts';

const WORD = /[\p{L}\p{M}]+/gu;
/** Words of the longest phrase that is known: of a longer name, one that no export has by itself. */
const MAX_PHRASE = 3;
/** Words of every export that are in no list of texts: names of the program, of devices, and of formats. */
const FIXED = 'Apple Juicer iPhone iPad iPod iOS macOS SHA UTC GMT ABOUT JSON HTML PDF CSV Page Times';

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
    for (const [index, word] of found.entries()) {
      words.add(word);
      for (let length = 2; length <= MAX_PHRASE; length++) words.add(found.slice(index, index + length).join(' '));
    }
  };
  add(FIXED);
  for (const { domain, relativePath, artifact } of await store.sources.list(backup)) {
    add(`${domain} ${relativePath} ${titleOf(artifact)}`);
  }
  for (const { id, artifactNames, columns } of listKinds().items) {
    add([id, ...Object.values(artifactNames), ...columns.map(({ name }) => name)].join(' '));
  }
  // Descriptions for programs are in English whatever the language.
  add(JSON.stringify([en.export, LANGUAGES[language]?.['export'] ?? '']));
  return words;
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
