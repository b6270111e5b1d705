import { parsePlist } from '../../../formats/plist.ts';
import { asDict, asString } from '../../../formats/plist-value.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { StickerEffect, StickerSource } from './tables.ts';

/** Limits of `sticker_user_info` and `attribution_info`, which have three values each. */
const LIMITS = { maxBytes: 64 * 1024, maxObjects: 1000, maxDepth: 16, maxOutput: 256 * 1024 };
/** Maximum length of the name of an app, in UTF-16 code units. */
const MAX_NAME = 200;

/** Apps that stickers come from (docs/format/messages.md); all others are apps of the App Store. */
const SOURCES: ReadonlyMap<string, StickerSource> = new Map([
  ['com.apple.messages.genmoji', 'genmoji'],
  ['com.apple.Animoji.StickersApp.MessagesExtension', 'memoji'],
  ['com.apple.Jellyfish.Animoji', 'memoji'],
  ['com.apple.Stickers.UserGenerated.MessagesExtension', 'user'],
]);

/** Values of `stickerEffect:type` in the XMP of a sticker. */
const EFFECTS: ReadonlyMap<string, StickerEffect> = new Map([
  ['stroke', 'outline'],
  ['comic', 'comic'],
  ['puffy', 'puffy'],
  ['iridescent', 'shiny'],
]);
const EFFECT = Buffer.from('stickerEffect:type="');
/** Length of the longest known effect, and its quotation mark. */
const LONGEST = 11;

/** Where a sticker comes from (`sticker_user_info`); null if that is unknown. */
export function stickerSource(info: Uint8Array | null): StickerSource | null {
  const bundle = bundleOf(textIn(info, 'pid'));
  return bundle === null ? null : (SOURCES.get(bundle) ?? 'app');
}

/** Name of the app that an attachment comes from (`attribution_info`), else its bundle id. */
export function appOf(info: Uint8Array | null): string | null {
  const name = textIn(info, 'name') ?? bundleOf(textIn(info, 'bundle-id'));
  return name === null ? null : name.slice(0, MAX_NAME).toWellFormed();
}

/** The effect of a sticker (HEIC); `normal` without one, null if it is unknown. */
export function stickerEffect(file: Uint8Array): StickerEffect | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const at = bytes.indexOf(EFFECT);
  if (at === -1) return 'normal';
  const [value = ''] = bytes.toString('latin1', at + EFFECT.length, at + EFFECT.length + LONGEST).split('"', 1);
  return EFFECTS.get(value) ?? null;
}

/** The third part of `…MSMessageExtensionBalloonPlugin:<team>:<bundle>`, otherwise the id itself. */
function bundleOf(id: string | null): string | null {
  return id === null ? null : (id.split(':', 3)[2] ?? id);
}

function textIn(info: Uint8Array | null, key: string): string | null {
  if (info === null || info.length === 0) return null;
  try {
    return asString(asDict(parsePlist(info, LIMITS))?.[key]);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}
