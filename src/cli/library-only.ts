/** What selects photos, as far as it matters. */
interface PhotoSelection {
  readonly album?: string | undefined;
  readonly person?: string | undefined;
  readonly favourites?: true | undefined;
  readonly hidden?: string | undefined;
  readonly trashed?: string | undefined;
}

/**
 * Limits a list of photos to what the library shows, as the page does: without those of shared albums and unpicked burst
 * photos. Albums, persons, favourites, hidden and deleted photos have all of theirs.
 */
export function libraryOnly({ album, person, favourites, hidden, trashed }: PhotoSelection): {
  readonly library?: true;
} {
  const isNarrowed = [album, person, favourites].some((choice) => choice !== undefined);
  return isNarrowed || (hidden ?? 'no') !== 'no' || (trashed ?? 'no') !== 'no' ? {} : { library: true };
}
