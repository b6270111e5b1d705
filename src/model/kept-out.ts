/** Apps whose messages or mails are not in backups, as the apps want it, although the phone has them. */
const KEPT_OUT: ReadonlyMap<string, string> = new Map([
  ['com.google.Gmail', 'Gmail'],
  ['org.whispersystems.signal', 'Signal'],
  ['ph.telegra.Telegraph', 'Telegram'],
]);

/** Names of those of these apps that keep what they store out of backups. */
export function keptOut(bundleIds: Iterable<string>): string[] {
  return Array.from(bundleIds, (id) => KEPT_OUT.get(id)).filter((name) => name !== undefined);
}
