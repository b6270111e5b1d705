/** `whatsapp_chat_items` → `WhatsApp chat items`, `sentAt` → `Sent at`: names of the schema, as one reads them. */
export function readableName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^whatsapp\b/, 'WhatsApp');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
