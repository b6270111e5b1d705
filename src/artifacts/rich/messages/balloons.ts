import { msg, type NoteMessage } from '../../../locales/messages.ts';

/** Apps whose balloons have a known name (docs/format/messages.md). */
const KNOWN: ReadonlySet<string> = new Set([
  'com.apple.messages.URLBalloonProvider',
  'com.apple.Handwriting.HandwritingProvider',
  'com.apple.DigitalTouchBalloonProvider',
  'com.apple.PassbookUIService.PeerPaymentMessagesExtension',
  'com.apple.ActivityMessagesApp.MessagesExtension',
  'com.apple.mobileslideshow.PhotosMessagesApp',
  'com.apple.SafetyMonitorApp.SafetyMonitorMessages',
  'com.apple.findmy.FindMyMessagesApp',
  'com.apple.icloud.apps.messages.business.extension',
  'com.apple.messages.Polls',
]);

/** Maximum number of unknown apps that are counted by name; a crafted database can contain millions. */
const MAX_NAMES = 100;
/** Maximum length of a counted name, in UTF-16 code units. */
const MAX_NAME = 100;

/**
 * The app of a balloon: the third part of `…MSMessageExtensionBalloonPlugin:<team>:<bundle>`, otherwise the id itself.
 */
export function balloonApp(balloonBundleId: string): string {
  return balloonBundleId.split(':', 3)[2] ?? balloonBundleId;
}

/** Counts balloons of unknown apps for the ledger, by bundle id. */
export class UnknownBalloons {
  readonly #names = new Set<string>();

  /** The note for counting a balloon; null if its app is known. */
  note(balloonBundleId: string): NoteMessage | null {
    const app = balloonApp(balloonBundleId);
    if (KNOWN.has(app)) return null;
    const name = app.slice(0, MAX_NAME);
    if (!this.#names.has(name)) {
      if (this.#names.size === MAX_NAMES) return unknownApp('…');
      this.#names.add(name);
    }
    return unknownApp(name);
  }
}

function unknownApp(name: string): NoteMessage {
  return msg('note.unknown-code', { field: 'balloon', value: name });
}
