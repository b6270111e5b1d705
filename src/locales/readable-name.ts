/** `photo_albums` → `Photo albums`, `sentAt` → `Sent at`: readable form of a schema name. */
export function readableName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
