import { english } from '../../locales/english.ts';
import { msg } from '../../locales/messages.ts';
import { translations } from '../../locales/translations.ts';

/** What a check says. The ids of `pack` in the catalogues. */
const WORDS = {
  title: msg('pack.title'),
  intro: msg('pack.intro'),
  limits: msg('pack.limits'),
  choose: msg('pack.choose'),
  drop: msg('pack.drop'),
  checking: msg('pack.checking'),
  whole: msg('pack.whole'),
  broken: msg('pack.broken'),
  unchecked: msg('pack.unchecked'),
  signer: msg('pack.signer'),
  signerHint: msg('pack.signer-hint'),
  exported: msg('pack.exported'),
  backup: msg('pack.backup'),
  files: msg('pack.files'),
  tree: msg('pack.tree'),
  changed: msg('pack.changed'),
  missing: msg('pack.missing'),
  added: msg('pack.added'),
  twice: msg('pack.twice'),
  'not-a-file': msg('pack.not-a-file'),
  unreadable: msg('pack.unreadable'),
  'no-manifest': msg('pack.no-manifest'),
  signature: msg('pack.signature'),
  'tree-differs': msg('pack.tree-differs'),
  'no-ed25519': msg('pack.no-ed25519'),
  timeStamp: msg('pack.time-stamp'),
  noStamp: msg('pack.no-stamp'),
  stampUnchecked: msg('pack.stamp-unchecked'),
  stampTrusted: msg('pack.stamp-trusted'),
  'stamp-differs': msg('pack.stamp-differs'),
  'stamp-untrusted': msg('pack.stamp-untrusted'),
  'zip-differs': msg('pack.zip-differs'),
} as const;

/** A text of a check in a language, English if none is given. */
export function packWord(word: keyof typeof WORDS, language = 'en'): string {
  return packWords()[language]?.[word] ?? english(WORDS[word]);
}

/** All texts by language. */
export function packWords(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const words: Record<string, Record<string, string>> = {};
  for (const [word, message] of Object.entries(WORDS)) {
    for (const [language, text] of Object.entries({ en: english(message), ...translations([message.code]) })) {
      (words[language] ??= {})[word] = text;
    }
  }
  return words;
}
