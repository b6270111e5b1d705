/** `photo_albums` → `Photo albums`, `sentAt` → `Sent at`: a name of the schema as people read it. */
export function readableName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a table is called in English: `whatsapp_chat_items` of the artifact WhatsApp → `WhatsApp chat items`. */
export function readableTable({
  name,
  artifact,
  title,
}: {
  readonly name: string;
  readonly artifact: string;
  /** What people call the artifact. */
  readonly title: string;
}): string {
  const prefix = `${artifact}_`;
  return name.startsWith(prefix) ? `${title} ${name.slice(prefix.length).replaceAll('_', ' ')}` : readableName(name);
}
