/** `photo_albums` → `Photo albums`, `sentAt` → `Sent at`: a name of the schema as people read it. */
export function readableName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
