import { kinds } from '../artifacts/kinds.ts';
import type { ArtifactFacts } from '../artifacts/registry-facts.ts';
import { artifactNames } from '../artifacts/texts.ts';
import { plain, type StoredMessage } from '../locales/messages.ts';

/** Names of artifacts in every language, as one text: `Voicemails, Reminders`. */
export function titlesOf(artifacts: readonly Pick<ArtifactFacts, 'id' | 'title'>[]): StoredMessage {
  const names = artifacts.map(namesOf);
  const languages = new Set(names.flatMap((each) => Object.keys(each)));
  const listed = [...languages].map((language) => [
    language,
    names.map((each) => each[language] ?? each['en']).join(', '),
  ]);
  return plain({ en: '', ...Object.fromEntries(listed) });
}

/** What an artifact is called: its own title, or where a language has none, that of its records. */
function namesOf(artifact: Pick<ArtifactFacts, 'id' | 'title'>): Readonly<Record<string, string>> {
  const kind = kinds.find((each) => each.artifact === artifact.id && each.names['en']?.[1] === artifact.title);
  const ofRecords = Object.entries(kind?.names ?? {}).map(([language, [, many]]) => [language, many]);
  return { ...Object.fromEntries(ofRecords), ...artifactNames(artifact) };
}
