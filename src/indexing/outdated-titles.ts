import { kinds } from '../artifacts/kinds.ts';
import type { ArtifactFacts } from '../artifacts/registry-facts.ts';
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

function namesOf({ id, title }: Pick<ArtifactFacts, 'id' | 'title'>): Readonly<Record<string, string>> {
  return kinds.find(({ artifact }) => artifact === id)?.artifactNames ?? { en: title };
}
