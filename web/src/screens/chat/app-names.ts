import { type Details, readEffects } from './message-facts.ts';

/**
 * The name of the app that made a message. Bundle ids of apps from the App Store stand at the end of a longer one:
 * `…MSMessageExtensionBalloonPlugin:0000000000:com.example.game.MessagesExtension`.
 */
export function appName(balloon: string, names: Readonly<Record<string, string>>): string {
  const id = balloon.split(':').at(-1) ?? balloon;
  if (Object.hasOwn(names, id)) return names[id] ?? id;
  const parts = id.split('.').filter((part) => !/^(com|net|org|io|app|messages?extension|imessage.*)$/i.test(part));
  return parts.at(-1) ?? id;
}

/** What the effects of a message are called; their raw names where nobody knows them. */
export function effectNames(details: Details, names: Readonly<Record<string, string>>): string[] {
  const { message, words } = readEffects(details);
  const known = [...(message === null ? [] : [message]), ...words.map(String)];
  return known.map((name) => (Object.hasOwn(names, name) ? (names[name] ?? name) : name));
}
