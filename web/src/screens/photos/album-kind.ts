import type { Texts } from '../../i18n/texts.ts';

/** What an album without a title is called: by its kind where that says something. */
export function albumKind(kind: string, { photos }: Texts): string {
  const names: Readonly<Record<string, string>> = photos.albumKinds;
  return Object.hasOwn(names, kind) ? (names[kind] ?? photos.untitled) : photos.untitled;
}
