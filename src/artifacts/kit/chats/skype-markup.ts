import type { Computed, Path, Sources } from '../records/source.ts';
import type { MessagesPart } from './declaration.ts';
import { html, is, match, matchAll, when } from './sources.ts';
import { codes } from './value-sources.ts';

/** Activity types of Skype and Teams: `ThreadActivity/AddMember`, `Event/LocationSharing`. */
export const SKYPE_ACTIVITIES = {
  AddMember: 'participant-added',
  DeleteMember: 'participant-removed',
  TopicUpdate: 'subject-changed',
  PictureUpdate: 'photo-changed',
  LocationSharing: 'location-sharing-stopped',
  livesharingstarted: 'location-sharing-started',
};

/** Markup of Skype and Teams: fields read from the `content` (text, HTML or XML) of a message, by its `type`. */
export function skypeMarkup(content: Path, type: Path): Pick<MessagesPart, 'text' | 'reply' | 'event'> {
  return {
    text: [when(is(type, 'Text'), content), html(content)],
    reply: {
      to: match(content, /skype\.com\/Reply" itemid="(\d+)"/),
      text: html(match(content, /itemprop="preview">([^<]*)</)),
      sender: match(content, /itemprop="mri" itemid="([^"]+)"/),
    },
    event: {
      kind: codes(
        [match(content, /^<(livesharingstarted)\b/), match(type, /^(?:ThreadActivity|Event)\/(\w+)/)],
        SKYPE_ACTIVITIES,
      ),
      people: matchAll(content, /<target>([^<]*)</g),
      title: match(content, /^<topicupdate>.*<value>([^<]*)</s),
    },
  };
}

/** Id of the person who caused an activity. */
export function skypeInitiator(content: Sources): Computed {
  return match(content, /^<(?:\w+update|\w+member)>.*?<initiator>([^<]*)/s);
}

/** URL of the picture in a message. */
export function skypePicture(content: Sources): Computed {
  return match(content, /<img(?=[^<>]*AMSImage)[^<>]*\bsrc="([^"]+)"/);
}

/** Place of a message with a card: `latitude`, `longitude`, `name` from the body of the card. */
export function skypePlace(body: Path): NonNullable<MessagesPart['place']> {
  const url = `${body}/0/selectAction/url`;
  return {
    latitude: match(url, /pos\.(-?[\d.]+)_/),
    longitude: match(url, /pos\.-?[\d.]+_(-?[\d.]+)/),
    name: [`${body}/2/text`, `${body}/1/text`],
  };
}
