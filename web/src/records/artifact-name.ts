import type { Texts } from '../i18n/en/index.ts';

/** What an artifact is called in the reader's language; `title`, as the server calls it, where there is no word for it yet. */
export function artifactName(
  { artifact, title }: { readonly artifact: string; readonly title: string },
  { records: { artifacts } }: Texts,
): string {
  return Object.hasOwn(artifacts, artifact) ? artifacts[artifact as keyof typeof artifacts] : title;
}
