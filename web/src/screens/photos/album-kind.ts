import type { Texts } from '../../i18n/texts.ts';

/** Name of an album without a title, by its kind. */
export function albumKind(kind: string, { photos }: Texts): string {
  const names: Readonly<Record<string, string>> = photos.albumKinds;
  return Object.hasOwn(names, kind) ? (names[kind] ?? photos.untitled) : photos.untitled;
}
