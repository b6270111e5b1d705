import { type Details, readEffects } from '../message-facts.ts';

/**
 * Name of the app of a message: in the language of the page, else as the message has it. Bundle ids of App Store apps are at the end of a longer id:
 * `…MSMessageExtensionBalloonPlugin:0000000000:com.example.game.MessagesExtension`.
 */
export function appName(
  balloon: string,
  names: Readonly<Record<string, string>>,
  stored: string | null = null,
): string {
  const id = balloon.split(':').at(-1) ?? balloon;
  if (Object.hasOwn(names, id)) return names[id] ?? id;
  if (stored !== null) return stored;
  const parts = id.split('.').filter((part) => !/^(com|net|org|io|app|messages?extension|imessage.*)$/i.test(part));
  return parts.at(-1) ?? id;
}

/** Names of the effects of a message; unknown ones are kept. */
export function effectNames(details: Details, names: Readonly<Record<string, string>>): string[] {
  const { message, words } = readEffects(details);
  const known = [...(message === null ? [] : [message]), ...words.map(String)];
  return known.map((name) => (Object.hasOwn(names, name) ? (names[name] ?? name) : name));
}
