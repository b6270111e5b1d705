import type { Computed, Path, Sources } from '../records/source.ts';
import type { MessagesPart } from './declaration.ts';
import { codes } from './givens.ts';
import { html, is, match, matchAll, when } from './sources.ts';

/** Activities of Skype and Teams: `ThreadActivity/AddMember`, `Event/LocationSharing`. */
const ACTIVITIES = {
  AddMember: 'participant-added',
  DeleteMember: 'participant-removed',
  TopicUpdate: 'subject-changed',
  PictureUpdate: 'photo-changed',
  LocationSharing: 'location-sharing-stopped',
};

/** The markup of Skype and Teams: what a message of a `type` says in its `content`, which is text, HTML or XML. */
export function skypeMarkup(content: Path, type: Path): Pick<MessagesPart, 'text' | 'reply' | 'event'> {
  return {
    text: [when(is(type, 'Text'), content), html(content)],
    reply: {
      to: match(content, /skype\.com\/Reply" itemid="(\d+)"/),
      text: match(content, /itemprop="preview">([^<]*)</),
      sender: match(content, /itemprop="mri" itemid="([^"]+)"/),
    },
    event: {
      kind: codes(match(type, /^(?:ThreadActivity|Event)\/(\w+)/), ACTIVITIES),
      people: matchAll(content, /<target>([^<]*)</g),
      title: match(content, /^<topicupdate>.*<value>([^<]*)</s),
    },
  };
}

/** Who caused an activity. */
export function skypeInitiator(content: Sources): Computed {
  return match(content, /^<(?:\w+update|\w+member)>.*?<initiator>([^<]*)/s);
}

/** The address of the picture in a message. */
export function skypePicture(content: Sources): Computed {
  return match(content, /<img(?=[^>]*AMSImage)[^>]*\bsrc="([^"]+)"/);
}

/** The places on a map that a message with a card has: `latitude`, `longitude`, `name`, from the body of the card. */
export function skypePlace(body: Path): NonNullable<MessagesPart['place']> {
  const url = `${body}/0/selectAction/url`;
  return {
    latitude: match(url, /pos\.(-?[\d.]+)_/),
    longitude: match(url, /pos\.-?[\d.]+_(-?[\d.]+)/),
    name: [`${body}/2/text`, `${body}/1/text`],
  };
}
