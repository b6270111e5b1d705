import type { HappeningView } from '../../../src/contract/chat.ts';
import type { PersonView } from '../../../src/contract/person.ts';
import { formatDuration } from '../format/duration.ts';
import type { Announcement } from '../i18n/announcement.ts';
import type { Texts } from '../i18n/en/index.ts';

/** What happened, as a sentence in the reader's language; null where nothing did. */
export function happeningText({ sender, announcement, call }: HappeningView, t: Texts): string | null {
  if (call !== null) {
    const { isVideo, isGroup, isMissed, seconds } = call;
    const length = seconds === null || seconds === 0 ? null : formatDuration(seconds * 1000);
    return t.chat.call(call.text, { isVideo: isVideo === true, isGroup: isGroup === true, isMissed, length });
  }
  return announcement === null ? null : t.chat.announcement(factsOf(announcement, sender));
}

/** An announcement says more than its common fields: WhatsApp's names everybody and whoever did it. */
function factsOf(announcement: NonNullable<HappeningView['announcement']>, sender: PersonView): Announcement {
  const { kind, text, title, person } = announcement;
  const { actor, people, seconds } = announcement as {
    readonly actor?: PersonView | null;
    readonly people?: readonly PersonView[];
    readonly seconds?: number | null;
  };
  const who = actor === undefined ? sender : actor;
  return {
    kind,
    text,
    title,
    who: who !== null && (who.isOwner || who.handle !== null) ? who : null,
    whom: people ?? (person === null ? [] : [person]),
    seconds: seconds ?? null,
  };
}
